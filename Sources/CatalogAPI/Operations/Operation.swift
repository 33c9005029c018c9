import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// A read, write or stream of the API, declared once.
///
/// The router, `Allow`, preflights, the admission of request bodies, the cache, the root document,
/// OpenAPI and the manual are derived from it.
struct Operation: Sendable {
  let method: HTTP.Method
  /// For example "/conferences/{conference}/tracks": a segment in braces takes any text.
  let path: String
  let summary: String
  let parameters: [Parameter]
  /// What the response holds.
  let content: Content
  /// The status of success, and those that only some requests get.
  let successes: [Success]
  /// The content of the request; nil if the operation ignores it.
  let body: RequestBody?
  /// The scope that a token must have; nil if no token is needed.
  let scope: Scope?
  /// Whether it changes one record whose revision the client must state, by `If-Match` or
  /// `if_revision`.
  let isConditional: Bool
  /// Its name in the audit log, for example "conference.update".
  let action: String?
  /// Whether an Idempotency-Key repeats the earlier response instead of the effect.
  let takesKeys: Bool
  let effect: Effect
  /// Makes the response if the data cannot be read; nil to send the usual problem.
  let withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)?

  /// What the operation does, with its code, so that the two cannot disagree.
  enum Effect: Sendable {
    /// Reads one revision of the data, on a reader's queue. Only responses of reads are ever
    /// cached.
    case read(@Sendable (RequestContext) throws -> Answer)
    /// Prepares a change, off the loop and off the writer's queue, and returns the work that the
    /// writer does in one transaction.
    case write(@Sendable (WriteRequest) throws -> WriteWork)
    /// Replies at any time, at once or in parts, and may hold the response open. The loop calls it,
    /// so it must not block.
    case stream(@Sendable (StreamRequest) -> Void)
  }

  enum Content: Sendable, Equatable {
    /// A page of records of one kind; of several kinds if nil.
    case list(RecordKind?)
    case one(RecordKind)
    /// JSON of its own; the other representations show a list of records of a kind.
    case view(RecordKind)
    /// Rows that are not records.
    case rows
    /// JSON of its own, and an HTML page.
    case page
    /// JSON only.
    case document
    /// One record as JSON, in response to a write.
    case written(RecordKind)
    case nothing
    /// Content with one media type, other than JSON.
    case file(MediaType)

    /// The kind of the records that it shows, if they are of one kind.
    var kind: RecordKind? {
      switch self {
      case .list(let kind): kind
      case .one(let kind), .view(let kind), .written(let kind): kind
      case .rows, .page, .document, .nothing, .file: nil
      }
    }

    var isFile: Bool {
      if case .file = self { true } else { false }
    }
  }

  struct Success: Sendable {
    let status: Status
    let description: String?

    init(_ status: Status, _ description: String? = nil) {
      self.status = status
      self.description = description
    }
  }

  /// Creates an operation that reads: GET, and so HEAD.
  init(
    _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    content: Content = .document, scope: Scope? = nil,
    withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)? = nil,
    answer: @escaping @Sendable (RequestContext) throws -> Answer
  ) {
    self.init(
      .get, path, summary, parameters, content: content, scope: scope, effect: .read(answer),
      withoutData: withoutData)
  }

  init(
    _ method: HTTP.Method, _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    content: Content = .document, successes: [Success] = [Success(.ok)],
    body: RequestBody? = nil, scope: Scope? = nil, isConditional: Bool = false,
    action: String? = nil, takesKeys: Bool = false, effect: Effect,
    withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)? = nil
  ) {
    self.method = method
    self.path = path
    self.summary = summary
    self.parameters =
      FormParameters.described(parameters) + FormParameters.of(content, besides: parameters)
      + (content.isFile || content == .nothing ? [] : [.pretty])
      + (method == .get && !content.isFile ? [.minimumRevision] : [])
    self.content = content
    self.successes = successes
    self.body = body
    self.scope = scope
    self.isConditional = isConditional
    self.action = action
    self.takesKeys = takesKeys
    self.effect = effect
    self.withoutData = withoutData
  }

  /// The path with an example of each required parameter.
  var example: String {
    let required = parameters.filter(\.isRequired).map { (name: $0.name, value: $0.example) }
    return required.isEmpty ? path : "\(path)?\(PercentEncoding.query(required))"
  }

  var segments: [String] { path.split(separator: "/").map(String.init) }

  /// The closure of a read; nil for a write or a stream.
  var reading: (@Sendable (RequestContext) throws -> Answer)? {
    if case .read(let answer) = effect { answer } else { nil }
  }

  /// Whether it replies at any time, for example with server-sent events.
  var isStream: Bool {
    if case .stream = effect { true } else { false }
  }

  var isWrite: Bool {
    if case .write = effect { true } else { false }
  }
}

/// The content of a request.
struct RequestBody: Sendable {
  /// The accepted media types; the first is the default in documentation.
  let types: [MediaType]
  let schema: Schema
  let isRequired: Bool
  /// Whether the size limit of imports applies, instead of that of requests.
  let isImport: Bool

  init(_ types: [MediaType], _ schema: Schema, isRequired: Bool = true, isImport: Bool = false) {
    self.types = types
    self.schema = schema
    self.isRequired = isRequired
    self.isImport = isImport
  }

  static let mergePatch = MediaType("application", "merge-patch+json")
  static let lines = MediaType("application", "x-ndjson")
}

/// The result of an operation that reads.
enum Answer {
  case list(ListRequest)
  case one(RecordRequest)
  case view(View)
  case rows(Rows)
  /// Compact JSON, and the HTML page with the same content; nil for the landing page.
  case page([UInt8], OperationPage?)
  /// Compact JSON.
  case document([UInt8])
  /// Content other than JSON.
  case content(FileContent)
  /// Content other than JSON, sent in parts.
  case stream(StreamedPart, MediaType)
  /// The record has another URL now; the client is redirected.
  case moved(to: String)
}

/// The HTML page of an operation whose JSON is not of records.
struct OperationPage {
  var title: String
  /// The name and the path of the page that leads to it.
  var parent: (name: String, path: String)?
  /// Writes the content below the heading.
  var write: (inout HTMLWriter) -> Void
}

/// A result with JSON of its own, produced only if JSON is requested, and a list for the other
/// representations.
struct View {
  var list: ListRequest
  var json: () throws -> [UInt8]
  var timetable: () throws -> Timetable
}

/// An HTML page, or a file that such a page loads.
struct FileContent {
  var bytes: [UInt8]
  var type: MediaType
  var fields: Fields = [:]
}
