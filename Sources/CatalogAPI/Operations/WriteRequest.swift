import Catalog
import CatalogModel
import HTTP

/// A request that writes, before its transaction.
struct WriteRequest: Sendable {
  let request: Request
  let operation: Operation
  let captures: [String: String]
  /// The path without an extension, and the query without a form.
  let choice: FormChoice
  let baseURL: String
  let now: Instant
  let configuration: APIConfiguration
  let origin: WriteOrigin
  /// Nil where the operation needs none.
  let token: AccessToken?

  /// The values of the query.
  ///
  /// Throws all mistakes that they have on their own.
  func arguments() throws(Problem) -> Arguments {
    let arguments = Arguments(
      choice.query, path: request.target.rawPath, operation.parameters, now: now,
      isLenient: Prefer.value("handling", of: request) == "lenient")
    guard arguments.mistakes.isEmpty else {
      throw Problem.badQuery(arguments.mistakes).explained(by: operation)
    }
    return arguments
  }

  func capture(_ name: String) -> String { captures[name] ?? "" }
}

/// What the writer does for a request, in one transaction; it may be done again where a commit that
/// it shared with others has failed.
typealias WriteWork = @Sendable (WriteContext) throws -> Response

/// A request within its transaction.
struct WriteContext {
  let write: WriteRequest
  let editor: CatalogEditor

  /// Shows records as they stand in the transaction.
  func call(_ arguments: Arguments) throws -> Call {
    Call(
      arguments, captures: write.captures, reader: try editor.reader(), baseURL: write.baseURL,
      path: write.request.target.rawPath, now: write.now, endpoints: [],
      probes: write.configuration.probes, limits: write.configuration.limits)
  }
}

/// A request whose operation answers when it likes.
struct StreamRequest: Sendable {
  let request: Request
  let operation: Operation
  let captures: [String: String]
  let choice: FormChoice
  let baseURL: String
  let now: Instant
  let configuration: APIConfiguration
  let served: ServedCatalog
  /// What is served now.
  let store: CatalogStore
  /// To be called exactly once, from any queue.
  let reply: @Sendable (Response) -> Void
}
