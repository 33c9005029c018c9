import CatalogModel
import JSON

/// A request to remove a record, or to merge a duplicate into another record.
///
/// In the native format it is an object with the record's type and ID, and `"removed": true` or
/// `"merged_into"` with the slug of the record that stays.
struct Removal: Sendable, Equatable {
  static let kinds: [RecordKind] = [.conference, .series, .session, .speaker]

  var name: RecordName
  /// The slug of the record that stays; `nil` to remove the record.
  var into: String?

  init(_ name: RecordName) { self.name = name }

  /// Decodes a removal; fails if the object has neither `removed` nor `merged_into`.
  init?(_ object: JSONObject, _ reader: ObjectReader) {
    guard object["removed"] != nil || object["merged_into"] != nil else { return nil }
    let names = Self.kinds.map(\.rawValue)
    let kind = reader.choice("type", names).flatMap { RecordKind(stored: $0) }
    name = RecordName(kind: kind ?? .session, slug: reader.slug())
    into = reader.has("merged_into") ? reader.slug("merged_into") : nil
    if into == name.slug { reader.report("merged_into", nil, "another record than this one") }
    let isRemoved = reader.bool("removed") == true
    if into == nil, !isRemoved, reader.report.severe == 0 {
      reader.report("removed", object["removed"], "true, or \"merged_into\" in its place")
    }
    reader.reportUnread()
  }
}
