import Catalog
import HTTP

/// One thing that can be asked, declared once: the router, the checks, the root's map and the
/// documentation all read this.
struct Endpoint: Sendable {
  /// "/conferences/{conference}/tracks": a segment in braces takes any text.
  let path: String
  let summary: String
  let parameters: [Parameter]
  /// What the answer holds.
  let content: Content
  let answer: @Sendable (Call) throws -> Answer

  enum Content: Sendable, Equatable {
    /// A page of records of a kind; of several kinds where it is nil.
    case list(RecordKind?)
    case one(RecordKind)
    /// Something of its own.
    case document
    /// What is not JSON, and has one form.
    case file(MediaType)

    var isFile: Bool {
      if case .file = self { true } else { false }
    }
  }

  init(
    _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    content: Content = .document, answer: @escaping @Sendable (Call) throws -> Answer
  ) {
    self.path = path
    self.summary = summary
    self.parameters =
      parameters + FormParameters.of(content, besides: parameters)
      + (content.isFile ? [] : [.pretty])
    self.content = content
    self.answer = answer
  }

  /// The path with an example of what must be given: a URL that leads somewhere.
  var example: String {
    let required = parameters.filter(\.isRequired).map { (name: $0.name, value: $0.example) }
    return required.isEmpty ? path : "\(path)?\(PercentEncoding.query(required))"
  }

  var segments: [String] { path.split(separator: "/").map(String.init) }
}

/// What an endpoint answers.
enum Answer {
  case list(ListResult)
  case one(OneResult)
  /// Compact JSON.
  case document([UInt8])
  /// What is not JSON.
  case content(FileContent)
  /// The record has another URL now.
  case moved(to: String)
}

/// A page for people, or what such a page loads.
struct FileContent {
  var bytes: [UInt8]
  var type: MediaType
  var fields: Fields = [:]

  /// A hash of the content (FNV-1a).
  var fingerprint: UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
