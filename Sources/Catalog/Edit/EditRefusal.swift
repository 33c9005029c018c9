public import CatalogModel

/// The reason to refuse an edit of a record, of which nothing is then written.
public enum EditRefusal: Error, Sendable {
  /// All errors in the record.
  case mistakes([EditMistake])
  /// Another record has the slug.
  case taken(RecordKind, slug: String)
  /// Other records need the record: up to 20 of them, and their number.
  case needed(by: [RecordReference], count: Int)
}

/// An error in a record that a client sends.
public struct EditMistake: Sendable, Equatable {
  public var pointer: String
  /// The offending value as JSON text, shortened; `nil` if a member is missing.
  public var value: String?
  /// "unknown-member", "missing", "invalid-value", "unknown-reference" or "contradiction".
  public var code: String
  /// A description of the accepted values.
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
