/// The framing of a message body (RFC 9112 section 6.3).
public enum BodyFraming: Equatable, Sendable {
  case none
  /// The number of bytes after the head, from Content-Length.
  case length(Int)
  case chunked

  /// Returns the framing that the fields declare.
  ///
  /// Throws if two implementations could read them differently (request smuggling).
  public static func of(_ fields: Fields, version: Version) throws(ParseFailure) -> BodyFraming {
    var length: String?
    var lengths = 0
    var coding: String?
    var codings = 0
    for line in fields.lines {
      if line.name == .contentLength {
        length = line.value
        lengths += 1
      } else if line.name == .transferEncoding {
        coding = coding.map { $0 + "," + line.value } ?? line.value
        codings += 1
      }
    }
    switch (length, coding) {
    case (nil, nil):
      return .none
    case (_?, _?):
      throw ParseFailure(
        .framingConflict, "A request must not have both Content-Length and Transfer-Encoding.")
    case (let length?, nil):
      guard lengths == 1 else {
        throw ParseFailure(
          .contentLength, "There are \(lengths) Content-Length fields; at most one is allowed.")
      }
      return .length(try number(length))
    case (nil, let coding?):
      guard version.minor >= 1 else {
        throw ParseFailure(
          .transferEncoding,
          "Transfer-Encoding is not allowed in HTTP/1.0; use HTTP/1.1 or Content-Length.")
      }
      try requireChunked(coding)
      return .chunked
    }
  }

  private static func number(_ text: String) throws(ParseFailure) -> Int {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else {
      throw ParseFailure(.contentLength, "Content-Length must be a decimal number.")
    }
    guard let number = Int(text) else {
      throw ParseFailure(.bodyTooLarge, "Content-Length exceeds the maximum of any content.")
    }
    return number
  }

  /// Requires `chunked` as the only coding.
  ///
  /// If `chunked` is not the last coding, the length is unknown and the response is 400; if other
  /// codings precede it, 501.
  private static func requireChunked(_ text: String) throws(ParseFailure) {
    let codings = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingBlanks() }
    let chunked = codings.map { $0.equalsIgnoringCase("chunked") }
    guard chunked.last == true, chunked.count(where: { $0 }) == 1 else {
      throw ParseFailure(
        .transferEncoding, "Transfer-Encoding must contain chunked once, at its end.")
    }
    guard codings.allSatisfy({ !$0.isEmpty && ByteSet.token.contains(allOf: $0.utf8) }) else {
      throw ParseFailure(.transferEncoding, "Transfer-Encoding must be a list of transfer codings.")
    }
    guard codings.count == 1 else {
      throw ParseFailure(.codingUnknown, "Unsupported transfer coding; only chunked is supported.")
    }
  }
}
