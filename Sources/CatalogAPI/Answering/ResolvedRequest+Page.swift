import Catalog
import CatalogForm
import HTTP

/// HTML pages of the records that the other representations show.
extension ResolvedRequest {
  /// Returns the HTML page of rows that are not records.
  func page(_ rows: Rows, _ call: RequestContext) -> FormAnswer {
    var frame = frame(rows.title, call)
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

  /// Returns the landing page.
  func landingPage(_ call: RequestContext) throws -> FormAnswer {
    let reader = call.reader
    var frame = frame(HTMLPage.name, call)
    frame.showsTitle = false
    frame.hasSearch = false
    let content = try PageContext(self, call).landing(
      revision: reader.revision, revisedAt: reader.revisedAt)
    return FormAnswer(piece: StreamedPart(bytes: frame.bytes(content)))
  }

  /// Returns the HTML page of one day of a programme.
  func programmePage(_ list: ListRequest, _ call: RequestContext) throws -> FormAnswer {
    let content = try ProgrammePage(PageContext(self, call), list)
    var frame = frame(content.title, call)
    frame.showsTitle = false
    frame.section = "conferences"
    return FormAnswer(piece: StreamedPart(bytes: frame.bytes(content.write)))
  }

  func frame(_ title: String, _ call: RequestContext) -> HTMLPage {
    let filters = PageContext(self, call).filters.filter { $0.name != "q" }
    var frame = HTMLPage(title: title, baseURL: baseURL, forms: forms(call))
    // Searches have endless URLs: without a canonical URL no search engine indexes them.
    if !call.arguments.isGiven("q") { frame.canonical = call.url(filters) }
    return frame
  }

  /// Returns the URLs of the complete response in each other representation.
  func forms(_ call: RequestContext) -> [(form: Representation, url: String)] {
    let items = call.arguments.asked.filter {
      !PresentationParameters.ofResponse.contains($0.name)
    }
    return route.endpoint.forms.filter { !$0.isPage }.map { form in
      // Without an extension a browser would get the HTML page again.
      let hasExtension =
        path != "/" && route.endpoint.forms.named(byExtension: form.fileExtension) == form
      let url = baseURL + path + (hasExtension ? ".\(form.fileExtension)" : "")
      let asked = hasExtension ? items : items + [(name: "format", value: form.name)]
      return (form, asked.isEmpty ? url : "\(url)?\(PercentEncoding.query(asked))")
    }
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
