/// How the end of an answer's body is told.
public enum ResponseFraming: Equatable, Sendable {
  /// Content-Length, also of an answer to HEAD.
  case length(Int)
  /// Transfer-Encoding: chunked; for HTTP/1.1 clients only.
  case chunked
  /// By closing the connection; give `keepAlive: false` with it.
  case close
  /// Nothing is said: 204, 304 and 1xx.
  case none
}

/// Writes the heads of answers (RFC 9112 section 4).
public enum ResponseSerializer {
  /// The interim answer 100 (Continue), whole.
  public static let `continue` = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Appends a head up to and with its empty line.
  ///
  /// Date, X-Request-Id, Connection, Content-Length and Transfer-Encoding are written from the
  /// arguments; lines of the response with these names are left out. A line whose name is not a token is left out;
  /// a control byte in a value is written as a space, so no value can end its line.
  /// `date` is the value of Date as `HTTPDate.bytes` gives it, and `requestID` a value that
  /// `RequestID` made or checked; an empty one writes no line. `version` is that
  /// of the request; the answer itself always says HTTP/1.1.
  public static func appendHead(
    of response: Response, to output: inout [UInt8], date: [UInt8], requestID: String = "",
    version: Version, keepAlive: Bool, framing: ResponseFraming
  ) {
    if let prepared = response.preparedHead {
      output.append(contentsOf: prepared)
    } else {
      appendLines(of: response, to: &output)
    }
    if !date.isEmpty {
      output.append(contentsOf: "Date: ".utf8)
      output.append(contentsOf: date)
      output.append(contentsOf: "\r\n".utf8)
    }
    if !requestID.isEmpty {
      output.append(contentsOf: "X-Request-Id: ".utf8)
      output.append(contentsOf: requestID.utf8)
      output.append(contentsOf: "\r\n".utf8)
    }
    if !keepAlive {
      output.append(contentsOf: "Connection: close\r\n".utf8)
    } else if version.minor == 0 {
      output.append(contentsOf: "Connection: keep-alive\r\n".utf8)
    }
    switch framing {
    case .length(let length):
      output.append(contentsOf: "Content-Length: ".utf8)
      appendDecimal(length, to: &output)
      output.append(contentsOf: "\r\n\r\n".utf8)
    case .chunked:
      output.append(contentsOf: "Transfer-Encoding: chunked\r\n\r\n".utf8)
    case .close, .none:
      output.append(contentsOf: "\r\n".utf8)
    }
  }

  /// Appends the status line and the response's own fields.
  static func appendLines(of response: Response, to output: inout [UInt8]) {
    output.append(contentsOf: "HTTP/1.1 ".utf8)
    appendDecimal(response.status.code, to: &output)
    output.append(ASCII.space)
    output.append(contentsOf: response.status.reason.utf8)
    output.append(contentsOf: "\r\n".utf8)
    for line in response.fields.lines where isSent(line.name) {
      output.append(contentsOf: line.name.spelling.utf8)
      output.append(ASCII.colon)
      output.append(ASCII.space)
      appendValue(line.value, to: &output)
      output.append(contentsOf: "\r\n".utf8)
    }
  }

  private static func isSent(_ name: FieldName) -> Bool {
    switch name {
    case .date, .connection, .contentLength, .transferEncoding, .keepAlive, .xRequestID: false
    default: !name.spelling.isEmpty && ByteSet.token.contains(allOf: name.spelling.utf8)
    }
  }

  private static func appendValue(_ value: String, to output: inout [UInt8]) {
    let start = output.count
    output.append(contentsOf: value.utf8)
    for index in start..<output.count where !output[index].isFieldContent {
      output[index] = ASCII.space
    }
  }

  /// Appends a number that is not negative in decimal.
  static func appendDecimal(_ number: Int, to output: inout [UInt8]) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      output.append(ASCII.zero + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }
}

extension Response {
  /// The same answer with its status line and fields rendered, for one that is sent many times.
  ///
  /// Changing the status or the fields discards what was rendered.
  public func prepared() -> Response {
    var copy = self
    var head: [UInt8] = []
    ResponseSerializer.appendLines(of: self, to: &head)
    copy.preparedHead = head
    return copy
  }
}
