import Catalog
import CatalogModel
import HTTP
import JSON

/// One thing that can be asked or done, declared once.
///
/// The router, `Allow`, preflights, the admission of request bodies, the cache, the root's map, OpenAPI
/// and the manual all read this.
struct Operation: Sendable {
  let method: HTTP.Method
  /// "/conferences/{conference}/tracks": a segment in braces takes any text.
  let path: String
  let summary: String
  let parameters: [Parameter]
  /// What the answer holds.
  let content: Content
  /// The status of success, and others that only some requests get.
  let successes: [Success]
  /// What the request brings along; nil where its body means nothing.
  let body: RequestBody?
  /// What a token must allow; nil where everybody may.
  let scope: Scope?
  /// Whether it changes one record that the request must know: by `If-Match` or `if_revision`.
  let isConditional: Bool
  /// What the audit calls it: "conference.update".
  let action: String?
  /// Whether Idempotency-Key repeats its answer in place of its effect.
  let takesKeys: Bool
  let effect: Effect
  /// What is answered in place of a fault, where the data cannot be read; nil for the usual problem.
  let withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)?

  /// What it does, with the code that does it: one cannot be declared as the other.
  enum Effect: Sendable {
    /// Answers from one state of the data, on a reader's queue; only such an answer is ever kept.
    case read(@Sendable (Call) throws -> Answer)
    /// Prepares a change, off the loop and off the writer's queue, and gives the work that the
    /// writer does in one transaction.
    case write(@Sendable (WriteRequest) throws -> WriteWork)
    /// Answers when it likes, in parts or at once: it may hold the response open. Called on the loop,
    /// so it must not block.
    case stream(@Sendable (StreamRequest) -> Void)
  }

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
    /// One record as JSON, answered to a write.
    case written(RecordKind)
    /// Nothing.
    case nothing
    /// What is not JSON, and has one form.
    case file(MediaType)

    /// The kind of the records that it shows, where it shows records of one kind.
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

  /// An operation that reads: GET, and so HEAD.
  init(
    _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    content: Content = .document, scope: Scope? = nil,
    withoutData: (@Sendable (Request, Probes, _ revision: Int) -> Response)? = nil,
    answer: @escaping @Sendable (Call) throws -> Answer
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

  /// The path with an example of what must be given: a URL that leads somewhere.
  var example: String {
    let required = parameters.filter(\.isRequired).map { (name: $0.name, value: $0.example) }
    return required.isEmpty ? path : "\(path)?\(PercentEncoding.query(required))"
  }

  var segments: [String] { path.split(separator: "/").map(String.init) }

  /// How it reads; nil where it does something else.
  var reading: (@Sendable (Call) throws -> Answer)? {
    if case .read(let answer) = effect { answer } else { nil }
  }

  /// Whether it answers when it likes: also with server-sent events.
  var isStream: Bool {
    if case .stream = effect { true } else { false }
  }

  var isWrite: Bool {
    if case .write = effect { true } else { false }
  }
}

/// What a request brings along.
struct RequestBody: Sendable {
  /// The first is the usual one.
  let types: [MediaType]
  let schema: Schema
  let isRequired: Bool
  /// Whether the limit of imports holds for it in place of that of requests.
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

/// What an operation that reads answers.
enum Answer {
  case list(ListResult)
  case one(OneResult)
  case view(View)
  case rows(Rows)
  /// Compact JSON of what has an HTML page of its own.
  case page([UInt8])
  /// Compact JSON.
  case document([UInt8])
  /// What is not JSON.
  case content(FileContent)
  /// What is not JSON, sent in parts.
  case stream(ListPiece, MediaType)
  /// The record has another URL now.
  case moved(to: String)
}

/// What has JSON of its own, made only where it is asked for, and a list for the other forms.
struct View {
  var list: ListResult
  var json: () throws -> [UInt8]
  var timetable: () throws -> Timetable
}

/// A page for people, or what such a page loads.
struct FileContent {
  var bytes: [UInt8]
  var type: MediaType
  var fields: Fields = [:]
}
