import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// The page of one conference.
struct ConferencePage {
  let context: PageContext
  let conference: Conference
  let entry: Entry
  let phase: String?
  private let editions: [Conference]
  private let similar: [Entry]
  private let overlapping: [Entry]
  private let evidence: Evidence
  private let counts: [(name: String, count: Int)]

  /// Maximum number of other conferences in each section.
  private static let others = 6

  init(_ context: PageContext, _ conference: Conference, _ entry: Entry, row: Int64) throws {
    (self.context, self.conference, self.entry) = (context, conference, entry)
    phase = context.phase(conference)
    let reader = context.call.reader
    editions =
      try conference.series.first.map { series in
        try reader.editions(series: series).suffix(12).compactMap { try reader.conference($0) }
      } ?? []
    similar = try EntryReader(context.call).entries(
      reader.lists.similar(to: row, limit: Self.others))
    overlapping = try Self.overlapping(context, conference)
    counts = try Self.counts(context, conference)
    evidence = try Evidence(
      context, conference.verification, conference.dataIssues, conference.sources,
      deadlines: conference.deadlines)
  }

  /// Returns the conferences that overlap with this one and share a topic with it.
  private static func overlapping(
    _ context: PageContext, _ conference: Conference
  ) throws -> [Entry] {
    guard let bounds = conference.dates?.bounds, !conference.effectiveTopics.isEmpty else {
      return []
    }
    return try context.entries(
      .conference, limit: others + 1, sort: [SortTerm(name: "start")]
    ) { filter in
      filter[.days].from = bounds.lowerBound
      filter[.days].to = bounds.upperBound
      filter[.exactTopic].included = conference.effectiveTopics
    }.filter { $0.id != conference.id }
  }

  private static func counts(
    _ context: PageContext, _ conference: Conference
  ) throws -> [(name: String, count: Int)] {
    try [RecordKind.session, .track, .speaker].compactMap { kind in
      var filter = CatalogFilter(now: context.now)
      filter[.conference].included = [conference.id]
      let answer = try context.call.reader.list(
        ListQuery(kind, filter), page: PageRequest(limit: 1))
      guard let total = answer.page.total, total > 0 else { return nil }
      return (kind.collection, total)
    }
  }

  func write(_ page: inout HTMLWriter) {
    context.crumbs(
      [("Conferences", context.url("conferences"))]
        + conference.series.prefix(1).map {
          (context.name(.series, $0), context.url("series/\($0)"))
        }, &page)
    page.element("div", ["class": "heading"]) { page in
      page.element("div") { page in
        page.element("h1") { page in
          page.text(conference.displayName)
          page.raw(" ")
          context.badges(conference, phase, &page)
        }
        if conference.name != conference.displayName {
          page.element("p", ["class": "big soft"]) { $0.text(conference.name) }
        }
      }
      if let calendar = context.calendarURL(conference) {
        page.link("Add to calendar", calendar, ["class": "button no-print", "rel": "nofollow"])
      }
    }
    page.element("div", ["class": "two"]) { page in
      page.element("div") { page in
        facts(&page)
        prose(&page)
        context.recommendations(conference.recommendations, &page)
        programme(&page)
        deadlines(&page)
        evidence.write(&page)
      }
      page.element("div", ["class": "no-print"]) { page in
        next(&page)
        others(&page)
      }
    }
  }

  private func prose(_ page: inout HTMLWriter) {
    guard let summary = conference.summary else { return }
    page.element("p", ["class": "prose"]) { $0.text(summary) }
  }

  private func programme(_ page: inout HTMLWriter) {
    guard !counts.isEmpty else { return }
    page.element("h2", [:], "Programme")
    page.element("p", ["class": "row-of"]) { page in
      page.link(
        "Programme by day", context.url("conferences/\(conference.id)/schedule"),
        ["class": "button main-button"])
      for (name, count) in counts {
        page.link("\(count) \(name)", context.url("conferences/\(conference.id)/\(name)"))
      }
    }
  }

  private func deadlines(_ page: inout HTMLWriter) {
    let all = conference.deadlines.map {
      Entry(.deadline($0), host: Entry.ParentConference(conference))
    }
    let sorted = all.sorted {
      ($0.asDeadline?.closing ?? .distantFuture, $0.id)
        < ($1.asDeadline?.closing ?? .distantFuture, $1.id)
    }
    let past = sorted.filter { $0.asDeadline.flatMap(context.status) == "passed" }
    let ahead = sorted.filter { $0.asDeadline.flatMap(context.status) != "passed" }
    guard !all.isEmpty else {
      if conference.deadlinesStatus == "not_announced", phase != "past" {
        page.element("h2", [:], "Deadlines")
        page.element("p", ["class": "soft"]) { $0.text("Not announced.") }
      }
      return
    }
    page.element("section", ["id": "deadlines"]) { page in
      page.element("h2", [:], "Deadlines")
      if ahead.isEmpty {
        page.element("p", ["class": "soft"]) { $0.text("All deadlines are past.") }
      }
      context.deadlineRows(ahead, isOfOne: true, &page)
      if !past.isEmpty {
        page.raw("<details>")
        page.element("summary") {
          $0.text("\(past.count) past deadline\(past.count == 1 ? "" : "s")")
        }
        context.deadlineRows(past.reversed(), isOfOne: true, &page)
        page.raw("</details>")
      }
    }
  }

  private func next(_ page: inout HTMLWriter) {
    guard phase != "past", let deadline = context.nextDeadline(conference),
      let closing = deadline.closing
    else { return }
    page.element("section", ["class": "panel", "aria-label": "Next deadline"]) { page in
      page.element("h2", [:], "Next deadline: \(deadline.labelInWords)")
      page.element("p", ["class": "big"]) { context.countdown(closing, &$0) }
      page.element("p") { context.time(deadline, entry, &$0) }
    }
  }

  private func others(_ page: inout HTMLWriter) {
    let editions = editions.filter { $0.id != conference.id }.reversed()
    if !editions.isEmpty {
      page.element("h2", [:], "Other editions")
      page.element("ul", ["class": "plain spaced"]) { page in
        for edition in editions { other(edition, &page) }
      }
    }
    for (title, entries, path) in [
      ("At the same time, on the same topics", overlapping.prefix(Self.others), ""),
      ("Similar conferences", similar.prefix(Self.others), "similar"),
    ] where !entries.isEmpty {
      page.element("h2", [:], title)
      page.element("ul", ["class": "plain spaced"]) { page in
        for conference in entries.compactMap(\.asConference) { other(conference, &page) }
      }
      if !path.isEmpty {
        page.element("p", ["class": "small"]) {
          $0.link("All similar conferences", context.url("conferences/\(conference.id)/\(path)"))
        }
      }
    }
  }

  private func other(_ other: Conference, _ page: inout HTMLWriter) {
    page.element("li") { page in
      page.link(other.displayName, context.url("conferences/\(other.id)"))
      context.badges(other, context.phase(other), &page)
      let facts = [other.dates?.pageText, other.locations.placeText(context.names)]
      page.element("span", ["class": "soft small"]) {
        $0.text(facts.compactMap { $0 }.joined(separator: " · "))
      }
    }
  }
}

extension Instant {
  /// The end of the year 9999: later than any instant in the catalog.
  static let distantFuture = Instant(seconds: 253_402_300_799)
}
