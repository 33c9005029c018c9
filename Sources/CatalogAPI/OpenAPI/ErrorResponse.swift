import JSON

/// An answer that is not a success, as the document describes it.
struct ErrorResponse: Sendable {
  let status: Int
  let name: String
  let description: String
  /// Whether only an endpoint with a slug in its path answers it.
  var needsSlug = false
  var hasProblem = true

  static let all = [
    ErrorResponse(
      status: 300, name: "Namesakes", description: "The name belongs to several records.",
      needsSlug: true),
    ErrorResponse(
      status: 304, name: "NotModified", description: "The client's copy is current.",
      hasProblem: false),
    ErrorResponse(
      status: 308, name: "Moved", description: "The record has another URL: follow Location.",
      needsSlug: true),
    ErrorResponse(
      status: 400, name: "BadQuery",
      description: "Parameters are unknown or wrong; every mistake is named."),
    ErrorResponse(
      status: 404, name: "NotFound", description: "There is no such record; the nearest are named.",
      needsSlug: true),
    ErrorResponse(
      status: 406, name: "NotAcceptable",
      description: "There is no such form; the forms that there are, are listed."),
    ErrorResponse(
      status: 410, name: "Gone", description: "The record was deleted.", needsSlug: true),
    ErrorResponse(
      status: 412, name: "PreconditionFailed",
      description: "If-Match or If-Unmodified-Since names another state."),
    ErrorResponse(
      status: 414, name: "TooLong", description: "The request's first line is over the limit."),
    ErrorResponse(
      status: 431, name: "FieldsTooLarge", description: "The request's fields are over a limit."),
    ErrorResponse(
      status: 503, name: "Busy",
      description: "The question took too long, or too many are waiting; see Retry-After."),
  ]

  func applies(to endpoint: Endpoint) -> Bool { !needsSlug || !endpoint.captures.isEmpty }

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
