import Catalog
import HTTP
import JSON

/// One thing that can be asked, declared once: the router, the checks, the root's map and the
/// documentation all read this.
struct Endpoint: Sendable {
  /// "/conferences/{conference}/tracks": a segment in braces takes any text.
  let path: String
  let summary: String
  let parameters: [Parameter]
  /// What the answer holds.
  let content: Content
  /// What is answered in place of a fault, where the data cannot be read; nil for the usual problem.
  let withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)?
  let answer: @Sendable (Call) throws -> Answer

  enum Content: Sendable, Equatable {
    /// A page of records of a kind; of several kinds where it is nil.
    case list(RecordKind?)
    case one(RecordKind)
    /// JSON of its own; every other form is that of a list of records of a kind.
    case view(RecordKind)
    /// Rows that are no records.
    case rows
    /// JSON of its own, and a page for browsers.
    case page
    /// JSON and nothing else.
    case document
    /// What is not JSON, and has one form.
    case file(MediaType)

    /// The kind of the records that it shows, where it shows records of one kind.
    var kind: RecordKind? {
      switch self {
      case .list(let kind): kind
      case .one(let kind), .view(let kind): kind
      case .rows, .page, .document, .file: nil
      }
    }

    var isFile: Bool {
      if case .file = self { true } else { false }
    }
  }

  init(
    _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    content: Content = .document,
    withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)? = nil,
    answer: @escaping @Sendable (Call) throws -> Answer
  ) {
    self.path = path
    self.summary = summary
    self.parameters =
      parameters + FormParameters.of(content, besides: parameters)
      + (content.isFile ? [] : [.pretty])
    self.content = content
    self.withoutData = withoutData
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
  case view(View)
  case rows(Rows)
  /// Compact JSON, and what stands in the page.
  case page([UInt8], (inout HTMLText) -> Void)
  /// Compact JSON.
  case document([UInt8])
  /// What is not JSON.
  case content(FileContent)
  /// The record has another URL now.
  case moved(to: String)
}

/// What has JSON of its own, made only where it is asked for, and a list for the other forms.
struct View {
  var list: ListResult
  var json: () throws -> [UInt8]
}

/// Things that are no records: an object for each in JSON, and rows of a table.
struct Rows {
  var title: String
  var columns: [String]
  var cells: [[TableCell]] = []
  /// Compact JSON; one object may have several rows.
  var objects: [[UInt8]] = []
  /// Members that stand in `meta`.
  var meta: (inout JSONWriter) -> Void = { _ in }
}

/// A page for people, or what such a page loads.
struct FileContent {
  var bytes: [UInt8]
  var type: MediaType
  var fields: Fields = [:]
}
