import Catalog
import CatalogModel
import HTTP

/// Answers of this loop by what was asked, for one revision of the data; bounded by bytes.
///
/// Belongs to one event loop. What is asked once is not kept: keeping costs a third of making a short
/// answer, and a crawler asks almost everything only once.
struct AnswerCache {
  private var answers: RecentValues<AnswerKey, Response>
  /// Marks of what was asked before, each where its hash says; a newer one replaces it.
  private var asked: [UInt32]
  /// The revision that all answers are of.
  private var revision = -1

  /// About how many bytes it holds.
  var bytes: Int { answers.size }

  init(capacity: Int) {
    answers = RecentValues(capacity: capacity)
    asked = Array(repeating: 0, count: capacity > 0 ? 4_096 : 0)
  }

  /// The answer as it may be sent now; nil where there is none.
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

  /// Whether a key was here before, as far as is remembered.
  private mutating func isAskedAgain(_ key: AnswerKey) -> Bool {
    let hash = UInt(bitPattern: key.hashValue)
    let index = Int(hash % UInt(asked.count))
    let mark = UInt32(truncatingIfNeeded: hash >> 32)
    if asked[index] == mark { return true }
    asked[index] = mark
    return false
  }
}
