import CatalogForm
import CatalogModel

extension ImportBatch {
  /// Returns the batch without duplicates: series of one name in two spellings ("MLcon", "MLCon"),
  /// and conferences of one series on the same days.
  ///
  /// The first of several duplicates stays, and gets the topics, links and aliases of the others.
  func deduplicated() -> ImportBatch {
    var batch = self
    var slugs: [String: String] = [:]
    batch.document.series = Self.fold(
      document.series, into: &slugs, key: { Folding.fold($0.name) },
      isOne: { one, other in
        guard let mine = one.fullName, let theirs = other.fullName else { return true }
        return RecordMatcher.areAlike(mine, theirs)
      })
    if !slugs.isEmpty {
      for index in batch.document.conferences.indices {
        var seen: Set<String> = []
        batch.document.conferences[index].series = batch.document.conferences[index].series
          .map { slugs[$0] ?? $0 }.filter { seen.insert($0).inserted }
      }
    }
    var conferences: [String: String] = [:]
    batch.document.conferences = Self.fold(
      batch.document.conferences, into: &conferences,
      key: { conference in
        guard let series = conference.series.first, let dates = conference.dates?.edtf else {
          return nil
        }
        return "\(series) \(conference.year ?? 0) \(dates)"
      },
      // Conferences with different home pages may be different events; `catalog check` reports the
      // likely duplicates.
      isOne: { $0.places.agrees(with: $1.places) && $0.home == $1.home })
    for index in batch.externalIDs.indices {
      let map = batch.externalIDs[index].kind == .series ? slugs : conferences
      guard [.series, .conference].contains(batch.externalIDs[index].kind) else { continue }
      batch.externalIDs[index].slug =
        map[batch.externalIDs[index].slug] ?? batch.externalIDs[index].slug
    }
    return batch
  }

  private static func fold<Record: CatalogRecord>(
    _ records: [Record], into slugs: inout [String: String], key: (Record) -> String?,
    isOne: (Record, Record) -> Bool
  ) -> [Record] {
    var kept: [Record] = []
    var places: [String: Int] = [:]
    for record in records {
      guard let key = key(record) else {
        kept.append(record)
        continue
      }
      guard let place = places[key], isOne(kept[place], record) else {
        if places[key] == nil { places[key] = kept.count }
        kept.append(record)
        continue
      }
      slugs[record.id] = kept[place].id
      for field in Record.fields where field.name != "deadlines" {
        if field.isUnknown(kept[place]) {
          field.take(&kept[place], record)
        } else if !field.isUnknown(record) {
          _ = field.reconcile(&kept[place], record)
        }
      }
    }
    return kept
  }
}

extension Conference {
  fileprivate var home: String? { links.first { $0.rel == "home" }?.url }
}

extension Places {
  /// Whether both can be true.
  func agrees(with other: Places) -> Bool {
    if isUnknown || other.isUnknown { return true }
    if case .contradiction = agreement(with: other) { return false }
    return true
  }
}
