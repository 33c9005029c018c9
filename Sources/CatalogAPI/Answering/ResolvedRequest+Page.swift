import Catalog
import CatalogForm
import HTTP

/// HTML pages of the records that the other representations show.
extension ResolvedRequest {
  /// Returns the HTML page of rows that are not records.
  func page(_ rows: Rows, _ call: RequestContext) -> FormAnswer {
    var frame = PageContext(route, call).frame(rows.title)
    frame.section = route.endpoint.segments.first
    let filters = PageFilters(endpoint: route.endpoint, arguments: call.arguments)
    let table = PageTable(nil, [], head(title: rows.title, kind: nil, call, next: nil))
    let bytes = frame.bytes { page in
      page.raw("<div id=\"results\">\n")
      defer { page.raw("</div>\n") }
      filters.form(&page)
      guard !rows.cells.isEmpty else { return page.element("p", [:], rows.emptyText) }
      if let list = rows.list { return list(&page) }
      // Columns that are empty in all rows are hidden.
      let filled = rows.columns.indices.filter { index in
        rows.cells.contains { $0[index] != .empty }
      }
      PageTable.table(rows.title, filled.map { rows.columns[$0] }, into: &page) { page in
        for cells in rows.cells {
          page.element("tr") { page in
            for index in filled {
              page.element("td") { table.value(rows.columns[index], cells[index], &$0) }
            }
          }
          page.raw("\n")
        }
      }
    }
    return FormAnswer(piece: StreamedPart(bytes: bytes))
  }

  /// Returns the HTML page of an operation whose JSON is not of records.
  func page(_ content: OperationPage, _ call: RequestContext) -> FormAnswer {
    let context = PageContext(route, call)
    var frame = context.frame(content.title)
    frame.section = content.parent?.path
    frame.showsTitle = false
    let bytes = frame.bytes { page in
      if let parent = content.parent {
        context.crumbs([(parent.name, context.url(parent.path))], &page)
      }
      page.element("h1", [:], content.title)
      content.write(&page)
    }
    return FormAnswer(piece: StreamedPart(bytes: bytes))
  }

  /// Returns the landing page.
  func landingPage(_ call: RequestContext) throws -> FormAnswer {
    let reader = call.reader
    let context = PageContext(route, call)
    var frame = context.frame(HTMLPage.name)
    frame.showsTitle = false
    frame.hasSearch = false
    let content = try context.landing(
      revision: reader.revision, revisedAt: reader.revisedAt)
    return FormAnswer(piece: StreamedPart(bytes: frame.bytes(content)))
  }

  /// Returns the HTML page of one day of a programme.
  func programmePage(_ list: ListRequest, _ call: RequestContext) throws -> FormAnswer {
    let context = PageContext(route, call)
    let content = try ProgrammePage(context, list)
    var frame = context.frame(content.title)
    frame.showsTitle = false
    frame.section = "conferences"
    return FormAnswer(piece: StreamedPart(bytes: frame.bytes(content.write)))
  }
}

extension Array {
  /// Splits the collection into runs of neighbours that belong together.
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
