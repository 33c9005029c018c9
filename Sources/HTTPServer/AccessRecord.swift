public import HTTP

/// The access log record of one response.
public struct AccessRecord: Sendable {
  public let requestID: String
  /// The client's address without a port.
  public let peer: String
  /// `nil` if no request could be read; then the target, referrer and user agent are empty.
  public let method: Method?
  /// The path and the query as the client sent them.
  public let target: String
  public let version: Version
  public let referrer: String
  public let userAgent: String
  public let status: Status
  /// Bytes of content, before the chunked coding.
  public private(set) var bytes = 0
  /// Time from the end of the request's head until the last byte of the response was produced, in
  /// microseconds; 0 if no request could be read.
  public private(set) var microseconds = 0
  /// False if the connection ended in the middle of a streamed response.
  public private(set) var isComplete = false
  private let start: Int?

  init(
    of response: Response, _ exchange: Exchange, peer: Peer
  ) {
    let request = exchange.logged
    requestID = exchange.requestID
    self.peer = request?.client ?? peer.text
    method = request?.method
    target = request?.target ?? ""
    version = exchange.version
    referrer = request?.referrer ?? ""
    userAgent = request?.userAgent ?? ""
    status = response.status
    start = request?.start
  }

  /// Completes the record with the end of the response.
  mutating func end(bytes: Int, isComplete: Bool) {
    self.bytes = bytes
    self.isComplete = isComplete
    microseconds = start.map { MonotonicClock.microseconds() - $0 } ?? 0
  }
}

/// Data of a request for its access log record.
struct LoggedRequest {
  let client: String
  let method: HTTP.Method
  let target: String
  let referrer: String
  let userAgent: String
  /// On the log's clock, in microseconds.
  let start: Int

  init(_ request: Request, client: String) {
    self.client = client
    method = request.method
    target = request.target.rawPath + (request.target.rawQuery.map { "?" + $0 } ?? "")
    referrer = request.fields[.referer] ?? ""
    userAgent = request.fields[.userAgent] ?? ""
    start = MonotonicClock.microseconds()
  }
}
