/// Parses field lines up to and including the empty line (RFC 9112 sections 5 and 7.1.2).
///
/// Examines each byte once; the result does not depend on how the bytes are divided.
struct FieldSectionParser: Sendable {
  private enum Phase {
    case lineStart, name, beforeValue, value, lineFeed, lastLineFeed
  }

  let byteLimit: Int
  let countLimit: Int
  /// Whether to collect slices; a trailer section is only checked.
  let collects: Bool

  private var phase = Phase.lineStart
  private var used = 0
  private var count = 0
  private var name = RequestHead.Slice(start: 0, end: 0)
  private var valueStart = 0

  init(byteLimit: Int, countLimit: Int, collects: Bool) {
    self.byteLimit = byteLimit
    self.countLimit = countLimit
    self.collects = collects
  }

  mutating func reset() {
    phase = .lineStart
    used = 0
    count = 0
  }

  /// Advances `position` over the parsed bytes; returns true at the end of the section.
  mutating func parse(
    _ bytes: [UInt8], at position: inout Int, to end: Int,
    into fields: inout [RequestHead.FieldSlice]
  ) throws(ParseFailure) -> Bool {
    let begin = position
    let stop = begin + min(end - begin, byteLimit - used)
    defer { used += position - begin }

    while position < end {
      switch phase {
      case .lineStart:
        try beginLine(bytes[position], at: position, withinLimit: position < stop)
        position += 1
        continue
      case .lastLineFeed:
        guard bytes[position] == ASCII.lineFeed else { throw bareReturn }
        position += 1
        return true
      default:
        break
      }

      guard position < stop else { throw tooLarge }
      switch phase {
      case .name:
        try scanName(bytes, at: &position, to: stop)
      case .beforeValue:
        while position < stop, bytes[position].isBlank { position += 1 }
        guard position < stop else { continue }
        valueStart = position
        phase = .value
      case .value:
        while position < stop, bytes[position].isFieldContent { position += 1 }
        guard position < stop else { continue }
        guard bytes[position] == ASCII.carriageReturn else { throw badValue(bytes[position]) }
        if collects { fields.append(line(in: bytes, to: position)) }
        position += 1
        phase = .lineFeed
      default:
        guard bytes[position] == ASCII.lineFeed else { throw bareReturn }
        position += 1
        phase = .lineStart
      }
    }
    return false
  }

  private mutating func beginLine(
    _ byte: UInt8, at position: Int, withinLimit: Bool
  ) throws(ParseFailure) {
    if byte == ASCII.carriageReturn {
      phase = .lastLineFeed
      return
    }
    guard withinLimit else { throw tooLarge }
    guard count < countLimit else {
      throw ParseFailure(
        .fieldsTooLarge, "The request has more than \(countLimit) header field lines.")
    }
    count += 1
    guard ByteSet.token.contains(byte) else {
      if byte == ASCII.lineFeed { throw bareFeed }
      if byte.isBlank {
        throw ParseFailure(
          .folding, "Field line \(count) begins with whitespace; line folding is not allowed.")
      }
      throw badName(byte)
    }
    name.start = position
    phase = .name
  }

  private mutating func scanName(
    _ bytes: [UInt8], at position: inout Int, to stop: Int
  ) throws(ParseFailure) {
    while position < stop, ByteSet.token.contains(bytes[position]) { position += 1 }
    guard position < stop else { return }
    guard bytes[position] == ASCII.colon else { throw badName(bytes[position]) }
    name.end = position
    position += 1
    phase = .beforeValue
  }

  private func line(in bytes: [UInt8], to end: Int) -> RequestHead.FieldSlice {
    var valueEnd = end
    while valueEnd > valueStart, bytes[valueEnd - 1].isBlank { valueEnd -= 1 }
    return RequestHead.FieldSlice(name: name, value: .init(start: valueStart, end: valueEnd))
  }
}

extension FieldSectionParser {
  private var tooLarge: ParseFailure {
    ParseFailure(.fieldsTooLarge, "The header field lines have more than \(byteLimit) bytes.")
  }

  private var bareReturn: ParseFailure {
    ParseFailure(.lineEnd, "Field line \(count) has a carriage return without a line feed.")
  }

  private var bareFeed: ParseFailure {
    ParseFailure(.lineEnd, "Field line \(count) has a line feed without a carriage return.")
  }

  private func badName(_ byte: UInt8) -> ParseFailure {
    byte == ASCII.lineFeed
      ? bareFeed
      : ParseFailure(
        .fieldName,
        "Field line \(count) has the byte \(byte.named) in its name or before the colon; expected a token and"
          + " a colon.")
  }

  private func badValue(_ byte: UInt8) -> ParseFailure {
    byte == ASCII.lineFeed
      ? bareFeed
      : ParseFailure(
        .fieldValue,
        "The value in field line \(count) has the byte \(byte.named), which is not allowed.")
  }
}
