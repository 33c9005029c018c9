import Catalog
import CatalogModel
import HTTP

/// An event loop's cache of responses for one revision of the data; bounded by bytes.
///
/// It stores a response only when its key is requested for the second time: storing costs a third
/// of producing a short response, and a crawler requests almost every URL only once.
struct ResponseCache {
  private var answers: GenerationalCache<AnswerKey, Response>
  /// Marks of the keys that were requested, at the index that the key's hash gives; a newer mark
  /// replaces an older one.
  private var asked: [UInt32]
  /// The revision of all stored responses.
  private var revision = -1

  /// Approximate size of the stored responses, in bytes.
  var bytes: Int { answers.size }

  init(capacity: Int) {
    answers = GenerationalCache(capacity: capacity)
    asked = Array(repeating: 0, count: capacity > 0 ? 4_096 : 0)
  }

  /// Returns the stored response with a current max-age; nil if there is none.
  mutating func response(_ key: AnswerKey, revision: Int, now: Instant) -> Response? {
    guard self.revision == revision, var response = answers.value(key) else { return nil }
    if let second = response.changesAt {
      guard now.seconds < second else { return nil }
      response.shortenMaxAge(now: now)
    }
    return response
  }

  mutating func keep(_ response: Response, for key: AnswerKey, revision: Int) {
    guard key.method == .get, !asked.isEmpty, case .bytes(let content) = response.body,
      isAskedAgain(key)
    else {
      return
    }
    if revision != self.revision {
      guard revision > self.revision else { return }
      answers.removeAll()
      self.revision = revision
    }
    answers.keep(response.prepared(), for: key, cost: content.count + key.size + 1_024)
  }

  /// Whether the key was requested before, as far as the cache remembers; notes the key.
  private mutating func isAskedAgain(_ key: AnswerKey) -> Bool {
    let hash = UInt(bitPattern: key.hashValue)
    let index = Int(hash % UInt(asked.count))
    let mark = UInt32(truncatingIfNeeded: hash >> 32)
    if asked[index] == mark { return true }
    asked[index] = mark
    return false
  }
}
