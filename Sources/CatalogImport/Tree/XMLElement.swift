import CatalogForm

/// An XML element with its attributes, text and children.
struct XMLElement: Sendable {
  var name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// The character data of the element itself.
  var text = ""
  /// The line of the start tag, from 1.
  var line: Int

  subscript(attribute name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The number of attributes and texts in the element and below.
  var valueCount: Int {
    attributes.count + (text.contains { !$0.isWhitespace } ? 1 : 0)
      + children.reduce(0) { $0 + $1.valueCount }
  }

  /// Returns the texts of all elements with a name below the element.
  func texts(of name: String) -> [String] {
    children.flatMap { $0.name == name ? [$0.text] : $0.texts(of: name) }
  }

  /// Returns the text of a child as one line; nil if it is missing or empty.
  func line(_ name: String) -> String? { PlainText.line(first(name)?.text) }

  func block(_ name: String) -> String? { PlainText.block(first(name)?.text) }

  /// Reports children that occur again with another content, of which only the first is read.
  func reportRepetitions(except several: Set<String> = [], in builder: BatchBuilder) {
    var seen: [String: XMLElement] = [:]
    for child in children where !several.contains(child.name) {
      guard let first = seen[child.name] else {
        seen[child.name] = child
        continue
      }
      guard first.text != child.text || !child.children.isEmpty else { continue }
      builder.problem(
        .dropped,
        "<\(child.name)> occurs twice in <\(name)>, first in line \(first.line); the first was"
          + " used", line: child.line, value: PlainText.line(child.text))
    }
  }
}
