import Catalog
import HTTP
import JSON

/// The parts of an answer around its data.
extension Call {
  /// The answer for one thing: `{"data":{...},"meta":{...}}`.
  func one(_ write: (inout JSONWriter) -> Void) throws -> Answer {
    var json = writer()
    let state = try reader.state()
    json.beginObject()
    json.key("data")
    write(&json)
    json.object("meta") { meta(&$0, state) }
    json.endObject()
    return .json(json.bytes)
  }

  /// The answer for a list: `{"data":[...],"page":{...},"meta":{...}}`.
  ///
  /// `facets` may add members behind the page, `meta` may add some to meta.
  func list<Element>(
    _ page: Page<Element>, limit: Int, facets: (inout JSONWriter) -> Void = { _ in },
    meta extra: (inout JSONWriter) -> Void = { _ in },
    write: (inout JSONWriter, Element) -> Void
  ) throws -> Answer {
    var json = writer()
    let state = try reader.state()
    let next = page.next.map { url(key: $0, backwards: false) }
    let previous = page.previous.map { url(key: $0, backwards: true) }
    json.beginObject()
    json.list("data", page.elements) { write(&$0, $1) }
    json.object("page") { json in
      json.member("limit", limit)
      json.member("total", page.total)
      json.member("next", next)
      json.member("prev", previous)
      json.member("self", url(arguments.asked))
    }
    facets(&json)
    json.object("meta") { json in
      meta(&json, state)
      extra(&json)
    }
    json.endObject()
    var links: [String] = []
    if let next { links.append("<\(next)>; rel=\"next\"") }
    if let previous { links.append("<\(previous)>; rel=\"prev\"") }
    return .json(json.bytes, links: links)
  }

  /// A list that is always whole.
  func whole<Element: Sendable>(
    _ elements: [Element], write: (inout JSONWriter, Element) -> Void
  ) throws -> Answer {
    try list(
      Page(elements: elements, total: elements.count, previous: nil, next: nil),
      limit: elements.count, write: write)
  }

  private func meta(_ json: inout JSONWriter, _ state: (revision: Int, revisedAt: Instant)) {
    json.member("revision", state.revision)
    json.member("as_of", state.revisedAt.description)
  }

  func url(_ items: [QueryItem]) -> String {
    items.isEmpty ? "\(baseURL)\(path)" : "\(baseURL)\(path)?\(PercentEncoding.query(items))"
  }

  private func url(key: [String], backwards: Bool) -> String {
    let cursor = Cursor(question: arguments.canonical, backwards: backwards, key: key)
    return url(
      arguments.asked.filter { $0.name != "cursor" }
        + [(name: "cursor", value: cursor.text)])
  }

  /// Throws all mistakes of the query, if there are any.
  func checkArguments() throws {
    _ = arguments.flag("pretty")
    if !arguments.mistakes.isEmpty { throw Problem.badQuery(arguments.mistakes) }
  }

  /// Throws a 404 that suggests the nearest slugs.
  func missing(_ what: String, _ slug: String, _ table: CatalogReader.SlugTable) throws -> Never {
    let nearest = Suggestion.nearest(to: slug, among: try reader.slugs(table), limit: 3)
    throw Problem.notFound(what, slug, nearest: nearest)
  }
}
