import HTTP

/// Answers of this loop by what was asked, for one revision of the data; bounded by bytes.
///
/// Belongs to one event loop. When it is full it starts anew: what is asked often is soon back.
struct AnswerCache {
  struct Entry {
    var response: Response
    var revision: Int
    /// Seconds since 1970 after which the clock may have changed the answer.
    var expires: Int
  }

  private let capacity: Int
  private var entries: [String: Entry] = [:]
  private var bytes = 0

  init(capacity: Int) {
    self.capacity = capacity
  }

  func response(_ key: String, revision: Int, now: Int) -> Response? {
    guard let entry = entries[key], entry.revision == revision, now < entry.expires else {
      return nil
    }
    return entry.response
  }

  mutating func keep(_ response: Response, for key: String, revision: Int, expires: Int) {
    guard case .bytes(let content) = response.body else { return }
    let size = content.count + key.utf8.count + 512
    guard size <= capacity / 8 else { return }
    if bytes + size > capacity {
      entries.removeAll()
      bytes = 0
    }
    if entries.updateValue(
      Entry(response: response, revision: revision, expires: expires), forKey: key) == nil
    {
      bytes += size
    }
  }
}
