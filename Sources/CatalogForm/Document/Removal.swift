package import CatalogModel
package import JSON

/// A request to remove a record, or to merge a duplicate into another record.
///
/// In the native format it is an object with the record's type and ID, and `"removed": true` or
/// `"merged_into"` with the slug of the record that stays.
/// With `kept` it is a line of an export, which tells what happened in the catalog that wrote it.
package struct Removal: Sendable, Equatable {
  package static let kinds: [RecordKind] = [.conference, .series, .session, .speaker]

  package var name: RecordName
  /// The slug of the record that stays; `nil` to remove the record.
  package var into: String?
  /// When the other catalog removed the record, and its former IDs.
  package var kept: RecordMetadata?

  package init(_ name: RecordName) { self.name = name }

  /// Decodes a removal; fails if the object has neither `removed` nor `merged_into`.
  init?(_ reader: ObjectReader) {
    guard reader.has("removed") || reader.has("merged_into") else { return nil }
    kept = reader.reader("kept").map { RecordMetadata($0) }
    let kinds = kept == nil ? Self.kinds : RecordKind.allCases
    let kind = reader.choice("type", kinds.map(\.rawValue)).flatMap { RecordKind(rawValue: $0) }
    name = RecordName(
      kind: kind ?? .session, slug: kept == nil ? reader.slug() : reader.required("id"))
    if reader.has("merged_into") {
      into = kept == nil ? reader.slug("merged_into") : reader.required("merged_into")
    }
    if into == name.slug || into != nil && kind == .recommendation {
      reader.report("merged_into", nil, "the ID of another record than this one")
    }
    let isRemoved = reader.bool("removed") == true
    if into == nil, !isRemoved, reader.report.errorCount == 0 {
      reader.report(
        "removed", reader.object["removed"], "true, or omitted with \"merged_into\" in its place")
    }
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("type", name.kind.rawValue)
      json.member("id", name.slug)
      if let into { json.member("merged_into", into) } else { json.member("removed", true) }
      guard let kept else { return }
      json.key("kept")
      kept.write(to: &json)
    }
  }
}
