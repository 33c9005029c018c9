import CatalogForm
import CatalogModel
import JSON
import SQLite

extension CatalogEditor {
  /// The result of an import.
  public struct ImportOutcome: Sendable {
    public var report: MergeReport
    /// The first records that were created, changed or removed, without their values.
    public var changes: [RecordChange]
    /// Number of further changes.
    public var omitted: Int
  }

  /// Merges records, each as an edit; writes all or none.
  ///
  /// Throws `EditRefusal` with the errors of all records, including those that a token confined to
  /// `limit` may not write. It looks for further errors only until it has found 1,000. The outcome
  /// has up to `count` changes.
  public func write(
    _ records: ImportedRecords, within limit: AccessToken.Limit?, listing count: Int
  ) throws -> ImportOutcome {
    var batch = ImportBatch(source: nil, origin: "")
    var mistakes: [InputMistake] = []
    var series: [String: Set<String>] = [:]
    try records.forEach { pointer, record in
      guard mistakes.count < Self.maximumErrors else { return false }
      mistakes += batch.document.append(record, at: pointer)
      guard case .object(let object) = record, object["removed"] == nil,
        object["merged_into"] == nil,
        let kind = object["type"]?.string.flatMap({ RecordKind(stored: $0) })
      else { return true }
      let slug = object["id"]?.string ?? ""
      if limit != nil, kind == .conference { series[slug] = try self.series(of: slug) }
      if limit != nil, object["kept"] != nil {
        mistakes.append(
          InputMistake(
            "\(pointer)/kept", nil, "outside-limit",
            "omitted, because the token is limited to a part of the catalog"))
      }
      let review = try RecordReview(
        kind, slug, object, connection, known: records.names, earlier: mistakes.count)
      mistakes += review.mistakes.map { mistake in
        var mistake = mistake
        mistake.pointer = pointer + mistake.pointer
        return mistake
      }
      if let limit, try !isWithin(limit, kind, slug, object) {
        mistakes.append(
          InputMistake(
            "\(pointer)/id", nil, "outside-limit",
            "a record of the \(limit.kind.rawValue) \(limit.slug), to which the token is limited"))
      }
      return true
    }
    if limit != nil, !batch.document.removals.isEmpty {
      mistakes.append(
        InputMistake(
          "", nil, "outside-limit",
          "without removals, because the token is limited to a part of the catalog"))
    }
    guard mistakes.isEmpty else { throw EditRefusal.mistakes(mistakes) }
    var changes: [RecordChange] = []
    var omitted = 0
    // Moved and not copied: the merge changes the batch.
    var last = Optional(batch)
    batch = ImportBatch(source: nil, origin: "")
    let report = try refusing {
      try merge(next: { last.take() }) { change in
        guard changes.count < count else {
          omitted += 1
          return
        }
        var change = change
        change.fields = change.fields.map { ($0.name, nil, nil) }
        changes.append(change)
      }
    }
    for (slug, before) in series {
      guard let limit, try !keeps(limit, slug, series: before) else { continue }
      throw EditRefusal.mistakes([
        InputMistake(
          "", nil, "outside-limit",
          "without a new series for \(slug), because the token is limited to a part of the catalog")
      ])
    }
    return ImportOutcome(report: report, changes: changes, omitted: omitted)
  }

  /// Number of errors after which no further record is checked.
  private static let maximumErrors = 1_000

  private func isWithin(
    _ limit: AccessToken.Limit, _ kind: RecordKind, _ slug: String, _ object: JSONObject
  ) throws -> Bool {
    try isWithin(
      limit, kind, slug, of: object["conference"]?.string,
      series: object["series"]?.array?.compactMap(\.string) ?? [],
      isNew: standing(kind, slug) == nil)
  }
}
