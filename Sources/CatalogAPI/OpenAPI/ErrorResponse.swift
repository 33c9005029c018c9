import JSON

/// An answer that is not a success, as the document describes it.
struct ErrorResponse: Sendable {
  let status: Int
  let name: String
  let description: String
  /// Whether an operation can answer it.
  var applies: @Sendable (Operation) -> Bool = { _ in true }
  var hasProblem = true

  static let all = [
    ErrorResponse(
      status: 300, name: "Namesakes", description: "The name belongs to several records.",
      applies: ofSlugs),
    ErrorResponse(
      status: 304, name: "NotModified", description: "The client's copy is current.",
      applies: ofReads, hasProblem: false),
    ErrorResponse(
      status: 308, name: "Moved", description: "The record has another URL: follow Location.",
      applies: ofSlugs),
    ErrorResponse(
      status: 401, name: "Unauthorized",
      description: "A token is missing, or the one that was sent is not valid.", applies: ofScopes),
    ErrorResponse(
      status: 403, name: "Forbidden",
      description: "The token, or the page's origin, may not do this.", applies: ofScopes),
    ErrorResponse(
      status: 400, name: "BadQuery",
      description: "Parameters are unknown or wrong; every mistake is named."),
    ErrorResponse(
      status: 404, name: "NotFound", description: "There is no such record; the nearest are named.",
      applies: ofSlugs),
    ErrorResponse(
      status: 406, name: "NotAcceptable",
      description: "There is no such form; the forms that there are, are listed."),
    ErrorResponse(
      status: 409, name: "Conflict",
      description: "The id is taken, others need the record, or a request with the same key runs.",
      applies: ofWrites),
    ErrorResponse(
      status: 410, name: "Gone",
      description: "The record was deleted, or the cursor is no longer valid.",
      applies: { ofSlugs($0) || $0.isStream }),
    ErrorResponse(
      status: 412, name: "PreconditionFailed",
      description: "If-Match or If-Unmodified-Since names another state."),
    ErrorResponse(
      status: 413, name: "TooLarge", description: "The request's content is over the limit.",
      applies: ofBodies),
    ErrorResponse(
      status: 415, name: "Unsupported", description: "The content has another type than is taken.",
      applies: ofBodies),
    ErrorResponse(
      status: 422, name: "Invalid", description: "The content is refused; every mistake is named.",
      applies: ofWrites),
    ErrorResponse(
      status: 428, name: "Unconditional",
      description: "Neither If-Match nor if_revision says which state is to be changed.",
      applies: { $0.isConditional }),
    ErrorResponse(
      status: 429, name: "TooMany", description: "Too many requests; see Retry-After."),
    ErrorResponse(
      status: 507, name: "Full", description: "The disk is full: nothing was written.",
      applies: ofWrites),
    ErrorResponse(
      status: 414, name: "TooLong", description: "The request's first line is over the limit."),
    ErrorResponse(
      status: 431, name: "FieldsTooLarge", description: "The request's fields are over a limit."),
    ErrorResponse(
      status: 503, name: "Busy",
      description: "The question took too long, or too many are waiting; see Retry-After."),
  ]

  func applies(to endpoint: Operation) -> Bool { applies(endpoint) }

  private static let ofReads: @Sendable (Operation) -> Bool = { !$0.isWrite }
  private static let ofSlugs: @Sendable (Operation) -> Bool = { !$0.captures.isEmpty }
  private static let ofWrites: @Sendable (Operation) -> Bool = { $0.isWrite }
  private static let ofBodies: @Sendable (Operation) -> Bool = { $0.body != nil }
  private static let ofScopes: @Sendable (Operation) -> Bool = { $0.scope != nil }

  func write(to json: inout JSONWriter) {
    json.member("description", description)
    guard hasProblem else { return }
    json.object("content") { json in
      json.object("application/problem+json") { json in
        json.object("schema") { $0.member("$ref", "#/components/schemas/Problem") }
      }
      // For a browser.
      json.object("text/html") { json in
        json.object("schema") { $0.member("type", "string") }
      }
    }
  }
}
