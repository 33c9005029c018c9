/// A field name (RFC 9110 section 5.1): case-insensitive, sent as spelled.
public struct FieldName: Hashable, Sendable, CustomStringConvertible {
  /// The spelling in messages.
  public let spelling: String
  /// The spelling in lower case, for comparison.
  public let canonical: String

  public init(_ spelling: String) {
    self.spelling = spelling
    self.canonical = spelling.lowercasedASCII()
  }

  public static func == (one: FieldName, other: FieldName) -> Bool {
    one.canonical == other.canonical
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(canonical)
  }

  public var description: String { spelling }
}

extension FieldName: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    self.init(value)
  }
}

/// The fields of a message in order, including repeated names.
public struct Fields: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    public var name: FieldName
    public var value: String

    public init(name: FieldName, value: String) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var lines: [Line]

  public init(_ lines: [Line] = []) {
    self.lines = lines
  }

  /// All values of a name, in order; setting replaces every line of that name by one at the end.
  public func values(_ name: FieldName) -> [String] {
    lines.filter { $0.name == name }.map(\.value)
  }

  /// The values of a name joined by ", " (RFC 9110 section 5.3); nil if there is none.
  public subscript(name: FieldName) -> String? {
    get {
      guard let first = lines.firstIndex(where: { $0.name == name }) else { return nil }
      guard lines[(first + 1)...].contains(where: { $0.name == name }) else {
        return lines[first].value
      }
      return values(name).joined(separator: ", ")
    }
    set {
      lines.removeAll { $0.name == name }
      if let newValue { lines.append(Line(name: name, value: newValue)) }
    }
  }

  public mutating func append(_ name: FieldName, _ value: String) {
    lines.append(Line(name: name, value: value))
  }

  public mutating func append(_ others: Fields) {
    lines += others.lines
  }
}

extension Fields: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (FieldName, String)...) {
    self.init(elements.map { Line(name: $0.0, value: $0.1) })
  }
}
