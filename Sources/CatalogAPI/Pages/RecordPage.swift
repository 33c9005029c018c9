import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// HTML pages of single records.
extension ResolvedRequest {
  func page(_ one: RecordRequest, _ call: RequestContext) throws -> FormAnswer {
    guard let record = try one.former ?? call.reader.record(one.kind, one.row) else {
      throw Problem.notFound(one.kind.displayName, path, nearest: [])
    }
    var entry = try EntryReader(call).entry(record)
    entry.localZone = one.localZone
    entry.object = try EntryReader(call).columnObject(one)
    let context = PageContext(route, call)
    let now = one.former.map { _ in context.url(entry.path) }
    var head = head(title: entry.title, kind: one.kind, call, next: nil)
    head.topicLabels = try call.reader.topicLabels()
    head.isSingle = true
    var frame = context.frame(entry.pageTitle)
    frame.section = entry.kind.collection
    if now != nil { frame.canonical = nil }
    let former: (inout HTMLWriter) -> Void = { page in
      guard let now else { return }
      page.element("p", ["class": "note"]) { page in
        let revision = call.arguments.integer("as_of_revision").map { "at revision \($0)" }
        let time = call.arguments.instant("as_of", isEnd: true).map { "on \($0.inWords)" }
        page.text("This is the record as it was \(revision ?? time ?? "earlier"). ")
        page.link("The record now", now)
      }
    }
    frame.description = context.description(entry, head)
    var linkedData = LinkedDataForm(head)
    frame.linkedData = linkedData.document([entry])
    frame.showsTitle = false
    if !one.fields.isEmpty {
      let table = PageTable(one.kind, one.fields, head)
      return FormAnswer(
        piece: StreamedPart(
          bytes: frame.bytes { page in
            page.element("h1", [:], entry.title)
            table.list(entry, into: &page)
          }))
    }
    if case .conference(let conference) = record {
      let content = try ConferencePage(context, conference, entry, row: one.row)
      return FormAnswer(
        piece: StreamedPart(
          bytes: frame.bytes { page in
            former(&page)
            content.write(&page)
          }))
    }
    let parts = try RecordPage(context, entry, one, head)
    return FormAnswer(
      piece: StreamedPart(
        bytes: frame.bytes { page in
          former(&page)
          parts.write(&page)
        }))
  }
}

extension PageContext {
  /// Returns one sentence about a record, for search engines and link previews.
  func description(_ entry: Entry, _ head: ListMetadata) -> String {
    if let conference = entry.asConference {
      let facts = [conference.dates?.pageText, conference.locations.placeText(names)]
        .compactMap { $0 }.joined(separator: ", ")
      return "\(conference.name)\(facts.isEmpty ? "" : ": \(facts)"). Deadlines, topics, programme."
    }
    return String((["\(entry.title)."] + entry.facts(head)).joined(separator: " ").prefix(280))
  }
}

/// The page of a record other than a conference: its facts, and the records that belong to it.
struct RecordPage {
  let context: PageContext
  let entry: Entry
  let head: ListMetadata
  private let one: RecordRequest
  private let sections: [(title: String, url: String?, entries: [Entry])]
  private var next: NextEdition?
  private var evidence: Evidence?

  init(_ context: PageContext, _ entry: Entry, _ one: RecordRequest, _ head: ListMetadata) throws {
    (self.context, self.entry, self.one, self.head) = (context, entry, one, head)
    sections = try Self.sections(context, entry, one)
    if case .series(let series) = entry.record {
      let reader = context.call.reader
      let editions = try reader.editions(series: series.id).compactMap { try reader.conference($0) }
      next = NextEdition(
        of: series, editions, phases: context.phase, today: context.call.arguments.today)
      evidence = try Evidence(context, series.verification, series.dataIssues, series.sources)
    }
  }

  /// Returns the records that belong to the record, at most one page in each section.
  private static func sections(
    _ context: PageContext, _ entry: Entry, _ one: RecordRequest
  ) throws -> [(title: String, url: String?, entries: [Entry])] {
    switch entry.record {
    case .topic(let topic):
      let filter = [("topic", topic.id)]
      return [
        (
          "Conferences", context.url("conferences", filter),
          try context.entries(.conference, limit: 15) { $0[.topic].included = [topic.id] }
        ),
        (
          "Deadlines that close next", context.url("deadlines", filter + [("phase", "upcoming")]),
          try context.entries(.deadline, limit: 8) {
            $0[.topic].included = [topic.id]
            $0[.closing].from = context.now
          }
        ),
        (
          "Series", context.url("series", filter),
          try context.entries(.series, limit: 12) { $0[.topic].included = [topic.id] }
        ),
      ]
    case .place(let place):
      guard let (name, value) = place.conferenceFilter else { return [] }
      return [
        (
          "Conferences", context.url("conferences", [(name, place.name)]),
          try context.entries(.conference, limit: 30) { filter in
            switch name {
            case "country": filter[.country].included = [value]
            case "region": filter[.region].included = [value]
            default: filter[.city].included = [value]
            }
          }
        )
      ]
    case .audience(let audience):
      return [
        (
          "Conferences", context.url("conferences", [("audience", audience.id)]),
          try context.entries(.conference, limit: 20) { $0[.audience].included = [audience.id] }
        )
      ]
    case .deadline(let deadline):
      let others = try context.entries(.deadline, limit: 20) {
        $0[.conference].included = [deadline.conference]
      }
      return [
        (
          "Deadlines of the conference",
          context.url("conferences/\(deadline.conference)/deadlines"),
          others.filter { $0.id != deadline.publicID }
        )
      ]
    default:
      guard var list = try one.datedRecords(context.call), let kind = list.kind
      else { return [] }
      list.page.limit = 50
      if case .list(var question) = list.question {
        question.countsTotal = false
        if kind == .conference { question.dividedAt = context.now }
        list.question = .list(question)
      }
      let answer = try list.read(context.call.reader, list.page)
      context.call.filling.note(changesAt: answer.changesAt)
      let title =
        kind == .conference && entry.kind == .series ? "Editions" : kind.collection.capitalizedFirst
      return [
        (
          title, context.url("\(entry.path)/\(kind.collection)"),
          try EntryReader(context.call).entries(answer.page.elements)
        )
      ]
    }
  }

  func write(_ page: inout HTMLWriter) {
    context.crumbs(crumbs, &page)
    page.element("h1") { page in
      page.text(entry.pageTitle)
      page.raw(" ")
      badges(&page)
    }
    subtitle(&page)
    expectation(&page)
    if case .series(let series) = entry.record {
      context.recommendations(series.recommendations, &page)
    }
    drawing(&page)
    for section in sections where !section.entries.isEmpty {
      let kind = section.entries[0].kind
      context.heading(section.title, section.url ?? "", "All \(kind.collection)", &page)
      switch kind {
      case .conference: context.conferenceRows(section.entries, &page)
      case .deadline: context.deadlineRows(section.entries, isOfOne: entry.kind == .deadline, &page)
      case .session: context.sessionRows(section.entries, &page)
      default:
        page.element("ul", ["class": "columns"]) { page in
          for other in section.entries {
            page.element("li") { $0.link(other.pageTitle, context.url(other.path)) }
          }
        }
      }
    }
    if entry.kind != .deadline, let first = sections.first, sections.allSatisfy(\.entries.isEmpty) {
      page.element("p", ["class": "soft"], "No \(first.title.lowercased()) are known.")
    }
    details(&page)
  }

  private var crumbs: [(name: String, url: String)] {
    var links = [(entry.kind.collection.capitalizedFirst, context.url(entry.kind.collection))]
    if let conference = entry.conference {
      links =
        [(entry.host?.shortName ?? conference, context.url("conferences/\(conference)"))] + links
      links[1].1 = context.url("conferences/\(conference)/\(entry.kind.collection)")
    }
    if case .track(let track) = entry.record {
      links = [
        (track.conferenceName ?? track.conference, context.url("conferences/\(track.conference)"))
      ]
    }
    return links
  }

  /// Writes when the next edition of a series is expected, if it is not announced.
  private func expectation(_ page: inout HTMLWriter) {
    guard let next, next.announced == nil, let months = next.expectedText else { return }
    page.element("p", ["class": "note"]) {
      $0.text("The next edition is not announced. Past editions suggest \(months).")
    }
  }

  /// Draws a map with a place or a venue.
  private func drawing(_ page: inout HTMLWriter) {
    let at: Coordinates? =
      switch entry.record {
      case .place(let place): place.coordinates
      case .venue(let venue): venue.coordinates
      default: nil
      }
    guard let at else { return }
    let point = MapView.Point(
      latitude: at.latitude.rounded(to: 1), longitude: at.longitude.rounded(to: 1))
    page.element("div", ["class": "small-map"]) { page in
      MapView.drawing([(point, 1)], label: "Map that shows \(entry.title)", &page) { _, page in
        page.text(entry.title)
      } url: { _ in
        nil
      }
    }
  }

  /// Writes the members that the page has not shown, and links to other representations.
  private func details(_ page: inout HTMLWriter) {
    let words =
      TableColumn.displayText(one.kind).map(\.name) + TableColumn.all(of: one.kind).map(\.name)
    let shown: Set = [
      "title", "name", "label", "abstract", "summary", "bio", "definition", "text", "when",
      "speakers", "speaker_ids", "room_name", "track_name", "chairs", "broader", "narrower",
      "related", "full_name", "acronym", "id",
      "affiliation", "work",
      "kind", "kind_label", "inherited_topics", "derived_topics", "status", "rankings",
      "updated_at", "conference", "track", "verification", "sources", "order", "audience", "reason",
      "subject_name", "as_named",
      // A deadline's page begins with its times.
      "what", "round", "local", "time_zone_declared", "precision", "at_utc", "not_before_utc",
      "not_after_utc",
    ]
    var rows = HTMLWriter()
    var table = PageTable(one.kind, words.filter { !shown.contains($0) }, head)
    table.codeName = context.name
    table.recordName = { kind, id in
      let reader = context.call.reader
      return try reader.row(kind, id).flatMap { try reader.record(kind, $0) }.map {
        Entry($0).pageTitle
      }
    }
    table.list(entry, into: &rows)
    if rows.html.contains("<dt>") {
      page.element("h2", [:], "More facts")
      page.raw(rows.html)
    }
    evidence?.write(&page)
    if let stamp = entry.stamp {
      page.element("p", ["class": "soft small"]) {
        $0.text("Last changed on \(stamp.updatedAt.day().displayText).")
      }
    }
    let links = context.route.endpoint.relations(of: entry, among: context.call.endpoints)
    page.element("nav", ["class": "links", "aria-label": "More about this record"]) { page in
      for (label, path) in links { page.link(label, context.baseURL + path) }
      page.link("JSON", "\(context.url(entry.path)).json")
    }
  }
}
