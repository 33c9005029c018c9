import Catalog
import HTTP

/// Pages for browsers, from the records that the other forms show.
extension Question {
  /// A page of a list; all of it where `isWhole`, a programme by its days.
  func page(_ asked: ListResult, _ call: Call, isWhole: Bool = false) throws -> FormAnswer {
    var list = asked
    if isWhole { list.page.limit = ListWriter.pageSize }
    var answer = try list.read(call.reader)
    var hits = answer.page.elements
    while isWhole, let key = answer.page.next {
      answer = try list.read(call.reader, PageRequest(limit: ListWriter.pageSize, after: key))
      hits += answer.page.elements
    }
    let head = try head(list, call, next: nil)
    let entries = try call.entries(hits, in: list.localZone, text: list.filter.text)
    var frame = frame(head.title, call)
    frame.forms = forms(call)
    frame.next = answer.page.next.map { call.url(key: $0, backwards: false) }
    frame.previous = answer.page.previous.map { call.url(key: $0, backwards: true) }
    let (next, previous) = (frame.next, frame.previous)
    let filters = PageFilters(endpoint: route.endpoint, arguments: call.arguments)
    var fields = list.fields
    if fields.isEmpty {
      fields = TableColumn.brief(of: list.kind)
      // What is the same for all of them stands in the title.
      if route.captures["conference"] != nil { fields.removeAll { $0 == "conference" } }
      if isWhole, let index = fields.firstIndex(of: "when") { fields[index] = "time" }
      if !list.firstColumns.isEmpty {
        fields.removeAll { $0 == "topics" }
        fields.insert(contentsOf: list.firstColumns, at: 1)
      }
    }
    if list.fields.isEmpty, list.localZone != nil {
      fields.append(contentsOf: TableColumn.local(list.kind).map(\.name))
    }
    let table = PageTable(list.kind, fields, head)
    let bytes = frame.bytes { page in
      filters.form(&page)
      filters.summary(answer, list, &page)
      filters.facets(answer.facets, call, &page)
      for part in isWhole ? Self.days(entries) : [(title: "", entries: entries[...])] {
        if !part.title.isEmpty { page.element("h2", [:], part.title) }
        guard !part.entries.isEmpty else { continue }
        table.write(
          Array(part.entries), caption: part.title.isEmpty ? head.title : part.title, into: &page)
      }
      PageFilters.pages(next: next, previous: previous, &page)
    }
    return FormAnswer(
      piece: ListPiece(bytes: bytes),
      links: [(next, "next"), (previous, "prev")].compactMap { url, relation in
        url.map { "<\($0)>; rel=\"\(relation)\"" }
      })
  }

  /// Sessions by the days on which they begin, in the order in which they stand.
  private static func days(
    _ entries: [Entry]
  ) -> [(title: String, entries: ArraySlice<Entry>)] {
    func day(_ entry: Entry) -> Day? {
      guard case .session(let session) = entry.record else { return nil }
      return session.startsAt.map { $0.instant.day(offset: $0.offset) }
    }
    return entries.chunked { day($0) == day($1) }.map { part in
      (part.first.flatMap(day)?.inWordsWithWeekday ?? "At no time that is known", part)
    }
  }

  /// One record: what is known of it, what belongs to it, and where to go on.
  func page(_ one: OneResult, _ call: Call) throws -> FormAnswer {
    guard let record = try call.reader.record(one.kind, one.row) else {
      throw Problem.notFound(one.kind.rawValue, path, nearest: [])
    }
    let entry = try call.entry(record)
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

  /// A page of what is no record.
  func page(_ rows: Rows, _ call: Call) -> FormAnswer {
    var frame = frame(rows.title, call)
    frame.forms = forms(call)
    let filters = PageFilters(endpoint: route.endpoint, arguments: call.arguments)
    let table = PageTable(nil, [], head(title: rows.title, kind: nil, call, next: nil))
    let bytes = frame.bytes { page in
      filters.form(&page)
      if rows.cells.isEmpty { page.element("p", [:], "There is none.") }
      PageTable.table(rows.title, rows.columns, into: &page) { page in
        for cells in rows.cells {
          page.element("tr") { page in
            for (column, cell) in zip(rows.columns, cells) {
              page.element("td") { table.value(column, cell, &$0) }
            }
          }
          page.raw("\n")
        }
      }
    }
    return FormAnswer(piece: ListPiece(bytes: bytes))
  }

  func page(_ write: (inout HTMLText) -> Void, _ call: Call) -> FormAnswer {
    var frame = frame(HTMLPage.name, call)
    frame.forms = forms(call)
    return FormAnswer(piece: ListPiece(bytes: frame.bytes(write)))
  }

  private func frame(_ title: String, _ call: Call) -> HTMLPage {
    HTMLPage(
      title: title, baseURL: baseURL,
      collections: call.endpoints.filter { endpoint in
        guard case .list = endpoint.content, endpoint.segments.count == 1 else { return false }
        return !endpoint.parameters.contains(where: \.isRequired)
      }.map { $0.segments[0] },
      state: "State \(call.reader.revision) of the data, of \(call.reader.revisedAt).")
  }

  /// The whole of the answer in each other form.
  private func forms(_ call: Call) -> [(form: Form, url: String)] {
    let looks: Set<String> = ["cursor", "limit", "facets", "pretty", "fields", "explain", "total"]
    let items = call.arguments.asked.filter { !looks.contains($0.name) }
    return route.endpoint.forms.filter { $0 != .html }.map { form in
      // Without an extension a browser would get the page again.
      let url = "\(baseURL)\(path == "/" ? "/" : "\(path).\(form.fileExtension)")"
      let asked = path == "/" ? items + [(name: "format", value: form.rawValue)] : items
      return (form, asked.isEmpty ? url : "\(url)?\(PercentEncoding.query(asked))")
    }
  }
}

extension Endpoint {
  /// What else can be asked of a record of this endpoint: paths below its own, and lists that have
  /// its kind for a filter.
  func relations(of entry: Entry, among endpoints: [Endpoint]) -> [(label: String, path: String)] {
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

extension Array {
  /// Runs of neighbours that belong together.
  func chunked(_ belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var chunks: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices.dropFirst() where !belong(self[index - 1], self[index]) {
      chunks.append(self[start..<index])
      start = index
    }
    return isEmpty ? [] : chunks + [self[start...]]
  }
}
