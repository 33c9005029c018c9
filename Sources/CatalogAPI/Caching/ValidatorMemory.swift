import Catalog
import CatalogModel
import HTTP

/// The validators of the last responses, by what was asked: a tag that is still current is confirmed
/// without making its response again, and a response whose content an unrelated write has left as it
/// was keeps its Last-Modified.
///
/// Shared by the loops; bounded by bytes.
public final class ValidatorMemory: Sendable {
  private struct Entry: Sendable {
    var fields: Fields
    var revision: Int
    /// Which state of the served file it was made from: another file may have the same revision.
    var generation: Int
    /// When the clock makes another response of it.
    var changesAt: Int?
  }

  private let entries: Locked<RecentValues<AnswerKey, Entry>>

  public init(capacity: Int) {
    entries = Locked(RecentValues(capacity: capacity))
  }

  /// The fields of the response to a request as far as a 304 needs them; nil if they may have
  /// changed.
  func fields(_ key: AnswerKey, revision: Int, generation: Int, now: Instant) -> Fields? {
    guard let entry = entries.withLock({ $0.value(key) }), entry.revision == revision,
      entry.generation == generation,
      entry.changesAt.map({ now.seconds < $0 }) ?? true
    else { return nil }
    var response = Response(.ok, fields: entry.fields)
    response.changesAt = entry.changesAt
    response.shortenMaxAge(now: now)
    return response.fields
  }

  /// Notes a response of a revision; one with the same tag as before gets the same Last-Modified.
  func note(_ response: inout Response, _ key: AnswerKey, revision: Int) {
    guard let tag = response.fields[.etag] else { return }
    let known = entries.withLock { $0.value(key) }
    if let known, known.fields[.etag] == tag, let modified = known.fields[.lastModified],
      response.fields[.lastModified] != nil
    {
      response.fields[.lastModified] = modified
    }
    // Another loop may have noted a newer one.
    let generation = response.generation
    let isNewer =
      known.map { ($0.generation, $0.revision) <= (generation, revision) } ?? true
    guard isNewer else { return }
    let entry = Entry(
      fields: response.fields, revision: revision, generation: generation,
      changesAt: response.changesAt)
    entries.withLock { $0.keep(entry, for: key, cost: key.size + 1_024) }
  }
}
