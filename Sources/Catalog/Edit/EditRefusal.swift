public import CatalogModel

/// Why an edit of a record is refused; nothing of it is written.
public enum EditRefusal: Error, Sendable {
  /// What is wrong with the record, all of it.
  case mistakes([EditMistake])
  /// Another record has the slug.
  case taken(RecordKind, slug: String)
  /// Others need the record: some of them, and how many there are.
  case needed(by: [RecordReference], count: Int)
}

/// Something wrong in a record that a client sends.
public struct EditMistake: Sendable, Equatable {
  public var pointer: String
  /// The offending value as JSON text, shortened; nil where a member is missing.
  public var value: String?
  /// "unknown-member", "missing", "invalid-value", "unknown-reference" or "contradiction".
  public var code: String
  /// What would be right.
  public var expected: String
  public var suggestion: String?

  init(_ mistake: InputMistake) {
    pointer = mistake.pointer
    value = mistake.value
    expected = mistake.expected
    suggestion = mistake.suggestion
    code =
      switch (mistake.expected, mistake.value) {
      case (InputMistake.unknownMember, _): "unknown-member"
      case (_, nil): "missing"
      default: "invalid-value"
      }
  }

  init(
    _ pointer: String, _ value: String?, _ code: String, _ expected: String,
    suggestion: String? = nil
  ) {
    self.pointer = pointer
    self.value = value
    self.code = code
    self.expected = expected
    self.suggestion = suggestion
  }
}

/// A record by its kind and slug.
public struct RecordReference: Sendable, Hashable {
  public var kind: RecordKind
  public var slug: String

  public init(_ kind: RecordKind, _ slug: String) {
    self.kind = kind
    self.slug = slug
  }
}
