/// Percent-encoding (RFC 3986 section 2.1).
public enum PercentEncoding {
  /// The reason why an encoded text is invalid.
  public enum Failure: Error, Equatable, Sendable {
    /// A percent sign without two hexadecimal digits after it.
    case brokenEscape
    /// The decoded bytes are not UTF-8.
    case notUTF8
    case nul

    /// A predicate for a sentence ("has ...").
    public var detail: String {
      switch self {
      case .brokenEscape: "has a percent sign without two hexadecimal digits after it"
      case .notUTF8: "is not UTF-8 when decoded"
      case .nul: "has a NUL byte when decoded"
      }
    }
  }

  /// Decodes exactly once.
  public static func decode(_ text: String) throws(Failure) -> String {
    try decode(Array(text.utf8)[...])
  }

  /// Decodes bytes; with `plusIsSpace`, "+" becomes a space, as in a query.
  static func decode(
    _ bytes: ArraySlice<UInt8>, plusIsSpace: Bool = false
  ) throws(Failure) -> String {
    var isPlain = true
    for byte in bytes where byte == ASCII.percent || byte == ASCII.plus || byte == 0 {
      isPlain = false
      break
    }
    if isPlain {
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
      return text
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      var byte = bytes[index]
      if byte == ASCII.percent {
        guard index + 2 < bytes.endIndex, let high = bytes[index + 1].hexValue,
          let low = bytes[index + 2].hexValue
        else { throw .brokenEscape }
        byte = high << 4 | low
        index += 2
      } else if byte == ASCII.plus, plusIsSpace {
        byte = ASCII.space
      }
      guard byte != 0 else { throw .nul }
      decoded.append(byte)
      index += 1
    }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// Encodes all but the unreserved characters, for a path segment, or a name or value of a query.
  public static func encode(_ text: String) -> String {
    if ByteSet.unreserved.contains(allOf: text.utf8) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      if ByteSet.unreserved.contains(byte) {
        encoded.append(byte)
      } else {
        encoded.append(ASCII.percent)
        encoded.append(digits[Int(byte >> 4)])
        encoded.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// Returns "/a/b%20c" for ["a", "b c"], and "/" for [].
  public static func path(_ segments: [String]) -> String {
    segments.isEmpty ? "/" : segments.map { "/" + encode($0) }.joined()
  }

  /// Returns "a=1&b=2" for items, in order.
  public static func query(_ items: [(name: String, value: String)]) -> String {
    items.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
  }
}
