/// The framing of a response body.
public enum ResponseFraming: Equatable, Sendable {
  /// Content-Length, also in a response to HEAD.
  case length(Int)
  /// Transfer-Encoding: chunked; for HTTP/1.1 clients only.
  case chunked
  /// The end of the connection; requires `keepAlive: false`.
  case close
  /// No framing: 204, 304 and 1xx.
  case none
}

/// Serializes the heads of responses (RFC 9112 section 4).
public enum ResponseSerializer {
  /// The complete interim response 100 (Continue).
  public static let `continue` = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Appends a head up to and including its empty line.
  ///
  /// Date, X-Request-Id, Connection, Content-Length and Transfer-Encoding come from the arguments,
  /// and fields of the response with these names are omitted. So is a field whose name is not a
  /// token. A control byte in a value becomes a space, so that no value can end its line. `date` is
  /// the value of Date from `HTTPDate.bytes`, and `requestID` a value from `RequestID`; an empty
  /// one writes no line. `version` is that of the request; the response is always HTTP/1.1.
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

  /// Appends a non-negative number in decimal.
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
  /// Returns the response with its status line and fields serialized, for repeated sending.
  ///
  /// Changing the status or the fields discards the serialization.
  public func prepared() -> Response {
    var copy = self
    var head: [UInt8] = []
    ResponseSerializer.appendLines(of: self, to: &head)
    copy.preparedHead = head
    return copy
  }
}
