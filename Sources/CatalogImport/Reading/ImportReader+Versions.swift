import CatalogForm
import CatalogModel

/// Resolves several files with the same programme: older versions, such as a draft beside the final
/// one, or parts, such as one calendar per day.
///
/// Merged one after the other, each would undo the previous one, and again at every import.
extension ImportReader {
  /// Keeps only the last version of a programme, and marks no part as complete.
  static func resolveVersions(in batches: inout [ImportBatch]) {
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
      resolveVersions(group, in: &batches)
    }
  }

  private static func resolveVersions(_ group: [Int], in batches: inout [ImportBatch]) {
    // A file that names its conference takes precedence over one that only is in its folder.
    let named = group.filter { isNamed(batches[$0]) }
    let isSure = group.allSatisfy { batches[$0].isSurelyWhole }
    var left: [(index: Int, sessions: Set<ExternalID>)] = []
    for index in group.reversed() {
      if isSure, let name = named.last, !named.contains(index) {
        skip(index, for: name, in: &batches)
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
        skip(index, for: later.index, in: &batches)
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
          reason:
            "holds one of several parts of a programme; sessions that it lacks were not removed"))
    }
  }

  /// Whether the file itself names its conference.
  private static func isNamed(_ batch: ImportBatch) -> Bool {
    batch.document.conferences.contains { conference in
      batch.completeProgrammes.contains(conference.id)
        && conference.sources.contains { $0.fields == ["*"] }
    }
  }

  private static func skip(_ index: Int, for other: Int, in batches: inout [ImportBatch]) {
    var empty = ImportBatch(source: nil, origin: batches[index].origin)
    empty.problems = [
      ImportProblem(
        .notice, file: batches[index].origin,
        reason: "skipped: another version of the same programme was imported",
        value: batches[other].origin)
    ]
    batches[index] = empty
  }
}
