import Catalog
import HTTP

/// How long an answer stays what it is, and how a client can tell.
///
/// An answer depends on the data's revision, on the question, on the form, and sometimes on the
/// clock; it is the same for every client and on every server with the same data.
struct Freshness {
  /// Seconds for which an answer may be reused without asking: how late a client may see a change.
  private static let longest = 60
  /// Counts the ways in which this program has written the same data: one more whenever a change to
  /// the program changes answers, so that no client takes an old one for the new.
  private static let generation = 5

  let revision: Int
  let revisedAt: Instant
  /// What was asked, without its form.
  let question: String
  let now: Instant
  let changedAt: Instant?
  let changesAt: Instant?
  let isKept: Bool

  init(_ call: Call) {
    revision = call.reader.revision
    revisedAt = call.reader.revisedAt
    question = call.url(call.arguments.asked) + (call.arguments.ignored.isEmpty ? "" : " lenient")
    now = call.now
    changedAt = call.filling.changedAt
    changesAt = call.filling.changesAt
    // It tells how long answering took, which is another time every time.
    isKept = call.isKept && !call.arguments.flag("explain")
  }

  /// Sets the validators and what caches may do.
  func apply(to fields: inout Fields, form: String) {
    fields[.xRevision] = String(revision)
    fields[.vary] = "Accept, Accept-Encoding, Prefer"
    guard isKept else {
      fields[.cacheControl] = "no-store"
      return
    }
    fields[.etag] = "\"\(tag(form))\""
    // The clock changes answers too.
    let modified = max(revisedAt, changedAt ?? revisedAt)
    fields[.lastModified] = HTTPDate(seconds: modified.seconds).description
    fields[.cacheControl] = Self.cacheControl(changesAt, now: now)
  }

  /// Fresh for a minute, and never beyond the instant at which the clock changes the response.
  static func cacheControl(_ changesAt: Instant?, now: Instant) -> String {
    // The clock may be nearly a second past `now`.
    let left = changesAt.map { max(0, $0.seconds - now.seconds - 1) } ?? Int.max
    let fresh = min(longest, left)
    let stale = min(600, left - fresh)
    return "public, max-age=\(fresh)"
      + (stale > 0 ? ", stale-while-revalidate=\(stale)" : "") + ", stale-if-error=86400"
  }

  /// Whether a kept answer must say anew for how long it is fresh.
  static func isNearing(_ changesAt: Instant, _ now: Instant) -> Bool {
    changesAt.seconds - now.seconds <= longest + 600
  }

  /// A hash of all that is known before the data is asked; of what the clock decides, the two
  /// instants between which it is the same stand behind it.
  private func tag(_ form: String) -> String {
    guard changedAt != nil || changesAt != nil else { return hash(form) }
    func digits(_ instant: Instant?) -> String {
      instant.map { String($0.seconds, radix: 36) } ?? ""
    }
    return "\(hash(form))-\(digits(changedAt))-\(digits(changesAt))"
  }

  private func hash(_ form: String) -> String {
    Self.fingerprint("\(Self.generation) \(revision) \(revisedAt.seconds) \(form) " + question)
  }

  /// The one of a client's tags that is that of the answer, which need not be made to know it; with
  /// the instants that stand in it.
  func confirmed(
    among tags: [EntityTag], _ form: String
  ) -> (tag: EntityTag, changedAt: Instant?, changesAt: Instant?)? {
    let hash = hash(form)
    for tag in tags where isKept && tag.opaque.hasPrefix(hash) {
      var parts = tag.opaque.split(separator: "-", omittingEmptySubsequences: false)
      if parts.last == ContentCoding.tagSuffix.dropFirst() { parts.removeLast() }
      guard parts[0] == hash else { continue }
      if parts.count == 1 { return (tag, nil, nil) }
      guard parts.count == 3 else { continue }
      let instants = parts[1...].map { Int($0, radix: 36).map { Instant(seconds: $0) } }
      guard zip(parts[1...], instants).allSatisfy({ $0.isEmpty == ($1 == nil) }),
        instants[0].map({ $0 <= now }) ?? true, instants[1].map({ now < $0 }) ?? true
      else { continue }
      return (tag, instants[0], instants[1])
    }
    return nil
  }

  /// Two hashes: they tell answers apart, and guard nothing.
  private static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var second: UInt64 = 0x9e37_79b9_7f4a_7c15
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      second = (second &+ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
      second ^= second >> 29
    }
    return String(hash, radix: 36) + String(second, radix: 36)
  }
}

extension Response {
  /// Lets no cache keep the response beyond the instant at which the clock changes it; it may have
  /// been made a while ago.
  mutating func shortenMaxAge(now: Instant) {
    guard let changesAt = changesAt.map({ Instant(seconds: $0) }),
      fields[.cacheControl] != "no-store", Freshness.isNearing(changesAt, now)
    else { return }
    fields[.cacheControl] = Freshness.cacheControl(changesAt, now: now)
  }
}
