/// The request line: three parts separated by single spaces (RFC 9112 section 3).
extension RequestParser {
  mutating func scanMethod(
    _ bytes: [UInt8], to end: Int, _ head: inout RequestHead
  ) throws(ParseFailure) {
    let stop = min(
      end, lineStart + min(limits.requestLine, RequestParser.methodLength + 1))
    var index = position
    while index < stop, ByteSet.token.contains(bytes[index]) { index += 1 }
    position = index
    guard index < stop else {
      if index - lineStart == limits.requestLine, index < end { throw lineTooLong }
      if index > lineStart + RequestParser.methodLength {
        throw ParseFailure(.methodUnsupported, "The method is longer than any known method.")
      }
      return
    }
    guard bytes[index] == ASCII.space, index > tokenStart else {
      if bytes[index] == ASCII.lineFeed || bytes[index] == ASCII.carriageReturn {
        throw ParseFailure(
          .leadingLines, "There are too many empty lines; expected a request line.")
      }
      throw ParseFailure(
        .method,
        "The method has or is followed by the byte \(bytes[index].named); expected a token and a space."
      )
    }
    head.method = .init(start: tokenStart, end: index)
    position = index + 1
    tokenStart = position
    phase = .target
  }

  mutating func scanTarget(
    _ bytes: [UInt8], to end: Int, _ head: inout RequestHead
  ) throws(ParseFailure) {
    let stop = lineStart + min(end - lineStart, limits.requestLine)
    var index = position
    while index < stop, ByteSet.target.contains(bytes[index]) { index += 1 }
    position = index
    guard index < stop else {
      if index < end { throw lineTooLong }
      return
    }
    guard bytes[index] == ASCII.space, index > tokenStart else {
      throw ParseFailure(
        .target,
        bytes[index] == ASCII.space
          ? "The request line has two spaces before its URL; expected one."
          : "A URL cannot contain the byte \(bytes[index].named): write it as \(bytes[index].encoded)."
      )
    }
    head.target = .init(start: tokenStart, end: index)
    position = index + 1
    tokenStart = position
    phase = .version
  }

  mutating func scanVersion(_ byte: UInt8, _ head: inout RequestHead) throws(ParseFailure) {
    let index = position - tokenStart
    guard position - lineStart < limits.requestLine || index == 8 else { throw lineTooLong }
    let fits =
      switch index {
      case 0: byte == UInt8(ascii: "H")
      case 1, 2: byte == UInt8(ascii: "T")
      case 3: byte == UInt8(ascii: "P")
      case 4: byte == ASCII.slash
      case 6: byte == ASCII.dot
      case 8: byte == ASCII.carriageReturn
      default: byte.isDigit
      }
    guard fits else {
      throw ParseFailure(
        .version,
        index == 0
          ? "A URL cannot contain a space: write it as %20 or, after the question mark, as +."
          : "The version has or is followed by the byte \(byte.named); expected HTTP/1.1 and a line end."
      )
    }
    position += 1
    switch index {
    case 5:
      head.version.major = byte &- ASCII.zero
    case 7:
      head.version.minor = byte &- ASCII.zero
    case 8:
      guard head.version.major == 1 else {
        throw ParseFailure(
          .versionUnsupported, "HTTP/\(head.version.major) is not supported; use HTTP/1.1.")
      }
      phase = .lineFeed
    default: break
    }
  }

  private var lineTooLong: ParseFailure {
    ParseFailure(
      .requestLineTooLong, "The request line has more than \(limits.requestLine) bytes.")
  }
}
