import Catalog
import CatalogModel
import HTTP

/// The validators of the last responses, by request.
///
/// A request with a current tag gets its 304 without producing the response again, and a response
/// that an unrelated write did not change keeps its Last-Modified.
///
/// Shared by the loops; bounded by bytes.
public final class ValidatorMemory: Sendable {
  private struct Entry: Sendable {
    var fields: Fields
    var revision: Int
    /// The generation of the served file: another file may have the same revision.
    var generation: Int
    /// When the clock changes the response, in seconds since 1970; nil if it does not.
    var changesAt: Int?
  }

  private let entries: Locked<GenerationalCache<AnswerKey, Entry>>

  /// Creates a memory of at most about `capacity` bytes.
  public init(capacity: Int) {
    entries = Locked(GenerationalCache(capacity: capacity))
  }

  /// Returns the fields that a 304 to the request needs; nil if the response may have changed.
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

  /// Records the validators of a response.
  ///
  /// If the tag is the same as before, the response gets the earlier Last-Modified.
  func note(_ response: inout Response, _ key: AnswerKey, revision: Int) {
    guard let tag = response.fields[.etag] else { return }
    let known = entries.withLock { $0.value(key) }
    if let known, known.fields[.etag] == tag, let modified = known.fields[.lastModified],
      response.fields[.lastModified] != nil
    {
      response.fields[.lastModified] = modified
    }
    // Another loop may have recorded a newer response.
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
