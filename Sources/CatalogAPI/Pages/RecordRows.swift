import Catalog
import CatalogForm
import CatalogModel

/// Records of each kind as rows of a list.
extension PageContext {
  func records(
    _ entries: [Entry], of list: ListRequest, _ head: ListMetadata, _ page: inout HTMLWriter
  ) throws {
    guard !entries.isEmpty else { return }
    switch list.kind {
    case .conference: conferences(entries, of: list, &page)
    case .deadline: deadlines(entries, of: list, &page)
    case .session: sessionRows(entries, &page)
    case .speaker, .track, .venue, .audience, .source: cards(entries, &page)
    case .series: series(entries, &page)
    case .topic: topics(entries, &page)
    case .place: try places(entries, &page)
    case .guideItem: guide(entries, &page)
    case .recommendation: recommendations(entries, &page)
    case nil: hits(entries, &page)
    default:
      PageTable(list.kind, TableColumn.brief(of: list.kind), head).write(
        entries, caption: head.title, into: &page)
    }
  }

  /// Writes conferences under the months in which they begin, if the list is ordered by time.
  private func conferences(_ entries: [Entry], of list: ListRequest, _ page: inout HTMLWriter) {
    guard case .list(let question) = list.question,
      question.sort.first.map({ $0.name == "start" }) ?? true, question.filter.text == nil
    else { return conferenceRows(entries, &page) }
    // Conferences that begin on one day may be under different headings: it begins earlier in the
    // east.
    let parts = Dictionary(grouping: entries, by: heading)
    for heading in entries.map(heading).distinct {
      page.element("h2", [:], heading)
      conferenceRows(parts[heading] ?? [], &page)
    }
  }

  private func heading(of entry: Entry) -> String {
    guard let conference = entry.asConference, let first = conference.dates?.startEarliest else {
      return "Dates not announced"
    }
    switch phase(conference) {
    case "ongoing", "indeterminate": return "On now"
    case "past": return "Past: \(Month(first).text)"
    default:
      // Dates that are a year or a season have no month as a heading.
      if let dates = conference.dates, !["day", "month"].contains(dates.precision) {
        return dates.pageText ?? "Dates not announced"
      }
      return Month(first).text
    }
  }

  /// Writes deadlines under headings such as "Within 7 days".
  private func deadlines(_ entries: [Entry], of list: ListRequest, _ page: inout HTMLWriter) {
    let isOfOne = route.captures["conference"] != nil
    guard case .list(let question) = list.question, question.sort.isEmpty else {
      return deadlineRows(entries, isOfOne: isOfOne, &page)
    }
    for part in entries.chunked({ nearness($0) == nearness($1) }) {
      if let first = part.first { page.element("h2", [:], nearness(first)) }
      deadlineRows(Array(part), isOfOne: isOfOne, &page)
    }
  }

  private func nearness(_ entry: Entry) -> String {
    guard let deadline = entry.asDeadline else { return "" }
    if deadline.expectation != nil { return "Expected, not announced" }
    if deadline.standing == "cancelled" { return "Cancelled" }
    guard let closing = deadline.closing else { return "To be announced" }
    let seconds = closing.seconds - now.seconds
    guard seconds >= 0 else { return "Past" }
    let limits = [(1, "Within 24 hours"), (7, "Within 7 days"), (30, "Within 30 days")]
    // `countdown` records the instants at which this heading changes.
    return limits.first { seconds < $0.0 * 86_400 }?.1 ?? "Later"
  }

  /// Writes the place where the script offers to pick a session.
  func pick(_ session: Session, _ page: inout HTMLWriter) {
    page.element("span", ["data-pick": session.id, "data-of": session.conference]) { _ in }
  }

  func sessionRows(_ entries: [Entry], _ page: inout HTMLWriter) {
    let isOfOne = route.captures["conference"] != nil
    page.element("ul", ["class": "rows"]) { page in
      for entry in entries {
        guard let session = entry.asSession else { continue }
        page.element("li", ["class": "event"]) { page in
          page.element("div", ["class": "when small"]) { page in
            when(session, entry, &page)
          }
          page.element("div") { page in
            pick(session, &page)
            page.element("h3") { page in
              page.link(session.title, url("sessions/\(session.id)"))
              if session.kind != "other" { page.badge(CodeText.of(session.kind)) }
              if session.status != "scheduled" {
                page.badge(CodeText.of(session.status), session.status)
              }
            }
            if !session.peopleText.isEmpty {
              page.element("p", ["class": "small"]) {
                $0.text(session.peopleText.joined(separator: ", "))
              }
            }
            page.element("p", ["class": "soft small"]) { page in
              if !isOfOne {
                page.link(
                  entry.host?.shortName ?? session.conference,
                  url("conferences/\(session.conference)"))
              }
              let place = [session.trackName, session.roomName].compactMap { $0 }
              page.text((isOfOne || place.isEmpty ? "" : "· ") + place.joined(separator: " · "))
            }
            notes(entry, shown: "\(session.title) \(session.peopleText)", &page)
          }
        }
        page.raw("\n")
      }
    }
    page.raw("\n")
  }

  func when(_ session: Session, _ entry: Entry, _ page: inout HTMLWriter) {
    guard let start = session.startsAt else {
      return page.element("span", ["class": "soft"]) {
        $0.text(session.publishedStart ?? "Time not announced")
      }
    }
    page.element("time", ["datetime": start.instant.formatted(offset: start.offset)]) {
      $0.text(start.instant.day(offset: start.offset).displayText)
    }
    page.element("span", ["class": "soft"]) { $0.text(" \(session.clockInWords ?? "")") }
    if let zone = entry.localZone {
      let local = start.instant.formatted(offset: zone.offset(at: start.instant))
      page.element("time", ["class": "soft", "datetime": local]) { $0.text(" \(local)") }
    }
  }

  private func cards(_ entries: [Entry], _ page: inout HTMLWriter) {
    page.element("ul", ["class": "cards"]) { page in
      for entry in entries {
        page.element("li") { page in
          page.element("h3") { $0.link(entry.title, url(entry.path)) }
          if let facts = facts(entry), !facts.isEmpty {
            page.element("p", ["class": "soft small"]) { $0.text(facts) }
          }
          notes(entry, &page)
        }
      }
    }
    page.raw("\n")
  }

  /// Returns the facts of a record that its card or its row shows; nil if its kind has none.
  func facts(_ entry: Entry) -> String? {
    switch entry.record {
    case .speaker(let speaker):
      ([speaker.affiliation].compactMap(\.self) + conferences(of: speaker)).joined(
        separator: " · ")
    case .source(let source):
      [
        source.publisher, source.licence,
        source.retrievedOn.map { "Read \(Self.displayText(ofDay: $0))" },
      ]
      .compactMap(\.self).joined(separator: " · ")
    case .recommendation(let advice):
      "Recommended to \(name(.audience, advice.audience).lowercased())"
        + (advice.reason.map { " · \($0)" } ?? "")
    case .track(let track):
      [track.conferenceName, "\(track.sessionCount ?? 0) sessions"].compactMap { $0 }.joined(
        separator: " · ")
    case .venue(let venue):
      [venue.city, venue.country.map { name(.country, $0) }].compactMap { $0 }.distinct.joined(
        separator: ", ")
    case .audience(let audience):
      audience.altLabels.isEmpty ? nil : "Also: \(audience.altLabels.joined(separator: ", "))"
    default: nil
    }
  }

  /// Returns the names of conferences where a person speaks, which distinguish people of one name.
  private func conferences(of speaker: Speaker) -> [String] {
    let names = (try? call.reader.conferenceNames(ofSpeaker: speaker.id, limit: 4)) ?? []
    return names.count > 3 ? names.prefix(3) + ["and others"] : names
  }

  /// Returns a day such as "2026-11-29" as "29 Nov 2026"; any other text as it is.
  static func displayText(ofDay text: String) -> String { Day(text)?.displayText ?? text }

  private func series(_ entries: [Entry], _ page: inout HTMLWriter) {
    page.element("ul", ["class": "cards"]) { page in
      for entry in entries {
        guard case .series(let series) = entry.record else { continue }
        page.element("li") { page in
          page.element("h3") { page in
            page.link(series.name, url("series/\(series.id)"))
            for rank in series.rankings.prefix(3) {
              page.badge("\(rank.system.uppercased()) \(rank.value)")
            }
          }
          if let name = series.fullName, name != series.name {
            page.element("p", ["class": "small"]) { $0.text(name) }
          }
          topics(series.topics, most: 3, &page)
          notes(entry, shown: "\(series.name) \(series.fullName ?? "")", &page)
        }
      }
    }
    page.raw("\n")
  }

  private func topics(_ entries: [Entry], _ page: inout HTMLWriter) {
    var entries = entries
    if !call.arguments.isGiven("sort"), !call.arguments.isGiven("q") {
      entries.sort { (Folding.fold($0.title), $0.id) < (Folding.fold($1.title), $1.id) }
    }
    page.element("ul", ["class": "cards"]) { page in
      for entry in entries {
        guard case .topic(let topic) = entry.record else { continue }
        page.element("li") { page in
          page.element("h3") { page in
            page.link(topic.label, url("topics/\(topic.id)"))
            if let count = topic.conferenceCount, count > 0 { page.badge("\(count)") }
          }
          if !topic.broader.isEmpty {
            page.element("p", ["class": "soft small"]) {
              $0.text("Part of " + topic.broader.map { name(.topic, $0) }.joined(separator: ", "))
            }
          }
          notes(entry, &page)
        }
      }
    }
    page.raw("\n")
  }

  /// Recommendations under the names of what is recommended.
  private func recommendations(_ entries: [Entry], _ page: inout HTMLWriter) {
    page.element("ul", ["class": "rows"]) { page in
      for entry in entries {
        guard case .recommendation(let advice) = entry.record else { continue }
        page.element("li") { page in
          let path =
            advice.series.map { "series/\($0)" } ?? advice.conference.map { "conferences/\($0)" }
          page.element("h3") {
            $0.link(entry.pageTitle, url(path ?? entry.path))
          }
          recommendations([advice], &page)
          notes(entry, &page)
        }
      }
    }
    page.raw("\n")
  }

  /// The headings of the kinds of advice.
  static let guideHeadings = [
    "why": "Why to attend", "expect": "What to expect", "choose": "How to choose", "tip": "Tips",
  ]

  private func guide(_ entries: [Entry], _ page: inout HTMLWriter) {
    func kind(_ entry: Entry) -> String {
      if case .guideItem(let item) = entry.record { item.kind } else { "" }
    }
    for part in entries.chunked({ kind($0) == kind($1) }) {
      page.element("h2", [:], Self.guideHeadings[part.first.map(kind) ?? ""] ?? "Advice")
      page.element("ul", ["class": "rows"]) { page in
        for entry in part {
          guard case .guideItem(let item) = entry.record else { continue }
          page.element("li") { page in
            page.element("h3") { $0.link(item.title, url("guide/\(item.id)")) }
            if let text = item.text { page.element("p", ["class": "prose"]) { $0.text(text) } }
          }
        }
      }
    }
    page.raw("\n")
  }
}
