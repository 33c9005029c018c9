/// Where a response has a number of seconds that are left until an instant.
enum Countdown: Sendable {
  /// In the members `seconds_left` of JSON.
  case member
  /// In a column of CSV, by its index.
  case column(Int)

  /// Returns the content without its seconds.
  func removed(from content: [UInt8]) -> [UInt8] {
    switch self {
    case .member: Self.withoutMember(content)
    case .column(let column): Self.without(column, content)
    }
  }

  private static func without(_ column: Int, _ rows: [UInt8]) -> [UInt8] {
    let (comma, quote, lineFeed) = (UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"))
    var rest: [UInt8] = []
    rest.reserveCapacity(rows.count)
    var index = 0
    var isQuoted = false
    for byte in rows {
      if byte == quote { isQuoted.toggle() }
      let isEnd = !isQuoted && (byte == comma || byte == lineFeed)
      if isEnd { index = byte == comma ? index + 1 : 0 }
      if isEnd || index != column { rest.append(byte) }
    }
    return rest
  }

  private static func withoutMember(_ content: [UInt8]) -> [UInt8] {
    let member = Array("\"seconds_left\":".utf8)
    var rest: [UInt8] = []
    rest.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      rest.append(content[index])
      index += 1
      guard rest.last == member.last, rest.suffix(member.count).elementsEqual(member) else {
        continue
      }
      // With `pretty` a space precedes the digits.
      while index < content.count, content[index] == 0x20 || (0x30...0x39).contains(content[index])
      {
        index += 1
      }
    }
    return rest
  }
}
