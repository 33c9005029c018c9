import Catalog
import CatalogModel

/// HTML being written; text is escaped unless it is said to be HTML.
struct HTMLText {
  private(set) var html = ""

  mutating func raw(_ text: String) { html += text }

  mutating func text(_ text: String) { html += Self.escape(text) }

  /// An element on a line of its own, with text in it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: String
  ) {
    element(name, attributes) { $0.text(content) }
    html += "\n"
  }

  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout HTMLText) throws -> Void
  ) rethrows {
    html += "<\(name)"
    for (key, value) in attributes {
      html += " \(key)=\"\(Self.escape(value))\""
    }
    html += ">"
    try content(&self)
    html += "</\(name)>"
  }

  /// A paragraph in which what stands between backquotes is code.
  mutating func paragraph(_ text: String) {
    element("p") { $0.prose(text) }
    html += "\n"
  }

  /// Text in which what stands between backquotes is code.
  mutating func prose(_ text: String) {
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        element("code") { $0.text(String(part)) }
      } else {
        self.text(String(part))
      }
    }
  }

  /// Control characters, which HTML forbids, are dropped.
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
