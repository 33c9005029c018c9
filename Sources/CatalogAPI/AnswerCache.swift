import Catalog
import HTTP

/// Answers of this loop by what was asked, for one revision of the data; bounded by bytes.
///
/// Belongs to one event loop. When it is full it starts anew: what is asked often is soon back.
struct AnswerCache {
  private let capacity: Int
  private var entries: [String: Response] = [:]
  private var bytes = 0
  /// The revision that all entries are of.
  private var revision = -1

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The answer as it may be sent now; nil where there is none.
  func response(_ key: String, revision: Int, now: Instant) -> Response? {
    guard self.revision == revision, var response = entries[key] else { return nil }
    if let second = response.changesAt {
      let changesAt = Instant(seconds: second)
      guard now < changesAt else { return nil }
      if Freshness.isNearing(changesAt, now) {
        response.fields["Cache-Control"] = Freshness.cacheControl(changesAt, now: now)
      }
    }
    return response
  }

  mutating func keep(_ response: Response, for key: String, revision: Int) {
    guard case .bytes(let content) = response.body else { return }
    if revision != self.revision {
      guard revision > self.revision else { return }
      removeAll()
      self.revision = revision
    }
    let size = content.count + key.utf8.count + 1_024
    guard size <= capacity / 8 else { return }
    if bytes + size > capacity { removeAll() }
    if entries.updateValue(response.prepared(), forKey: key) == nil { bytes += size }
  }

  private mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    bytes = 0
  }
}
