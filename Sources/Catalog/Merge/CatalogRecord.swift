import CatalogModel
import JSON
import SQLite

/// A kind of record that can be merged field by field.
protocol CatalogRecord: Sendable {
  static var kind: RecordKind { get }
  static var fields: [Field<Self>] { get }

  var id: String { get set }
  var stamp: Stamp? { get }
  var sources: [Attribution] { get set }
  var dataIssues: [DataIssue] { get set }
  var verification: Verification { get set }
  /// Writes the record in the catalog's own form.
  func writeForm(to json: inout JSONWriter)
  /// Merges the parts of a record that are records themselves; see `Conference`.
  static func reconcileParts(
    _ ours: inout Self, _ theirs: Self, source: String
  ) -> [Contradiction]

  /// Completes an edit by what only the record as it stands can tell.
  mutating func adopt(_ standing: Self)

  /// The record of a slug as it stands.
  static func load(_ slug: String, _ connection: Connection) throws -> Self?
  /// Writes the record's rows, new ones where `id` is nil, and gives the id.
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64
}

extension CatalogRecord {
  mutating func adopt(_ standing: Self) {}

  // Kinds that keep no provenance in their own form.
  var sources: [Attribution] {
    get { [] }
    set {}
  }
  var dataIssues: [DataIssue] {
    get { [] }
    set {}
  }
  var verification: Verification {
    get { .none }
    set {}
  }

  /// The record's JSON in the catalog's own form.
  var form: [UInt8] {
    var json = JSONWriter()
    writeForm(to: &json)
    return json.bytes
  }

  /// The members of the record's JSON, for showing single fields.
  var members: JSONValue { (try? JSONParser.parse(form)) ?? .null }
}
