import Catalog
import HTTP

extension ResolvedRequest {
  /// Parameters whose values affect the cost of a request; of all others only the name does.
  private static let costly: Set<Substring> = [
    "include", "facets", "sort", "limit", "fields", "total", "match",
  ]

  /// Returns what the readers must know to schedule a request.
  static func readRequest(
    for request: Request, _ key: AnswerKey, _ route: Router.Route, _ query: String?,
    _ form: Representation, recordBytes: Int
  ) -> CatalogRead {
    var shape = 0
    var isCostly = false
    for item in (query ?? "").split(separator: "&") {
      let name = item.prefix { $0 != "=" }
      // XOR, since the order of the items does not matter.
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
