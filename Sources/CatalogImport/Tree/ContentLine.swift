/// A content line of iCalendar (RFC 5545 section 3.1): name, parameters, value.
enum ContentLine {
  private static let colon = UInt8(ascii: ":")
  private static let semicolon = UInt8(ascii: ";")
  private static let quote = UInt8(ascii: "\"")

  /// Reads a line; returns nil if it does not begin with a name and a colon or semicolon, or has no
  /// value.
  static func read(_ line: [UInt8], _ number: Int) -> ICalendarComponent.Property? {
    let name = line.prefix(while: isName)
    let next = name.endIndex
    guard !name.isEmpty, next < line.count, line[next] == colon || line[next] == semicolon else {
      return nil
    }
    let upper = String(decoding: name, as: UTF8.self).uppercased()
    let holdsTimes = ICalendarNames.times.contains(upper)
    guard
      let value = endOfParameters(line, from: next, quoted: true, holdsTimes)
        ?? endOfParameters(line, from: next, quoted: false, holdsTimes)
    else { return nil }
    var property = ICalendarComponent.Property(
      name: upper, value: String(decoding: line[(value + 1)...], as: UTF8.self), line: number)
    property.parameters = parameters(line[next..<value])
    property.isUpperCase = upper.utf8.elementsEqual(name)
    return property
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Returns the position of the colon before the value.
  ///
  /// An unquoted TZID can contain colons, such as "(UTC-05:00) Eastern Time"; the colon before the
  /// value then precedes a date.
  private static func endOfParameters(
    _ line: [UInt8], from start: Int, quoted: Bool, _ holdsTimes: Bool
  ) -> Int? {
    var isQuoted = false
    var first: Int?
    for position in start..<line.count {
      if line[position] == quote, quoted {
        isQuoted.toggle()
      } else if line[position] == colon, !isQuoted {
        guard holdsTimes else { return position }
        if isDate(line[(position + 1)...]) { return position }
        first = first ?? position
      }
    }
    return first
  }

  private static func isDate(_ value: ArraySlice<UInt8>) -> Bool {
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    let head = value.prefix(8)
    return head.count == 8 && head.prefix(4).allSatisfy(isDigit)
      && (head.allSatisfy(isDigit) || head.dropFirst(4).first == UInt8(ascii: "-"))
  }

  /// Reads ";NAME=value;NAME=value".
  private static func parameters(_ bytes: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var parameters: [(name: String, value: String)] = []
    var isQuoted = false
    var start = bytes.startIndex + 1
    for position in stride(from: start, through: bytes.endIndex, by: 1) {
      let isEnd = position == bytes.endIndex
      if !isEnd, bytes[position] == quote { isQuoted.toggle() }
      guard isEnd || bytes[position] == semicolon && !isQuoted else { continue }
      if start < position {
        let halves = bytes[start..<position].split(
          separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        let value = halves.count == 2 ? halves[1].filter { $0 != quote } : []
        parameters.append(
          (
            String(decoding: halves[0], as: UTF8.self).uppercased(),
            String(decoding: value, as: UTF8.self)
          ))
      }
      start = position + 1
    }
    return parameters
  }
}

extension ICalendarComponent.Property {
  /// Whether a space follows the colon, as in prose.
  var isSpaced: Bool { value.utf8.first == 0x20 }
}
