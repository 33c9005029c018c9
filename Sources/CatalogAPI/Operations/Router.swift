import HTTP

/// Finds the operation of a path and a method; the first declared path that matches wins.
struct Router: Sendable {
  struct Route: Sendable {
    let endpoint: Operation
    let captures: [String: String]
  }

  /// A path with its operations.
  struct Resource: Sendable {
    let segments: [String]
    fileprivate(set) var operations: [Operation]

    /// All methods of the path, with HEAD and OPTIONS.
    var methods: [HTTP.Method] {
      operations.flatMap { $0.method == .get ? [.get, .head] : [$0.method] } + [.options]
    }

    func operation(_ method: HTTP.Method) -> Operation? {
      let method = method == .head ? .get : method
      return operations.first { $0.method == method }
    }
  }

  /// All operations.
  let endpoints: [Operation]
  /// The operations that GET serves.
  let readable: [Operation]
  private let resources: [Resource]

  init(_ endpoints: [Operation]) {
    self.endpoints = endpoints
    readable = endpoints.filter { $0.method == .get }
    var resources: [Resource] = []
    for operation in endpoints {
      if let index = resources.firstIndex(where: { $0.segments == operation.segments }) {
        resources[index].operations.append(operation)
      } else {
        resources.append(Resource(segments: operation.segments, operations: [operation]))
      }
    }
    self.resources = resources
  }

  /// Every method that at least one path has.
  var methods: [HTTP.Method] {
    let used = Set(resources.flatMap(\.methods))
    return [.get, .head, .post, .put, .patch, .delete, .options].filter(used.contains)
  }

  /// Whether a path ends with exactly this segment: "openapi.json".
  func hasFixed(_ segment: String) -> Bool { resources.contains { $0.segments.last == segment } }

  /// Returns the resource at a path, and the texts of its captures; nil if there is no such path.
  func resource(_ segments: [String]) -> (resource: Resource, captures: [String: String])? {
    // A slash at the end is ignored.
    let wanted = segments.last == "" ? segments.dropLast() : segments[...]
    candidates: for resource in resources where resource.segments.count == wanted.count {
      var captures: [String: String] = [:]
      for (part, segment) in zip(resource.segments, wanted) {
        if part.hasPrefix("{") {
          captures[String(part.dropFirst().dropLast())] = segment
        } else if part != segment {
          continue candidates
        }
      }
      return (resource, captures)
    }
    return nil
  }
}
