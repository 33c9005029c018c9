import CatalogForm
public import CatalogModel
import SQLite

extension CatalogEditor {
  /// Removes a record.
  ///
  /// Throws `EditRefusal.needed` if other records need it, unless `cascades`. With `cascades` it
  /// also removes the programme of a conference and the conferences of a series, and removes
  /// references from all other records.
  public func remove(_ kind: RecordKind, _ slug: String, cascades: Bool) throws {
    guard kind.isStored, let standing = try standing(kind, slug)
    else { return }
    let needing = try RecordRewriter.references(to: kind, standing.row, connection).map {
      RecordReference($0.kind, $0.slug)
    }
    if !cascades, !needing.isEmpty {
      throw EditRefusal.needed(by: Array(needing.prefix(20)), count: needing.count)
    }
    var batch = ImportBatch(source: nil, origin: "")
    if kind == .series {
      let editions = needing.filter { $0.kind == .conference }
      batch.document.removals = editions.map {
        Removal(RecordName(kind: .conference, slug: $0.slug))
      }
    }
    batch.document.removals.append(Removal(RecordName(kind: kind, slug: slug)))
    try refusing { try merge([batch]) }
  }
}
