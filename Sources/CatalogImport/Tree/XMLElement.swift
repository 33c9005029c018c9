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

  /// Returns the text of a child as one line; nil if it is missing or empty.
  func line(_ name: String) -> String? { PlainText.line(first(name)?.text) }

  func block(_ name: String) -> String? { PlainText.block(first(name)?.text) }
}
