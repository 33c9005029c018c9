import Catalog
import CatalogForm
import CatalogModel

/// Conferences and deadlines as rows of lists.
extension PageContext {
  func conferenceRows(_ entries: [Entry], _ page: inout HTMLWriter) {
    page.element("ul", ["class": "rows"]) { page in
      for entry in entries {
        guard let conference = entry.asConference else { continue }
        row(conference, entry, &page)
      }
    }
    page.raw("\n")
  }

  private func row(_ conference: Conference, _ entry: Entry, _ page: inout HTMLWriter) {
    let phase = phase(conference)
    let classes =
      ["event"] + (phase == "past" ? ["past"] : [])
      + (conference.status == "cancelled" ? ["cancelled"] : [])
    page.element("li", ["class": classes.joined(separator: " ")]) { page in
      page.element("div", ["class": "when"]) { dates(conference.dates, &$0) }
      page.element("div") { page in
        page.element("h3") { page in
          page.link(conference.displayName, url("conferences/\(conference.id)"))
          badges(conference, phase, &page)
        }
        if conference.name != conference.displayName,
          !conference.displayName.contains(conference.name)
        {
          page.element("p", ["class": "soft"]) { $0.text(conference.name) }
        }
        if let place = conference.locations.placeText(names) {
          page.element("p") { $0.text(place) }
        }
        topics(conference.effectiveTopics, most: 4, &page)
        if phase != "past", let deadline = nextDeadline(conference), let closing = deadline.closing
        {
          page.element("p", ["class": "small"]) { page in
            page.text("\(deadline.labelInWords): ")
            countdown(closing, &page)
            page.element("span", ["class": "soft"]) { $0.text(deadline.pageText) }
          }
        }
        let place = conference.locations.placeText(names) ?? ""
        notes(entry, shown: "\(conference.displayName) \(conference.name) \(place)", &page)
      }
      page.element("div", ["class": "act"]) { page in
        if let calendar = calendarURL(conference) {
          page.link(
            "Add to calendar", calendar,
            ["aria-label": "Add \(conference.displayName) to your calendar", "rel": "nofollow"])
        }
      }
    }
    page.raw("\n")
  }

  /// Returns the URL of a conference as a calendar; nil if it is cancelled or its dates are unknown.
  func calendarURL(_ conference: Conference) -> String? {
    guard conference.status != "cancelled", let dates = conference.dates,
      dates.startEarliest != nil
    else { return nil }
    // A calendar has vague dates only on request.
    let query = dates.start == nil ? "?vague=include" : ""
    return "\(url("conferences/\(conference.id)")).ics\(query)"
  }

  /// Writes why a hit is uncertain, and other notes on it; `shown` is text that the row already
  /// has, whose words need no snippet.
  func notes(_ entry: Entry, shown: String = "", _ page: inout HTMLWriter) {
    var notes: [String] = []
    if entry.dates == "possible" {
      notes.append("The dates may match; they are not known exactly.")
    }
    switch entry.place {
    case "candidate": notes.append("The place is one of several possible ones.")
    case "coarser": notes.append("The place may match; it is not known exactly.")
    default: break
    }
    if let distance = entry.distance { notes.append("\(Int(distance.rounded())) km away.") }
    if let similarity = entry.similarity {
      let shared = similarity.topics.map { name(.topic, $0) }.joined(separator: ", ")
      notes.append("Shared topics: \(shared).")
    }
    if !notes.isEmpty {
      page.element("p", ["class": "snippet"]) { $0.text(notes.joined(separator: " ")) }
    }
    guard let snippet = entry.snippet else { return }
    let words = Set(Folding.fold(shown).split(separator: " "))
    let marked = snippet.matches(of: /<mark>([^<]*)<.mark>/).flatMap {
      Folding.fold(String($0.1)).split(separator: " ")
    }
    if !words.isSuperset(of: marked) {
      page.element("p", ["class": "snippet"]) { $0.raw(snippet) }
    }
  }

  func dates(_ dates: EventDates?, _ page: inout HTMLWriter) {
    guard let dates, let text = dates.pageText else {
      return page.element("span", ["class": "soft"]) { $0.text("Dates not announced") }
    }
    guard dates.isExact, let start = dates.start else {
      return page.element("span", ["class": "vague"]) { page in
        page.element("span", ["class": "hidden"]) { $0.text("Some time in ") }
        page.text(text)
      }
    }
    page.element("time", ["datetime": start.description]) { $0.text(text) }
  }

  /// Writes whether the conference is ongoing or past, its status, and its attendance format.
  func badges(_ conference: Conference, _ phase: String?, _ page: inout HTMLWriter) {
    switch phase {
    case "ongoing": page.badge("On now", "now")
    case "past": page.badge("Past", "past")
    case "indeterminate": page.badge("May be on now")
    default: break
    }
    if conference.status != "scheduled" {
      page.badge(CodeText.of(conference.status), conference.status)
    }
    if let format = conference.format, format != "in-person" {
      page.badge(CodeText.of(format), format)
    }
  }

  func topics(_ topics: [String], most: Int, _ page: inout HTMLWriter) {
    guard !topics.isEmpty else { return }
    page.element("p", ["class": "soft small"]) { page in
      let shown = topics.prefix(most).map { name(.topic, $0) }
      let rest = topics.count - shown.count
      page.text(shown.joined(separator: " · ") + (rest > 0 ? " · \(rest) more" : ""))
    }
  }

  /// Writes deadlines, each with its conference unless all belong to one.
  func deadlineRows(_ entries: [Entry], isOfOne: Bool = false, _ page: inout HTMLWriter) {
    page.element("ul", ["class": "rows"]) { page in
      for entry in entries {
        guard let deadline = entry.asDeadline else { continue }
        row(deadline, entry, isOfOne: isOfOne, &page)
      }
    }
    page.raw("\n")
  }

  private func row(
    _ deadline: Deadline, _ entry: Entry, isOfOne: Bool, _ page: inout HTMLWriter
  ) {
    let status = status(deadline)
    page.element("li", ["class": "deadline", "id": deadline.publicID]) { page in
      page.element("div") { page in
        switch status {
        case "open":
          if let closing = deadline.closing { countdown(closing, &page) }
        case "passed": page.element("span", ["class": "left over"]) { $0.text("Closed") }
        case nil: page.element("span", ["class": "left"]) { $0.text("Closes today") }
        default: page.badge(Self.statusText(status), status ?? "")
        }
      }
      page.element("div") { page in
        page.element("h3") { page in
          if !isOfOne {
            page.link(
              entry.host?.shortName ?? deadline.conference,
              url("conferences/\(deadline.conference)"))
          }
          page.element("span", [:]) { page in
            page.raw(isOfOne ? "" : "<span class=\"soft\">")
            page.text(deadline.labelInWords)
            page.raw(isOfOne ? "" : "</span>")
          }
        }
        // "TBD" says no more than the badge.
        if status != "tba" || !deadline.pageText.lowercased().hasPrefix("tb") {
          page.element("p") { time(deadline, entry, &$0) }
        }
        if !isOfOne, let place = entry.host?.locations.placeText(names) {
          page.element("p", ["class": "soft small"]) { $0.text(place) }
        }
      }
    }
    page.raw("\n")
  }

  private static func statusText(_ status: String?) -> String {
    switch status {
    case "tba": "To be announced"
    case "expected": "Expected"
    default: CodeText.of(status ?? "unknown")
    }
  }

  /// Writes to which audiences a conference or series is recommended, and why.
  func recommendations(_ recommendations: [Recommendation], _ page: inout HTMLWriter) {
    for advice in recommendations {
      guard let reason = advice.reason else { continue }
      page.element("p", ["class": "note"]) { page in
        page.text("Recommended to ")
        page.link(
          name(.audience, advice.audience).lowercased(), url("audiences/\(advice.audience)"))
        page.text("· \(reason)")
      }
    }
  }

  /// Writes the time as published, and anywhere on earth; a script adds the reader's local time.
  func time(_ deadline: Deadline, _ entry: Entry, _ page: inout HTMLWriter) {
    let published = deadline.pageText
    guard let at = deadline.moment.at else { return page.text(published) }
    page.element("time", ["datetime": at.description, "data-zoned": ""]) { $0.text(published) }
    // A time in a zone 12 hours west of UTC is "anywhere on earth" already.
    if let anywhere = deadline.anywhereText, !published.hasPrefix(anywhere.dropLast(4)) {
      page.element("span", ["class": "soft"]) { $0.text(" · \(anywhere)") }
    }
    if let zone = entry.localZone {
      let local = at.formatted(offset: zone.offset(at: at))
      page.element("time", ["class": "soft", "datetime": local]) { $0.text(" · \(local)") }
    }
  }
}
