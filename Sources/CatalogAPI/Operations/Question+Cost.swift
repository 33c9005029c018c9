import Catalog
import HTTP

extension Question {
  /// Items of a query whose values decide how much work it is; of others only the name does.
  private static let costly: Set<Substring> = [
    "include", "facets", "sort", "limit", "fields", "total", "match",
  ]

  /// What the readers are told about a request before they begin with it.
  static func readRequest(
    for request: Request, _ key: AnswerKey, _ route: Router.Route, _ query: String?,
    _ form: Representation, recordBytes: Int
  ) -> CatalogRead {
    var shape = 0
    var isCostly = false
    for item in (query ?? "").split(separator: "&") {
      let name = item.prefix { $0 != "=" }
      // The order of the items does not matter.
      shape ^= costly.contains(name) ? item.hashValue : name.hashValue
      if name == "include" || name == "facets" { isCostly = true }
    }
    var hasher = Hasher()
    hasher.combine(route.endpoint.path)
    hasher.combine(form)
    hasher.combine(shape)
    return CatalogRead(
      client: ClientNetwork.name(ofPeer: request.peer), query: key.hashValue,
      shape: hasher.finalize(), guess: isCostly ? .milliseconds(50) : nil, recordBytes: recordBytes)
  }
}
