/// Finds the endpoint of a path; the first that is declared wins, fixed segments before captures.
struct Router: Sendable {
  struct Route: Sendable {
    let endpoint: Endpoint
    let captures: [String: String]
  }

  let endpoints: [Endpoint]
  private let patterns: [[String]]

  init(_ endpoints: [Endpoint]) {
    self.endpoints = endpoints
    patterns = endpoints.map(\.segments)
  }

  /// Whether a path ends with exactly this segment: "openapi.json".
  func hasFixed(_ segment: String) -> Bool { patterns.contains { $0.last == segment } }

  /// Nil where no endpoint has such a path.
  func route(_ segments: [String]) -> Route? {
    // A slash at the end asks for the same thing.
    let wanted = segments.last == "" ? segments.dropLast() : segments[...]
    candidates: for (endpoint, pattern) in zip(endpoints, patterns)
    where pattern.count == wanted.count {
      var captures: [String: String] = [:]
      for (part, segment) in zip(pattern, wanted) {
        if part.hasPrefix("{") {
          captures[String(part.dropFirst().dropLast())] = segment
        } else if part != segment {
          continue candidates
        }
      }
      return Route(endpoint: endpoint, captures: captures)
    }
    return nil
  }

  /// Paths that resemble one that does not exist.
  func nearest(_ path: String) -> [String] {
    Array(
      endpoints.map(\.path).filter { !$0.contains("{") }
        .sorted { shared($0, path) > shared($1, path) }.filter { shared($0, path) > 3 }.prefix(3))
  }

  private func shared(_ one: String, _ other: String) -> Int {
    zip(one, other).prefix { $0 == $1 }.count
  }
}
