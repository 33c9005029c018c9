import CatalogModel

/// Writes XML 1.0 as UTF-8.
enum XMLText {
  /// Appends text escaped for element content or an attribute value.
  ///
  /// Omits characters that XML cannot represent.
  static func escape(_ text: String, into bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars where scalar.isPrintable {
      switch scalar {
      case "&": bytes.append(contentsOf: "&amp;".utf8)
      case "<": bytes.append(contentsOf: "&lt;".utf8)
      case ">": bytes.append(contentsOf: "&gt;".utf8)
      case "\"": bytes.append(contentsOf: "&quot;".utf8)
      case "\u{9}", "\u{a}", "\u{20}"..."\u{d7ff}", "\u{e000}"..."\u{fffd}", "\u{10000}"...:
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      // As a reference, because a parser would turn a carriage return into a line feed.
      case "\u{d}": bytes.append(contentsOf: "&#13;".utf8)
      default: break
      }
    }
  }

  /// Appends `<name a="b">text</name>`, or `<name a="b"/>` if `text` is nil, and a line feed.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ text: String? = nil,
    into bytes: inout [UInt8]
  ) {
    open(name, attributes, into: &bytes)
    if let text {
      bytes.append(UInt8(ascii: ">"))
      escape(text, into: &bytes)
      bytes.append(contentsOf: "</\(name)>\n".utf8)
    } else {
      bytes.append(contentsOf: "/>\n".utf8)
    }
  }

  /// Appends `<name a="b"`, without the closing bracket.
  static func open(
    _ name: String, _ attributes: KeyValuePairs<String, String>, into bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: "<\(name)".utf8)
    for (key, value) in attributes {
      bytes.append(contentsOf: " \(key)=\"".utf8)
      escape(value, into: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
  }
}
