import Catalog
import HTTP

/// The validators of the last responses, by what was asked: a tag that is still current is confirmed
/// without making its response again, and a response whose content an unrelated write has left as it
/// was keeps its Last-Modified.
///
/// Shared by the loops. Each response has one place, where the hash of its key says; a newer one
/// replaces it.
public final class ValidatorMemory: Sendable {
  private struct Entry: Sendable {
    var key: Int
    var fields: Fields
    var revision: Int
    /// When the clock makes another response of it.
    var changesAt: Int?
  }

  private let entries: Locked<[Entry?]>
  private let count: Int

  /// Remembers up to `count` responses, of about 500 bytes each.
  public init(count: Int) {
    self.count = count
    entries = Locked(Array(repeating: nil, count: count))
  }

  /// The fields of the response to a request as far as a 304 needs them; nil if they may have
  /// changed.
  func fields(_ key: AnswerKey, revision: Int, now: Instant) -> Fields? {
    guard let entry = entry(key), entry.revision == revision,
      entry.changesAt.map({ now.seconds < $0 }) ?? true
    else { return nil }
    var response = Response(.ok, fields: entry.fields)
    response.changesAt = entry.changesAt
    response.shortenMaxAge(now: now)
    return response.fields
  }

  /// Notes a response of a revision; one with the same tag as before gets the same Last-Modified.
  func note(_ response: inout Response, _ key: AnswerKey, revision: Int) {
    guard count > 0, let tag = response.fields[.etag] else { return }
    if let known = entry(key), known.fields[.etag] == tag,
      let modified = known.fields[.lastModified], response.fields[.lastModified] != nil
    {
      response.fields[.lastModified] = modified
      // Another loop may have noted a newer one.
      guard known.revision <= revision else { return }
    }
    let entry = Entry(
      key: key.hashValue, fields: response.fields, revision: revision,
      changesAt: response.changesAt)
    entries.withLock { $0[place(entry.key)] = entry }
  }

  private func entry(_ key: AnswerKey) -> Entry? {
    guard count > 0 else { return nil }
    let hash = key.hashValue
    let entry = entries.withLock { $0[place(hash)] }
    return entry?.key == hash ? entry : nil
  }

  private func place(_ hash: Int) -> Int { Int(UInt(bitPattern: hash) % UInt(count)) }
}
