import Catalog
import CatalogModel

/// Several files that are read together may hold one programme: an older version of it, as a draft
/// beside the final one, or parts of it, as a calendar a day.
///
/// Merged one after the other, each would undo what the one before it did, and at every import again.
extension ImportReader {
  /// Of versions of one programme only the last is left, of parts none is taken for the whole.
  static func settle(_ batches: inout [ImportBatch]) {
    guard batches.count > 1 else { return }
    var order: [String] = []
    var groups: [String: [Int]] = [:]
    for (index, batch) in batches.enumerated() {
      guard let source = batch.source?.id else { continue }
      for conference in Set(batch.document.sessions.map(\.conference)).sorted() {
        let key = "\(source) \(conference)"
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(index)
      }
    }
    for key in order {
      guard let group = groups[key], group.count > 1,
        group.contains(where: { !batches[$0].completeProgrammes.isEmpty })
      else { continue }
      settle(group, in: &batches)
    }
  }

  private static func settle(_ group: [Int], in batches: inout [ImportBatch]) {
    // A site that says which conference it is goes before one that only lies in its folder.
    let named = group.filter { isNamed(batches[$0]) }
    let isSure = group.allSatisfy { batches[$0].isSurelyWhole }
    var left: [(index: Int, sessions: Set<ExternalID>)] = []
    for index in group.reversed() {
      if isSure, let name = named.last, !named.contains(index) {
        leaveOut(index, for: name, in: &batches)
        continue
      }
      let sessions = Set(
        batches[index].externalIDs.filter { $0.kind == .session }.map { id in
          var id = id
          id.slug = ""
          return id
        })
      let later = left.first { other in
        other.sessions.intersection(sessions).count * 2
          >= min(other.sessions.count, sessions.count)
      }
      if let later {
        leaveOut(index, for: later.index, in: &batches)
      } else {
        left.append((index, sessions))
      }
    }
    guard left.count > 1 else { return }
    for (index, _) in left where !batches[index].completeProgrammes.isEmpty {
      batches[index].completeProgrammes = []
      batches[index].problems.append(
        ImportProblem(
          .notice, file: batches[index].origin,
          reason: "is one of several parts of a programme; nothing is taken to be gone from it"))
    }
  }

  /// Whether the source itself names its conference.
  private static func isNamed(_ batch: ImportBatch) -> Bool {
    batch.document.conferences.contains { conference in
      batch.completeProgrammes.contains(conference.id)
        && conference.sources.contains { $0.fields == ["*"] }
    }
  }

  private static func leaveOut(_ index: Int, for other: Int, in batches: inout [ImportBatch]) {
    var empty = ImportBatch(source: nil, origin: batches[index].origin)
    empty.problems = [
      ImportProblem(
        .notice, file: batches[index].origin,
        reason: "is not read: another version of the same programme is read",
        value: batches[other].origin)
    ]
    batches[index] = empty
  }
}
