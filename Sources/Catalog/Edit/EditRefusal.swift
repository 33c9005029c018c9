public import CatalogForm
public import CatalogModel

/// The reason to refuse an edit of a record, of which nothing is then written.
public enum EditRefusal: Error, Sendable {
  /// All errors in the record.
  case mistakes([InputMistake])
  /// Another record has the slug.
  case taken(RecordKind, slug: String)
  /// Other records need the record: up to 20 of them, and their number.
  case needed(by: [RecordReference], count: Int)
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
