import JSON

/// A response of the OpenAPI document that is not a success.
struct ErrorResponse: Sendable {
  let status: Int
  let name: String
  let description: String
  /// Whether an operation can send it.
  var applies: @Sendable (Operation) -> Bool = { _ in true }
  var hasProblem = true

  static let all = [
    ErrorResponse(
      status: 300, name: "Namesakes", description: "The name belongs to several records.",
      applies: ofSlugs),
    ErrorResponse(
      status: 304, name: "NotModified", description: "The client's cached response is current.",
      applies: ofReads, hasProblem: false),
    ErrorResponse(
      status: 308, name: "Moved", description: "The record has another URL. Follow Location.",
      applies: ofSlugs),
    ErrorResponse(
      status: 401, name: "Unauthorized",
      description: "The token is missing or invalid.", applies: ofScopes),
    ErrorResponse(
      status: 403, name: "Forbidden",
      description: "The token, or the origin of the page, does not permit the request.",
      applies: ofScopes),
    ErrorResponse(
      status: 400, name: "BadQuery",
      description: "Parameters are unknown or invalid; errors lists them all."),
    ErrorResponse(
      status: 404, name: "NotFound",
      description: "There is no such record; did_you_mean lists similar ones.",
      applies: ofSlugs),
    ErrorResponse(
      status: 406, name: "NotAcceptable",
      description: "There is no such output format; did_you_mean lists the available ones."),
    ErrorResponse(
      status: 409, name: "Conflict",

      description:
        "The ID is taken, other records refer to it, or a request with the same key is in progress.",
      applies: ofWrites),
    ErrorResponse(
      status: 410, name: "Gone",
      description: "The record was deleted, or the cursor is no longer valid.",
      applies: { ofSlugs($0) || $0.isStream }),
    ErrorResponse(
      status: 412, name: "PreconditionFailed",
      description: "If-Match or If-Unmodified-Since does not match the current version."),
    ErrorResponse(
      status: 408, name: "Timeout",
      description: "The content of the request did not arrive in time.",
      applies: ofBodies),
    ErrorResponse(
      status: 413, name: "TooLarge", description: "The content of the request exceeds the limit.",
      applies: ofBodies),
    ErrorResponse(
      status: 415, name: "Unsupported", description: "The content has an unsupported media type.",
      applies: ofBodies),
    ErrorResponse(
      status: 416, name: "RangeNotSatisfiable", description: "No byte lies in the requested Range.",
      applies: { $0.forms.contains(where: \.hasRanges) }),
    ErrorResponse(
      status: 422, name: "Invalid",
      description: "The content is invalid; errors lists every error.",
      applies: ofWrites),
    ErrorResponse(
      status: 428, name: "Unconditional",
      description: "The request needs If-Match or if_revision.",
      applies: { $0.isConditional }),
    ErrorResponse(
      status: 429, name: "TooMany",
      description: "The client exceeded its request rate; see Retry-After."),
    ErrorResponse(
      status: 507, name: "Full", description: "The disk is full: nothing was written.",
      applies: ofWrites),
    ErrorResponse(
      status: 414, name: "TooLong", description: "The request line exceeds the limit."),
    ErrorResponse(
      status: 431, name: "FieldsTooLarge",
      description: "The header fields of the request exceed a limit."),
    ErrorResponse(
      status: 503, name: "Busy",

      description:
        "The request exceeded the time limit, or too many requests wait; see Retry-After."),
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
      // Browsers get the problem as an HTML page.
      json.object("text/html") { json in
        json.object("schema") { $0.member("type", "string") }
      }
    }
  }
}
