package import CatalogModel
package import JSON

/// A kind of record that can be merged field by field.
package protocol CatalogRecord: Sendable {
  static var kind: RecordKind { get }
  static var fields: [Field<Self>] { get }

  var id: String { get set }
  var stamp: Stamp? { get }
  var sources: [Attribution] { get set }
  var dataIssues: [DataIssue] { get set }
  var verification: Verification { get set }
  /// Writes the record in the native format.
  func writeForm(to json: inout JSONWriter)
  /// Merges the parts of a record that are records themselves; see `Conference`.
  static func reconcileParts(
    _ ours: inout Self, _ theirs: Self, source: String
  ) -> [Contradiction]

  /// Completes an edit with what only the stored record can tell.
  mutating func adopt(_ standing: Self)
}

extension CatalogRecord {
  package mutating func adopt(_ standing: Self) {}

  // For kinds whose native format has no provenance.
  package var sources: [Attribution] {
    get { [] }
    set {}
  }
  package var dataIssues: [DataIssue] {
    get { [] }
    set {}
  }
  package var verification: Verification {
    get { .none }
    set {}
  }

  /// The record's JSON in the native format.
  package var form: [UInt8] {
    var json = JSONWriter()
    writeForm(to: &json)
    return json.bytes
  }

  /// The record's JSON as a tree, to show single fields.
  package var members: JSONValue { (try? JSONParser.parse(form)) ?? .null }
}

/// Two values of one field of which at most one is right.
package struct Contradiction: Equatable {
  package var field: String
  /// The stored value.
  package var ours: String
  /// The sources that state the stored value.
  var holders: [String]
  package var theirs: String
}
