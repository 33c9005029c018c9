import Catalog
import CatalogModel
import HTTP

/// A request and the operation that it names.
struct RoutedRequest: Sendable {
  let request: Request
  let route: Router.Route
  /// The path without an extension, and the query without an output format.
  let choice: FormChoice
  let baseURL: String
  var now: Instant
  let configuration: APIConfiguration

  var operation: Operation { route.endpoint }

  func capture(_ name: String) -> String { route.captures[name] ?? "" }

  /// The values of the query.
  func arguments(path: String) -> Arguments {
    Arguments(
      choice.query, path: path, operation.parameters, now: now,
      isLenient: Prefer.value("handling", of: request) == "lenient")
  }

  /// Returns the context for reading what the request shows; `path` and `captures` may be those of
  /// another one.
  func call(
    _ arguments: Arguments, on reader: CatalogReader, path: String,
    captures: [String: String]? = nil
  ) -> Call {
    Call(
      arguments, captures: captures ?? route.captures, reader: reader, baseURL: baseURL, path: path,
      now: now, endpoints: [], probes: configuration.probes, limits: configuration.limits)
  }
}

/// A request that writes, before its transaction.
@dynamicMemberLookup
struct WriteRequest: Sendable {
  let routed: RoutedRequest
  let origin: WriteOrigin
  /// Nil if the operation needs none.
  let token: AccessToken?

  subscript<Value>(dynamicMember member: KeyPath<RoutedRequest, Value>) -> Value {
    routed[keyPath: member]
  }

  /// The values of the query.
  ///
  /// - Throws: a problem with all values that are invalid.
  func arguments() throws(Problem) -> Arguments {
    let arguments = routed.arguments(path: routed.request.target.rawPath)
    guard arguments.mistakes.isEmpty else {
      throw Problem.badQuery(arguments.mistakes).explained(by: routed.operation)
    }
    return arguments
  }
}

/// What the writer does for a request, in one transaction; the writer repeats it if a commit that it
/// shared with others has failed.
typealias WriteWork = @Sendable (WriteContext) throws -> Response

/// A request within its transaction.
struct WriteContext {
  let write: WriteRequest
  let editor: CatalogEditor

  /// Shows records as they are in the transaction.
  func call(_ arguments: Arguments) throws -> Call {
    write.routed.call(
      arguments, on: try editor.reader(), path: write.request.target.rawPath)
  }
}

/// A request whose operation may hold the response open.
@dynamicMemberLookup
struct StreamRequest: Sendable {
  let routed: RoutedRequest
  let served: ServedCatalog
  /// To be called exactly once, from any queue.
  let reply: @Sendable (Response) -> Void

  subscript<Value>(dynamicMember member: KeyPath<RoutedRequest, Value>) -> Value {
    routed[keyPath: member]
  }
}
