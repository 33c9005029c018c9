import CatalogModel

/// A writer of HTML that escapes text; only `raw(_:)` writes HTML as it is.
struct HTMLWriter {
  private(set) var html = ""

  mutating func raw(_ text: String) { html += text }

  mutating func text(_ text: String) { html += Self.escape(text) }

  /// Writes an element with text, and a line feed after it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: String
  ) {
    element(name, attributes) { $0.text(content) }
    html += "\n"
  }

  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout HTMLWriter) throws -> Void
  ) rethrows {
    html += "<\(name)"
    for (key, value) in attributes {
      html += " \(key)=\"\(Self.escape(value))\""
    }
    html += ">"
    try content(&self)
    html += "</\(name)>"
  }

  /// Writes a paragraph; text between backquotes becomes code.
  mutating func paragraph(_ text: String) {
    element("p") { $0.prose(text) }
    html += "\n"
  }

  /// Writes text; text between backquotes becomes code.
  mutating func prose(_ text: String) {
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        element("code") { $0.text(String(part)) }
      } else {
        self.text(String(part))
      }
    }
  }

  /// Escapes text for HTML, without control characters, which HTML forbids.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars where character.isPrintable {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
