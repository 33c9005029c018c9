import HTTP
import SQLite

extension Question {
  /// Items of a query whose values decide how much work it is; of others only the name does.
  private static let costly: Set<Substring> = [
    "include", "facets", "sort", "limit", "fields", "total", "match",
  ]

  /// What the readers are told about a request before they begin with it.
  static func readRequest(
    for request: Request, _ key: AnswerKey, _ route: Router.Route, _ query: String?,
    _ form: Representation
  ) -> ReadRequest {
    var read = ReadRequest()
    read.client = ClientNetwork.name(ofPeer: request.peer)
    read.query = key.hashValue
    var shape = 0
    for item in (query ?? "").split(separator: "&") {
      let name = item.prefix { $0 != "=" }
      // The order of the items does not matter.
      shape ^= costly.contains(name) ? item.hashValue : name.hashValue
      if name == "include" || name == "facets" { read.guess = .milliseconds(50) }
    }
    var hasher = Hasher()
    hasher.combine(route.endpoint.path)
    hasher.combine(form)
    hasher.combine(shape)
    read.shape = hasher.finalize()
    return read
  }

  /// The same about a further part of a list that is sent in parts.
  var partRequest: ReadRequest {
    var part = readRequest
    part.query = nil
    part.shape = part.shape.map { ~$0 }
    part.guess = .milliseconds(20)
    return part
  }
}
