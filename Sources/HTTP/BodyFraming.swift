/// How long a request's content is (RFC 9112 section 6.3).
public enum BodyFraming: Equatable, Sendable {
  case none
  /// So many bytes follow the head; 0 when the client said so.
  case length(Int)
  case chunked

  /// Decides on the list of fields, and refuses whatever two readers could take differently.
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
        .framingConflict, "Content-Length and Transfer-Encoding cannot stand together.")
    case (let length?, nil):
      guard lengths == 1 else {
        throw ParseFailure(.contentLength, "Content-Length stands \(lengths) times.")
      }
      return .length(try number(length))
    case (nil, let coding?):
      guard version.minor >= 1 else {
        throw ParseFailure(.transferEncoding, "HTTP/1.0 has no Transfer-Encoding.")
      }
      try requireChunked(coding)
      return .chunked
    }
  }

  private static func number(_ text: String) throws(ParseFailure) -> Int {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else {
      throw ParseFailure(.contentLength, "Content-Length is not a number of digits.")
    }
    guard let number = Int(text) else {
      throw ParseFailure(.bodyTooLarge, "Content-Length is larger than any content here.")
    }
    return number
  }

  /// Only `chunked` alone is understood.
  ///
  /// Where it is not the last coding, the length cannot be known and the answer is 400; where
  /// codings come before it, it is 501.
  private static func requireChunked(_ text: String) throws(ParseFailure) {
    let codings = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingBlanks() }
    let chunked = codings.map { $0.equalsIgnoringCase("chunked") }
    guard chunked.last == true, chunked.count(where: { $0 }) == 1 else {
      throw ParseFailure(.transferEncoding, "Transfer-Encoding must end with chunked, once.")
    }
    guard codings.allSatisfy({ !$0.isEmpty && ByteSet.token.contains(allOf: $0.utf8) }) else {
      throw ParseFailure(.transferEncoding, "Transfer-Encoding is not a list of coding names.")
    }
    guard codings.count == 1 else {
      throw ParseFailure(.codingUnknown, "Only the chunked transfer coding is understood.")
    }
  }
}
