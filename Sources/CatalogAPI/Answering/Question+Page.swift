import Catalog
import HTTP

/// Pages for browsers, from the records that the other forms show.
extension Question {
  /// A page of a list; all of it where `isWhole`, a programme by its days.
  func page(_ asked: ListResult, _ call: Call, isWhole: Bool = false) throws -> FormAnswer {
    var list = asked
    if isWhole { list.page.limit = ListWriter.pageSize }
    var answer = try list.read(call.reader, list.page)
    call.filling.note(changesAt: answer.changesAt)
    var hits = answer.page.elements
    while isWhole, let key = answer.page.next {
      answer = try list.read(call.reader, PageRequest(limit: ListWriter.pageSize, after: key))
      hits += answer.page.elements
      try call.limits.check(records: hits.count)
    }
    let head = try head(list, call, next: nil)
    var entries = try call.entries(
      hits, in: list.localZone, text: list.filter.text, objects: list.forColumns)
    entries += try call.entries(answer.expected)
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

  func frame(_ title: String, _ call: Call) -> HTMLPage {
    HTMLPage(
      title: title, baseURL: baseURL,
      collections: call.endpoints.filter { endpoint in
        guard case .list = endpoint.content, endpoint.segments.count == 1 else { return false }
        return !endpoint.parameters.contains(where: \.isRequired)
      }.map { $0.segments[0] })
  }

  /// The whole of the answer in each other form.
  func forms(_ call: Call) -> [(form: Representation, url: String)] {
    let looks: Set<String> = ["cursor", "limit", "facets", "pretty", "fields", "explain", "total"]
    let items = call.arguments.asked.filter { !looks.contains($0.name) }
    return route.endpoint.forms.filter { !$0.isPage }.map { form in
      // Without an extension a browser would get the page again.
      let url = "\(baseURL)\(path == "/" ? "/" : "\(path).\(form.fileExtension)")"
      let asked = path == "/" ? items + [(name: "format", value: form.name)] : items
      return (form, asked.isEmpty ? url : "\(url)?\(PercentEncoding.query(asked))")
    }
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
