import CatalogModel
import JSON

/// That a record is to go, perhaps into another that it is a double of.
///
/// In the catalog's own form a line with `"removed": true`, or with `"merged_into"` and the slug of
/// the record that stays, beside the record's type and id.
struct Removal: Sendable, Equatable {
  static let kinds: [RecordKind] = [.conference, .series, .session, .speaker]

  var name: RecordName
  /// The slug of the record that stays.
  var into: String?

  init(_ name: RecordName) { self.name = name }

  /// Nil where the object says nothing of the kind.
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
