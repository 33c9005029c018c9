import Catalog
import HTTP
import JSON

/// One thing that can be asked, declared once: the router, the checks and the root's map all read
/// this.
struct Endpoint: Sendable {
  /// "/conferences/{conference}/tracks": a segment in braces takes any text.
  let path: String
  let summary: String
  let parameters: [Parameter]
  /// Whether the answer is made without the database.
  let answer: @Sendable (borrowing Call) throws -> Answer

  init(
    _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    answer: @escaping @Sendable (borrowing Call) throws -> Answer
  ) {
    self.path = path
    self.summary = summary
    self.parameters = parameters + [.pretty]
    self.answer = answer
  }

  var segments: [String] { path.split(separator: "/").map(String.init) }
}

/// One request to an endpoint, on the reader that answers it.
struct Call: ~Copyable {
  let arguments: Arguments
  /// The texts of the path's segments in braces, by their names.
  let captures: [String: String]
  let reader: CatalogReader
  let context: RepresentationContext
  /// The request's path as it was sent.
  let path: String
  let endpoints: [Endpoint]

  var baseURL: String { context.baseURL ?? "" }
  var now: Instant { context.now ?? .now }

  func capture(_ name: String) -> String { captures[name] ?? "" }

  func writer() -> JSONWriter {
    JSONWriter(indent: arguments.flag("pretty") ? 2 : nil)
  }
}

/// What an endpoint answers.
enum Answer: Sendable {
  case json([UInt8], links: [String] = [])
  case problem(Problem)
  /// The record has another URL now.
  case moved(to: String)
}
