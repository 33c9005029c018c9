/// The host and port of a request (RFC 9110 section 7.2, RFC 3986 section 3.2).
package enum Authority {
  /// Whether a text is a host with an optional port.
  package static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return isValid(bytes, .init(start: 0, end: bytes.count))
  }

  /// Whether a slice is a host with an optional port: never empty, no user information.
  static func isValid(_ bytes: [UInt8], _ slice: RequestHead.Slice) -> Bool {
    guard slice.start < slice.end else { return false }
    guard let hostEnd = endOfHost(bytes, slice), hostEnd > slice.start else { return false }
    return hostEnd == slice.end || isPort(bytes, from: hostEnd, to: slice.end)
  }

  private static func endOfHost(_ bytes: [UInt8], _ slice: RequestHead.Slice) -> Int? {
    if bytes[slice.start] == UInt8(ascii: "[") {
      guard let close = bytes[slice.start..<slice.end].firstIndex(of: UInt8(ascii: "]")) else {
        return nil
      }
      return IPv6.isValid(bytes[(slice.start + 1)..<close]) ? close + 1 : nil
    }
    var index = slice.start
    while index < slice.end, ByteSet.registeredName.contains(bytes[index]) {
      if bytes[index] == ASCII.percent {
        guard index + 2 < slice.end, bytes[index + 1].hexValue != nil,
          bytes[index + 2].hexValue != nil
        else { return nil }
      }
      index += 1
    }
    return index
  }

  /// Whether the bytes are a colon and a number up to 65535; the grammar allows an empty number.
  private static func isPort(_ bytes: [UInt8], from start: Int, to end: Int) -> Bool {
    guard bytes[start] == ASCII.colon else { return false }
    var number = 0
    for byte in bytes[(start + 1)..<end] {
      guard byte.isDigit else { return false }
      number = number * 10 + Int(byte &- ASCII.zero)
      guard number <= 65_535 else { return false }
    }
    return true
  }
}

/// The text form of an IPv6 address (RFC 3986 section 3.2.2).
enum IPv6 {
  static func isValid(_ text: ArraySlice<UInt8>) -> Bool {
    var groups = 0
    var compressed = false
    var index = text.startIndex
    if text.starts(with: "::".utf8) {
      compressed = true
      index += 2
    }
    while index < text.endIndex {
      let digits = text[index...].prefix { $0.hexValue != nil }
      let next = digits.endIndex
      if next < text.endIndex, text[next] == ASCII.dot {
        guard isIPv4(text[index...]) else { return false }
        groups += 2
        index = text.endIndex
        break
      }
      guard (1...4).contains(digits.count) else { return false }
      groups += 1
      index = next
      guard index < text.endIndex else { break }
      guard text[index] == ASCII.colon else { return false }
      index += 1
      guard index < text.endIndex else { return false }
      if text[index] == ASCII.colon {
        guard !compressed else { return false }
        compressed = true
        index += 1
      }
    }
    return compressed ? groups <= 7 : groups == 8
  }

  private static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count), part.allSatisfy(\.isDigit) else { return false }
        guard part.count == 1 || part.first != ASCII.zero else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 &- ASCII.zero) } <= 255
      }
  }
}
