package import CatalogModel
package import JSON

/// A member of a record's JSON, declared once: its schema, how it is decoded, encoded, merged and
/// stored, and its table cell.
package struct RecordMember<Record: Sendable>: Sendable {
  /// All but `cell`, so that a loop over members copies one reference.
  private final class Parts: Sendable {
    let schema: Schema.Member
    let field: Field<Record>?
    let columns: [String]
    let joined: [String]
    let column: (@Sendable (Record) -> ColumnValue)?
    let store: @Sendable (Record) -> [ColumnValue]
    let restore: @Sendable (inout ColumnReader, inout Record) -> Void
    let read: (@Sendable (ObjectReader, inout Record) -> Void)?
    let bound: (@Sendable (inout Record) -> String?)?
    let write: @Sendable (Record, inout JSONWriter, RepresentationContext) -> Void

    init(
      _ schema: Schema.Member,
      _ field: Field<Record>?,
      _ columns: [String],
      _ joined: [String],
      _ column: (@Sendable (Record) -> ColumnValue)?,
      _ store: @escaping @Sendable (Record) -> [ColumnValue],
      _ restore: @escaping @Sendable (inout ColumnReader, inout Record) -> Void,
      _ read: (@Sendable (ObjectReader, inout Record) -> Void)?,
      _ bound: (@Sendable (inout Record) -> String?)?,
      _ write: @escaping @Sendable (Record, inout JSONWriter, RepresentationContext) -> Void
    ) {
      self.schema = schema
      self.field = field
      self.columns = columns
      self.joined = joined
      self.column = column
      self.store = store
      self.restore = restore
      self.read = read
      self.bound = bound
      self.write = write
    }
  }

  private let parts: Parts
  package var schema: Schema.Member { parts.schema }
  /// The field for the merge; `nil` for a derived member, or for one about the sources.
  var field: Field<Record>? { parts.field }
  package var columns: [String] { parts.columns }
  /// Columns of the tables that the record's table is joined with; read only.
  package var joined: [String] { parts.joined }
  /// Returns the value of its only column; `nil` if it does not have exactly one.
  package var column: (@Sendable (Record) -> ColumnValue)? { parts.column }
  /// Returns the values of its columns, in their order, if they are not exactly one.
  package var store: @Sendable (Record) -> [ColumnValue] { parts.store }
  /// Sets the member from its columns and those of joined tables, in their order.
  package var restore: @Sendable (inout ColumnReader, inout Record) -> Void { parts.restore }
  /// Decodes the member from a document; `nil` if the record's initializer does so.
  var read: (@Sendable (ObjectReader, inout Record) -> Void)? { parts.read }
  /// Replaces a value beyond the member's bounds by the nearest one, and returns the reason.
  var bound: (@Sendable (inout Record) -> String?)? { parts.bound }
  var write: @Sendable (Record, inout JSONWriter, RepresentationContext) -> Void { parts.write }
  /// The value in the table column of the same name; `nil` if tables omit the member by default.
  package internal(set) var cell: (@Sendable (Record) -> JSONValue)?

  package var name: String { schema.name }

  /// Creates a member whose value may be in several columns or in other tables.
  init(
    _ schema: Schema.Member, _ field: Field<Record>? = nil, columns: [String] = [],
    joined: [String] = [], column: (@Sendable (Record) -> ColumnValue)? = nil,
    store: @escaping @Sendable (Record) -> [ColumnValue] = { _ in [] },
    restore: @escaping @Sendable (inout ColumnReader, inout Record) -> Void = { _, _ in },
    read: (@Sendable (ObjectReader, inout Record) -> Void)? = nil,
    bound: (@Sendable (inout Record) -> String?)? = nil,
    write: @escaping @Sendable (Record, inout JSONWriter, RepresentationContext) -> Void
  ) {
    parts = Parts(schema, field, columns, joined, column, store, restore, read, bound, write)
  }

  /// Returns a member with one column, which has the member's name by default.
  ///
  /// If a document lacks the member, the decoder uses the first member that it has of `formerNames`. A
  /// value that equals `default` counts as unknown, since new records have it. Exports omit an
  /// unknown value if `isOmittedUnknown`.
  static func value<Value: PlainValue>(
    _ name: String, _ path: any WritableKeyPath<Record, Value> & Sendable,
    _ manner: Field<Record>.ConflictPolicy = .fact, of values: [String] = [], default: Value? = nil,
    within bounds: Bounds = .short, column: String? = nil, formerNames: [String] = [],
    schema: Schema? = nil,
    about description: String? = nil, isInTables: Bool = true, isOmittedUnknown: Bool = false,
    write: (@Sendable (Record, inout JSONWriter, RepresentationContext) -> Void)? = nil
  ) -> RecordMember {
    let property = StoredProperty(path)
    var member = RecordMember(
      Schema.Member(name, schema ?? Value.schema(of: values, within: bounds), description),
      Field(name, path, manner, defaultValue: `default`, formerNames: formerNames.first),
      columns: [column ?? name],
      column: { property($0).column },
      restore: { if let value = Value.restored(from: $0.next()) { property.set(value, in: &$1) } },
      read: { reader, record in
        let name = reader.current(name, formerNames: formerNames)
        let value =
          values.isEmpty
          ? Value.read(name, reader, within: bounds)
          : reader.choice(name, values).flatMap { Value.restored(from: .text($0)) }
        if let value { property.set(value, in: &record) }
      },
      bound: { bounded(property, by: bounds, in: &$0) },
      write: write ?? { record, json, context in
        let value = property(record).json
        if isOmittedUnknown, !context.isResponse, value == .null { return }
        json.key(name)
        json.value(value)
      })
    if isInTables { member.cell = { property($0).json } }
    return member
  }

  /// Returns a text that is required in every record of the kind.
  static func required(
    _ name: String, _ path: any WritableKeyPath<Record, String> & Sendable,
    about description: String? = nil
  ) -> RecordMember {
    let property = StoredProperty(path)
    var member = RecordMember(
      Schema.Member(name, .name, description), Field(name, path, .wording), columns: [name],
      column: { property($0).column },
      restore: { property.set($0.text() ?? "", in: &$1) },
      read: { property.set($0.required(name), in: &$1) },
      bound: { bounded(property, by: .short, in: &$0) },
      write: { record, json, _ in json.member(name, property(record)) })
    member.cell = { property($0).json }
    return member
  }

  private static func bounded<Value: PlainValue>(
    _ property: StoredProperty<Record, Value>, by bounds: Bounds, in record: inout Record
  ) -> String? {
    guard let (value, reason) = property(record).bounded(by: bounds) else { return nil }
    if let value { property.set(value, in: &record) }
    return reason
  }

  /// Returns JSON of a given shape, which the record holds as text.
  static func json(
    _ name: String, _ path: any WritableKeyPath<Record, String?> & Sendable,
    _ manner: Field<Record>.ConflictPolicy, _ shape: ObjectReader.Shape, schema: Schema,
    about description: String? = nil, isOptional: Bool = false
  ) -> RecordMember {
    let property = StoredProperty(path)
    return RecordMember(
      Schema.Member(name, .orNull(schema), description, optional: isOptional),
      Field(name, path, manner),
      columns: [name], column: { property($0).column },
      restore: { property.set($0.text(), in: &$1) },
      read: { property.set($0.raw(name, shape), in: &$1) },
      write: { record, json, context in
        let text = property(record)
        if context.isResponse || !isOptional || text != nil { json.member(name, json: text) }
      })
  }

  /// Returns a member of responses that is derived from others.
  ///
  /// By default another member's `write` writes it.
  static func derived(
    _ schema: Schema.Member,
    _ write: @escaping @Sendable (Record, inout JSONWriter, RepresentationContext) -> Void = {
      _, _, _ in
    }
  ) -> RecordMember {
    RecordMember(schema) { if $2.isResponse { write($0, &$1, $2) } }
  }
}

extension PlainValue {
  fileprivate static func schema(of values: [String], within bounds: Bounds) -> Schema {
    let schema = schema(within: bounds)
    guard !values.isEmpty else { return schema }
    return if case .orNull = schema { .orNull(.values(values)) } else { .values(values) }
  }
}

/// A record whose members are declared in a list.
///
/// A new member needs its property, its entry in `members`, and a migration that adds its column.
package protocol DeclaredRecord: CatalogRecord {
  /// The members in the order of the record's JSON.
  static var members: [RecordMember<Self>] { get }
  var stamp: Stamp? { get set }
  /// Creates a record of which only the ID is known.
  init(id: String)
}

extension DeclaredRecord {
  init(_ reader: ObjectReader) {
    self.init(id: reader.slug())
    read(reader, Self.members)
    reader.ignoreDerived()
  }

  /// Decodes the members from a document; derived members are allowed and ignored.
  mutating func read(_ reader: ObjectReader, _ members: [RecordMember<Self>]) {
    for member in members {
      if let read = member.read { read(reader, &self) } else { reader.ignore(member.name) }
    }
  }

  package func write(to json: inout JSONWriter, in context: RepresentationContext) {
    let path = "\(Self.kind.collection)/\(id)"
    json.object { json in
      json.identity(Self.kind.rawValue, id, path, stamp, context)
      writeMembers(to: &json, in: context)
    }
  }

  package func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }

  func writeMembers(to json: inout JSONWriter, in context: RepresentationContext) {
    for member in Self.members { member.write(self, &json, context) }
  }
}
