import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// A request and the operation to which it was routed.
struct RoutedRequest: Sendable {
  let request: Request
  let route: Router.Route
  /// The path without an extension, and the query without a representation.
  var choice: RepresentationChoice
  let baseURL: String
  var now: Instant
  let configuration: APIConfiguration

  var operation: Operation { route.endpoint }

  func capture(_ name: String) -> String { route.captures[name] ?? "" }

  /// Parses the parameters of the query.
  func arguments(path: String) -> Arguments {
    Arguments(
      choice.query, path: path, operation.parameters, now: now,
      isLenient: Prefer.value("handling", of: request) == "lenient")
  }

  /// Returns the context for reading the records that the response shows.
  ///
  /// `path` and `captures` may be those of another request.
  func call(
    _ arguments: Arguments, on reader: CatalogReader, path: String,
    captures: [String: String]? = nil
  ) -> RequestContext {
    RequestContext(
      arguments, captures: captures ?? route.captures, reader: reader, baseURL: baseURL, path: path,
      now: now, endpoints: [], probes: configuration.probes, limits: configuration.limits)
  }
}

/// A request that writes, before its transaction.
@dynamicMemberLookup
struct WriteRequest: Sendable {
  let routed: RoutedRequest
  let origin: WriteOrigin
  /// The client's token; nil if the operation needs none.
  let token: AccessToken?

  subscript<Value>(dynamicMember member: KeyPath<RoutedRequest, Value>) -> Value {
    routed[keyPath: member]
  }

  /// Parses the parameters of the query.
  ///
  /// - Throws: a problem with all invalid values.
  func arguments() throws(Problem) -> Arguments {
    let arguments = routed.arguments(path: routed.request.target.rawPath)
    guard arguments.mistakes.isEmpty else {
      throw Problem.badQuery(arguments.mistakes).explained(by: routed.operation)
    }
    return arguments
  }
}

/// The work that the writer does for a request, in one transaction.
///
/// The writer repeats it if a commit that several requests shared has failed.
typealias WriteWork = @Sendable (WriteContext) throws -> Response

/// A request within its transaction.
struct WriteContext {
  let write: WriteRequest
  let editor: CatalogEditor

  /// Returns the context for reading records as they are in the transaction.
  func call(_ arguments: Arguments) throws -> RequestContext {
    write.routed.call(
      arguments, on: try editor.reader(), path: write.request.target.rawPath)
  }
}

/// A request whose operation may hold the response open.
@dynamicMemberLookup
struct StreamRequest: Sendable {
  let routed: RoutedRequest
  let served: ServedCatalog
  /// Sends the response; call it exactly once, from any queue.
  let reply: @Sendable (Response) -> Void

  subscript<Value>(dynamicMember member: KeyPath<RoutedRequest, Value>) -> Value {
    routed[keyPath: member]
  }
}
