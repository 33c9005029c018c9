/// An element of an XML document with all that is in it.
struct XMLElement: Sendable {
  var name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// The character data that stands directly in it.
  var text = ""
  /// Where its start tag stands, from 1.
  var line: Int

  subscript(attribute name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// How many attributes and texts stand in it and below it.
  var valueCount: Int {
    attributes.count + (text.contains { !$0.isWhitespace } ? 1 : 0)
      + children.reduce(0) { $0 + $1.valueCount }
  }

  /// The text of a child as one line; nil where it is missing or empty.
  func line(_ name: String) -> String? { PlainText.line(first(name)?.text) }

  /// The text of a child as lines.
  func block(_ name: String) -> String? { PlainText.block(first(name)?.text) }
}
