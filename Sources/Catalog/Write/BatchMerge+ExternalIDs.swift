import CatalogForm
import CatalogModel
import SQLite

extension BatchMerge {
  /// Returns the row with an external ID of the record, unless another record of the batch matches
  /// it.
  func byExternalID(
    _ kind: RecordKind, _ slug: String
  ) throws -> Int64? {
    for id in externalIDs[kind]?[slug] ?? [] {
      for row in try rows(of: id) where !matchedRows[kind].contains(row) { return row }
    }
    return nil
  }

  /// Whether a row found by its name can be the record: no other record of the batch matches it,
  /// and no system has other external IDs for the row than for the record.
  ///
  /// With `bySlot` the row was found by title and time. If several records share an external ID, a
  /// "#" and a suffix distinguish them; this suffix is then ignored.
  func canMatch(
    _ kind: RecordKind, _ row: Int64, _ slug: String,
    bySlot: Bool = false
  ) throws -> Bool {
    guard !matchedRows[kind].contains(row) else { return false }
    for id in externalIDs[kind]?[slug] ?? [] {
      let others = try writer.connection.all(
        """
        SELECT value FROM external_id
        WHERE owner_kind = ?1 AND owner_id = ?2 AND system = ?3 AND scope = ?4
        """, kind.rawValue, row, id.system, id.scope
      ) { $0.text(0) }
      // An external ID may be made from a name, so case is ignored.
      func name(_ value: String) -> String {
        Folding.fold(String(bySlot ? value.prefix { $0 != "#" } : value[...]))
      }
      if !others.isEmpty, !others.contains(where: { name($0) == name(id.value) }) { return false }
    }
    return true
  }

  /// Returns the slug of the record into which this one was merged, if another record of the batch
  /// matches that.
  func survivingSlug(_ kind: RecordKind, _ slug: String) throws -> String? {
    for id in externalIDs[kind]?[slug] ?? [] {
      for row in try rows(of: id) where matchedRows[kind].contains(row) {
        let survivor = try writer.connection.first(
          """
          SELECT slug FROM \(kind.rawValue) WHERE id = ?1
            AND EXISTS (SELECT 1 FROM redirect WHERE kind = ?2 AND target = \(kind.rawValue).slug)
          """, row, kind.rawValue
        ) { $0.text(0) }
        if let survivor { return survivor }
      }
    }
    return nil
  }

  private func rows(of id: ExternalID) throws -> [Int64] {
    let scope = ExternalScope(kind: id.kind, system: id.system, scope: id.scope)
    if known[scope] == nil {
      var rows: [String: [Int64]] = [:]
      try writer.connection.each(
        """
        SELECT value, owner_id FROM external_id
        WHERE owner_kind = ?1 AND system = ?2 AND scope = ?3 ORDER BY value, owner_id
        """, id.kind.rawValue, id.system, id.scope
      ) { rows[$0.text(0), default: []].append($0.int64(1)) }
      known[scope] = rows
    }
    return known[scope]?[id.value] ?? []
  }

  /// Stores the external IDs of a record, so that the next import finds it.
  func keepExternalIDs(_ kind: RecordKind, _ slug: String, _ row: Int64) throws {
    for id in externalIDs[kind]?[slug] ?? [] {
      if try rows(of: id).contains(row) { continue }
      try writer.bulk.externalID.run { statement in
        statement.text(kind.rawValue)
        statement.integer(row)
        statement.text(id.system)
        statement.text(id.scope)
        statement.text(id.value)
      }
      let scope = ExternalScope(kind: id.kind, system: id.system, scope: id.scope)
      known[scope, default: [:]][id.value, default: []].append(row)
    }
  }
}
