import Catalog
import HTTP

/// Pages of single records.
extension Question {
  /// One record: what is known of it, what belongs to it, and where to go on.
  func page(_ one: OneResult, _ call: Call) throws -> FormAnswer {
    guard let record = try call.reader.record(one.kind, one.row) else {
      throw Problem.notFound(one.kind.rawValue, path, nearest: [])
    }
    var entry = try call.entry(record)
    entry.object = try call.columnObject(one)
    var head = head(title: entry.title, kind: one.kind, call, next: nil)
    head.topicLabels = try call.reader.topicLabels()
    var frame = frame(entry.title, call)
    frame.forms = forms(call)
    let words = TableColumn.inWords(one.kind).map(\.name)
    let fields =
      one.fields.isEmpty ? words + TableColumn.all(of: one.kind).map(\.name) : one.fields
    let parts = try parts(of: record, one, call, head)
    let links = route.endpoint.relations(of: entry, among: call.endpoints)
    let shownHead = head
    let bytes = frame.bytes { page in
      PageTable(one.kind, fields, shownHead).list(entry, into: &page)
      if !links.isEmpty {
        page.element("nav", ["class": "more", "aria-label": "More of it"]) { page in
          for (label, path) in links { page.link(label, baseURL + path) }
        }
      }
      parts(&page)
    }
    return FormAnswer(piece: ListPiece(bytes: bytes))
  }

  /// What belongs to a record, as a table below it: at most a page.
  private func parts(
    of record: Record, _ one: OneResult, _ call: Call, _ head: ListHead
  ) throws -> (inout HTMLText) -> Void {
    if case .conference(let conference) = record {
      let host = Entry.Host(conference)
      let deadlines = conference.deadlines.map { Entry(.deadline($0), host: host) }
      guard !deadlines.isEmpty else { return { _ in } }
      let table = PageTable(.deadline, ["what", "when", "at_utc", "declared_status"], head)
      return { page in
        page.element("h2", [:], "Deadlines")
        table.write(deadlines, caption: "Deadlines", into: &page)
      }
    }
    guard var list = try calendarList(one, call), let kind = list.kind else { return { _ in } }
    list.page.limit = 50
    let entries = try call.entries(list.read(call.reader, list.page).page.elements)
    guard !entries.isEmpty else { return { _ in } }
    let table = PageTable(kind, TableColumn.brief(of: kind), head)
    return { page in
      page.element("h2", [:], kind.collection.capitalizedFirst)
      table.write(entries, caption: kind.collection.capitalizedFirst, into: &page)
    }
  }
}

extension Operation {
  /// What else can be asked of a record of this endpoint: paths below its own, and lists that have
  /// its kind for a filter.
  func relations(of entry: Entry, among endpoints: [Operation]) -> [(label: String, path: String)] {
    var links: [(label: String, path: String)] = []
    for other in endpoints
    where other.segments.count == segments.count + 1 && other.path.hasPrefix(path + "/") {
      let part = other.segments[segments.count]
      links.append((part.capitalizedFirst, "/\(entry.path)/\(part)"))
    }
    var filter = (name: entry.kind.rawValue, value: entry.id)
    if case .place(let place) = entry.record { filter = (place.kind, place.name) }
    for other in endpoints where other.segments.count == 1 && other.path != "/search" {
      let label = other.segments[0].capitalizedFirst
      guard case .list = other.content, !links.contains(where: { $0.label == label }),
        other.parameters.contains(where: { $0.name == filter.name })
      else { continue }
      links.append((label, "\(other.path)?\(PercentEncoding.query([filter]))"))
    }
    return links
  }
}
