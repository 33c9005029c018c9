import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// The page at "/": ongoing conferences, the next ones, and the deadlines that close next.
extension PageContext {
  /// Kinds of deadlines on which the organizers act, and not the authors.
  private static let announcements = ["notification", "rebuttal-start", "submission-opens"]
  private static let facets = ["topic", "country", "format", "audience", "month"]

  func landing(revision: Int, revisedAt: Instant) throws -> (inout HTMLWriter) -> Void {
    let ahead = try entries(.conference, limit: 14)
    let on = ahead.filter { $0.asConference.flatMap(phase) == "ongoing" }
    let next = ahead.filter { entry in
      guard let phase = entry.asConference.flatMap(phase) else { return false }
      return phase != "ongoing" && phase != "past"
    }.prefix(8)
    let deadlines = try entries(.deadline, limit: 16) { filter in
      filter[.closing].from = now
      filter[.kind].excluded = Self.announcements
    }.filter { $0.asDeadline.map(status) == "open" }.prefix(10)
    let changed = try entries(
      .conference, limit: 6, sort: [SortTerm(name: "updated", descending: true)])
    let facets = try upcomingFacets()
    let today = call.arguments.today
    call.filling.note(changedAt: Instant(today))
    call.filling.note(changesAt: Instant(today + 1))
    return { page in
      page.element("div", ["class": "hero"]) { page in
        page.element("p", ["class": "soft"]) { $0.text(today.inWordsWithWeekday) }
        page.element("h1", [:], "Machine-learning conferences")
        searchForm(&page)
        page.element("nav", ["class": "jump row-of small", "aria-label": "On this page"]) { page in
          if !on.isEmpty { page.link("On now", "#now") }
          page.link("Next", "#next")
          page.link("Deadlines", "#deadlines")
          page.link("Changes", "#changes")
        }
        for facet in facets { line(facet, &page) }
      }
      page.element("div", ["class": "two"]) { page in
        page.element("div") { page in
          if !on.isEmpty {
            heading(
              "On now", url("conferences", [("phase", "ongoing")]), "All current conferences",
              id: "now", &page)
            conferenceRows(on, &page)
          }
          heading(
            "Next", url("conferences", [("when", "upcoming")]), "All upcoming conferences",
            id: "next", &page)
          if next.isEmpty { page.element("p", [:], "No upcoming conferences are known.") }
          conferenceRows(Array(next), &page)
        }
        page.element("div") { page in
          heading(
            "Deadlines that close next", url("deadlines", [("phase", "upcoming")]),
            "All open deadlines", id: "deadlines", &page)
          if deadlines.isEmpty { page.element("p", [:], "No upcoming deadlines are known.") }
          deadlineRows(Array(deadlines), &page)
          heading(
            "Recently added or changed", url("changes"), "All changes",
            id: "changes", &page)
          page.element("ul", ["class": "rows"]) { page in
            for entry in changed { change(entry, &page) }
          }
          page.element("p", ["class": "soft small"]) {
            $0.text("Revision \(revision) of \(revisedAt.day().displayText).")
          }
        }
      }
    }
  }

  private func searchForm(_ page: inout HTMLWriter) {
    page.element("form", ["role": "search", "action": url("search")]) { page in
      page.empty(
        "input",
        [
          "type": "search", "name": "q", "aria-label": "Search conferences, sessions and speakers",
          "placeholder": "NeurIPS 2027, reinforcement learning, Vienna …", "data-suggest": "",
          "autocomplete": "off",
        ], isRequired: true)
      page.element("button", ["type": "submit"]) { $0.text("Search") }
    }
  }

  func heading(
    _ title: String, _ url: String, _ label: String, id: String? = nil, _ page: inout HTMLWriter
  ) {
    page.raw("<div class=\"heading\"\(id.map { " id=\"\($0)\"" } ?? "")>")
    page.element("h2") { $0.text(title) }
    page.link(label, url, url.contains("?") ? ["rel": "nofollow"] : [:])
    page.raw("</div>\n")
  }

  /// Returns facets of the ongoing and upcoming conferences.
  private func upcomingFacets() throws -> [Facet] {
    var filter = CatalogFilter(now: now)
    filter[.days].from = call.arguments.today
    var list = ListQuery(.conference, filter)
    list.facets = Self.facets
    list.facetLimits = Self.facetLimits
    list.countsTotal = false
    return try call.reader.list(list, page: PageRequest(limit: 1)).facets
  }

  private func line(_ facet: Facet, _ page: inout HTMLWriter) {
    var values = facet.values.filter { $0.count > 0 }
    if facet.field == "month" {
      let first = Month(call.arguments.today).description
      values = months(values).filter { $0.value >= first }
    }
    guard !values.isEmpty else { return }
    page.element("section", ["class": "facet-line"]) { page in
      page.element("h2") { $0.text(Self.title(ofFilter: facet.field)) }
      page.element("ul", ["class": "plain"]) { page in
        for value in values.prefix(facet.field == "topic" ? 10 : 7) {
          page.element("li") { page in
            // A month counts its past conferences, too.
            let time = facet.field == "month" ? [] : [("when", "upcoming")]
            let url = url("conferences", time + [(facet.field, value.value)])
            page.element("a", ["class": "chip", "href": url, "rel": "nofollow"]) { page in
              page.text(Self.text(ofValue: value.value, value.label, of: facet.field))
              page.raw(" <b>\(value.count)</b>")
            }
          }
        }
      }
    }
    page.raw("\n")
  }

  private func change(_ entry: Entry, _ page: inout HTMLWriter) {
    guard let conference = entry.asConference else { return }
    page.element("li") { page in
      page.link(conference.displayName, url("conferences/\(conference.id)"))
      badges(conference, phase(conference), &page)
      let change = conference.stamp.map { stamp in
        "\(stamp.sequence == 0 ? "added" : "changed") \(stamp.updatedAt.day().displayText)"
      }
      let facts = [conference.dates?.pageText, conference.locations.placeText(names), change]
      page.element("span", ["class": "soft small"]) {
        $0.text(facts.compactMap { $0 }.joined(separator: " · "))
      }
    }
  }
}

extension PageContext {
  /// Returns the label of a filter, for example "Attendance" for `format`.
  static func title(ofFilter name: String) -> String {
    switch name {
    case "q": "Words"
    case "format": "Attendance"
    case "topic.exact": "Exact topic"
    case "rank": "Ranking"
    case "verified": "Support"
    case "when": "Time"
    case "phase": "Phase"
    case "has": "Known"
    case "id": "Conferences"
    case "deadline.kind": "Kind of deadline"
    case "deadline.from": "Deadline from"
    case "deadline.to": "Deadline until"
    case "deadline.within", "within": "Closes within"
    case "updated_since": "Changed since"
    case "session_kind": "Kind of session"
    case "tz": "Time zone"
    default: name.replacing("_", with: " ").capitalizedFirst
    }
  }

  static func text(ofValue value: String, _ label: String, of name: String) -> String {
    switch name {
    case "month": return Month(value)?.text ?? label
    case "when": return CodeText.of(label)
    case "kind": return guideHeadings[value] ?? label
    case "rank":
      let parts = value.split(separator: ":").map(String.init)
      return parts.count == 2 ? "\(parts[0].uppercased()) \(parts[1])" : label
    default: return label
    }
  }
}
