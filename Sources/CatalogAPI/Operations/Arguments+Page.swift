import Catalog
import CatalogForm
import CatalogModel
import HTTP

extension Arguments {
  /// Parses and checks the query string of a URL.
  convenience init(
    _ query: String?, path: String, _ declared: [Parameter], now: Instant, isLenient: Bool = false
  ) {
    var items: [QueryItem] = []
    var malformed: String?
    do {
      items = try Query.parse(query ?? "")
    } catch {
      malformed = error.item
    }
    self.init(
      items, malformed: malformed, path: path, declared, now: now, isLenient: isLenient)
  }

  /// The query without the parameters of page and presentation, in a fixed order: a cursor is bound
  /// to it.
  var canonical: Cursor.Query {
    Cursor.Query(
      path: path + "?" + order,
      items: asked.filter { !PresentationParameters.ofRecords.contains($0.name) }
        .sorted { ($0.name, $0.value) < ($1.name, $1.value) })
  }

  /// Returns the requested page; reports an invalid cursor.
  func page() -> PageRequest {
    var request = PageRequest(limit: integer("limit") ?? PageRequest.usualLimit)
    guard let value = values("cursor").first else { return request }
    guard let cursor = Cursor(value) else {
      report("cursor", value)
      return request
    }
    guard cursor.query.belongs(to: canonical) else {
      let names = cursor.query.differences(from: canonical, among: declared.map(\.name))
      let difference =
        names.isEmpty
        ? "was made for another list"
        : "was made with another " + names.map { "\"\($0)\"" }.joined(separator: " and ")
      report(
        "cursor", value,
        expected: "omitted, or a cursor of this list: the cursor in the request \(difference)",
        code: "cursor-of-another-list")
      return request
    }
    if cursor.backwards { request.before = cursor.key } else { request.after = cursor.key }
    return request
  }
}
