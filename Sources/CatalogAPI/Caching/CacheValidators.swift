import Catalog
import CatalogModel
import HTTP

/// The validators and cache directives of a response.
///
/// The entity tag depends on nothing but the content: the same bytes have the same tag on every
/// server, and a write that does not change the bytes does not change the tag.
struct CacheValidators {
  /// Maximum `max-age`, in seconds: the delay after which every client sees a change.
  private static let longest = 60

  let revision: Int
  let revisedAt: Instant
  let now: Instant
  let changedAt: Instant?
  let changesAt: Instant?
  let countsDown: Bool
  let isCacheable: Bool
  /// Whether Accept chose the representation, because the URL names none.
  let isNegotiated: Bool

  /// Sets the validators and the cache directives.
  func apply(to response: inout Response, tag: @autoclosure () -> EntityTag?) {
    response.revision = revision
    response.fields[.xRevision] = String(revision)
    response.fields[.vary] = (isNegotiated ? "Accept, " : "") + "Accept-Encoding, Prefer"
    guard isCacheable else {
      response.fields[.cacheControl] = "no-store"
      return
    }
    response.fields[.etag] = tag()?.description
    // The latest instant at which the content can have changed. ValidatorMemory knows an earlier
    // one if the server has sent the same content before.
    let modified = max(revisedAt, changedAt ?? revisedAt)
    response.fields[.lastModified] = HTTPDate(seconds: modified.seconds).description
    response.fields[.cacheControl] = Self.cacheControl(changesAt, now: now)
  }

  /// Returns the tag of content that is complete.
  ///
  /// `other` is what else of the response may change: the media type and the links to other pages.
  ///
  /// The tag of a single record begins with the record's own state; If-Match compares only that.
  static func tag(
    of content: [UInt8], _ other: String, record: RecordTag? = nil
  ) -> EntityTag? {
    EntityTag(
      (record.map { "\($0.text)." } ?? "") + ContentHash(content).text + "."
        + String(ContentHash(Array(other.utf8)).text.prefix { $0 != "." }))
  }

  /// Returns the weak tag of a streamed list of which only the first part exists.
  ///
  /// It depends on that part, the revision of the data, and the period in which the clock does not
  /// change the list.
  func tag(ofPartsBeginningWith piece: StreamedPart, _ other: String) -> EntityTag? {
    if countsDown { return tag(ofCountdown: piece, "\(revision) \(revisedAt) \(other)") }
    let clock = [changedAt, changesAt].map { $0.map { String($0.seconds, radix: 36) } ?? "" }
    let state = "\(revision) \(revisedAt) \(clock.joined(separator: " ")) \(other)"
    return Self.tag(of: piece.bytes, state).flatMap { EntityTag($0.opaque, isWeak: true) }
  }

  /// Returns the weak tag of content with a countdown.
  ///
  /// It depends on the content without the countdown, and on the minute.
  ///
  /// So a client that asks again within a minute gets a 304, and its copy is at most a minute off.
  func tag(
    ofCountdown piece: StreamedPart, _ other: String, record: RecordTag? = nil
  ) -> EntityTag? {
    let content = (piece.countdown ?? .member).removed(from: piece.bytes)
    return Self.tag(ofCountdown: content, other, now: now, record: record)
  }

  /// Returns the weak tag of content from which the countdown was removed.
  static func tag(
    ofCountdown content: [UInt8], _ other: String, now: Instant, record: RecordTag? = nil
  ) -> EntityTag? {
    tag(of: content, "\(now.seconds / 60) \(other)", record: record)
      .flatMap { EntityTag($0.opaque, isWeak: true) }
  }

  /// Returns the Cache-Control of a response: fresh for at most a minute, and not beyond the
  /// instant at which the clock changes it.
  static func cacheControl(_ changesAt: Instant?, now: Instant) -> String {
    // The clock may be nearly a second past `now`.
    let left = changesAt.map { max(0, $0.seconds - now.seconds - 1) } ?? Int.max
    let fresh = min(longest, left)
    let stale = min(600, left - fresh)
    return "public, max-age=\(fresh)"
      + (stale > 0 ? ", stale-while-revalidate=\(stale)" : "") + ", stale-if-error=86400"
  }

  /// Whether the clock changes a stored response so soon that its Cache-Control must be set anew.
  static func needsShorterMaxAge(_ changesAt: Instant, _ now: Instant) -> Bool {
    changesAt.seconds - now.seconds <= longest + 600
  }
}

extension Response {
  /// Limits how long caches may store the response to the instant at which the clock changes it.
  ///
  /// The response may have been made a while ago.
  mutating func shortenMaxAge(now: Instant) {
    guard let changesAt = changesAt.map({ Instant(seconds: $0) }),
      fields[.cacheControl] != "no-store", CacheValidators.needsShorterMaxAge(changesAt, now)
    else { return }
    fields[.cacheControl] = CacheValidators.cacheControl(changesAt, now: now)
  }
}

/// The part of a record's entity tag that changes only when the record itself does.
struct RecordTag: Equatable {
  let revision: Int
  let updatedAt: Int

  init(_ standing: RecordState) {
    self.init(revision: standing.revision, updatedAt: standing.updatedAt.seconds)
  }

  init(revision: Int, updatedAt: Int) {
    self.revision = revision
    self.updatedAt = updatedAt
  }

  /// Fails if the tag does not begin with a record's state.
  init?(_ tag: EntityTag) {
    let parts = tag.opaque.prefix { $0 != "." }.split(separator: "-")
    guard parts.count == 2, parts[0].first == "r",
      let revision = Int(parts[0].dropFirst(), radix: 36), let updatedAt = Int(parts[1], radix: 36)
    else { return nil }
    self.init(revision: revision, updatedAt: updatedAt)
  }

  /// The beginning of the entity tags of all representations of the record.
  var text: String { "r\(String(revision, radix: 36))-\(String(updatedAt, radix: 36))" }
}
