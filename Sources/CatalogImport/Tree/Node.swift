import JSON

/// A node of a YAML or JSON tree.
///
/// A scalar is the text of the file; the decoder of a field decides its type. One field therefore
/// never has two types: a YAML date can be quoted in one row and bare in the next, `NO` is Norway,
/// `1.10` is a version. Only an unquoted `null`, `~` or empty value is null.
struct Node: Sendable {
  enum Content: Sendable {
    case null
    case text(String)
    case list([Node])
    case map([(key: String, value: Node)])
  }

  var content: Content
  /// The line, from 1; 0 if the format has no lines.
  var line: Int

  init(_ content: Content, line: Int = 0) {
    self.content = content
    self.line = line
  }

  init(_ json: JSONValue) {
    line = 0
    switch json {
    case .null: content = .null
    case .bool(let flag): content = .text(flag ? "true" : "false")
    case .integer(let number): content = .text(String(number))
    case .number(let number): content = .text(String(number))
    case .string(let text): content = .text(text)
    case .array(let elements): content = .list(elements.map { Node($0) })
    case .object(let object):
      content = .map(object.members.map { (key: $0.name, value: Node($0.value)) })
    }
  }

  /// The member of a map; if a key occurs twice, the last one.
  subscript(key: String) -> Node? {
    guard case .map(let members) = content else { return nil }
    return members.last { $0.key == key }?.value
  }

  var text: String? {
    guard case .text(let text) = content else { return nil }
    return text
  }

  var list: [Node]? {
    guard case .list(let elements) = content else { return nil }
    return elements
  }

  var members: [(key: String, value: Node)]? {
    guard case .map(let members) = content else { return nil }
    return members
  }

  /// Returns the texts of all members with a name, in the node and below.
  func texts(of name: String) -> [String] {
    switch content {
    case .map(let members):
      members.flatMap { key, value in
        key == name && value.text != nil ? [value.text].compactMap(\.self) : value.texts(of: name)
      }
    case .list(let elements): elements.flatMap { $0.texts(of: name) }
    case .null, .text: []
    }
  }

  var isNull: Bool {
    guard case .null = content else { return false }
    return true
  }
}
