/// A status code with its reason phrase (RFC 9110 section 15).
public struct Status: Hashable, Sendable, CustomStringConvertible {
  /// 100 to 599.
  public let code: Int

  public init(_ code: Int) {
    self.code = code
  }

  public var description: String { "\(code) \(reason)" }

  /// The registered reason phrase, or an empty string.
  public var reason: String { Status.reasons[code] ?? "" }

  /// Whether responses with this status have no body (RFC 9110 sections 15.2, 15.3.5, 15.4.5).
  public var forbidsBody: Bool { code < 200 || code == 204 || code == 304 }

  public static let `continue` = Status(100)
  public static let ok = Status(200)
  public static let created = Status(201)
  public static let accepted = Status(202)
  public static let noContent = Status(204)
  public static let partialContent = Status(206)
  public static let multipleChoices = Status(300)
  public static let notModified = Status(304)
  public static let permanentRedirect = Status(308)
  public static let badRequest = Status(400)
  public static let unauthorized = Status(401)
  public static let forbidden = Status(403)
  public static let notFound = Status(404)
  public static let methodNotAllowed = Status(405)
  public static let notAcceptable = Status(406)
  public static let requestTimeout = Status(408)
  public static let conflict = Status(409)
  public static let gone = Status(410)
  public static let preconditionFailed = Status(412)
  public static let contentTooLarge = Status(413)
  public static let uriTooLong = Status(414)
  public static let unsupportedMediaType = Status(415)
  public static let rangeNotSatisfiable = Status(416)
  public static let expectationFailed = Status(417)
  public static let misdirectedRequest = Status(421)
  public static let unprocessableContent = Status(422)
  public static let preconditionRequired = Status(428)
  public static let tooManyRequests = Status(429)
  public static let requestHeaderFieldsTooLarge = Status(431)
  public static let internalServerError = Status(500)
  public static let notImplemented = Status(501)
  public static let serviceUnavailable = Status(503)
  public static let versionNotSupported = Status(505)
  public static let insufficientStorage = Status(507)

  private static let reasons: [Int: String] = [
    100: "Continue", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
    206: "Partial Content", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict",
    410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
    417: "Expectation Failed", 421: "Misdirected Request", 422: "Unprocessable Content",
    428: "Precondition Required",
    429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
    505: "HTTP Version Not Supported", 507: "Insufficient Storage",
  ]
}
