import Catalog
import HTTP

extension QueryReading {
  /// The query reworded: a list, filters for it, and the remaining words.
  struct Candidate {
    var path: String
    var understood: [Interpretation.Understood] = []
    var rest = ""
    /// Number of words that it uses, of `total`.
    var taken = 0
    var total = 0

    var items: [QueryItem] {
      (rest.isEmpty ? [] : [(name: "q", value: rest)])
        + understood.filter { $0.parameter != "type" || path == "/search" }.flatMap { word in
          word.value.split(separator: ",").map { (name: word.parameter, value: String($0)) }
        }
    }
  }
}

extension QueryReading.Candidate {
  /// The parts that can be dropped from a query, the least important first; nil stands for the
  /// words that name no filter.
  static let parts: [String?] = [
    nil, "kind", "session_kind", "audience", "format", "topic", "when", "month", "year", "city",
    "region", "country", "series",
  ]

  /// Whether it uses nothing but kinds of records, conferences or sessions.
  var isOfKindOnly: Bool {
    understood.allSatisfy { ["type", "kind", "session_kind"].contains($0.parameter) }
  }

  /// Returns the candidate without a part; nil if it has no such part, or no other filter.
  func leavingOut(_ part: String?) -> Self? {
    var fewer = self
    guard let part else {
      guard !rest.isEmpty, understood.contains(where: { $0.parameter != "type" }) else {
        return nil
      }
      fewer.taken -= rest.split(separator: " ").count
      fewer.rest = ""
      // If it drops more words than it uses, the words are more specific than the filters.
      return fewer.taken * 2 >= fewer.total ? fewer : nil
    }
    guard understood.filter({ $0.parameter != "type" }).count > 1,
      let index = understood.firstIndex(where: { $0.parameter == part })
    else { return nil }
    let words = fewer.understood.remove(at: index).words
    // The same words can name an edition by its series and its year.
    let isShared = fewer.understood.contains { $0.words == words }
    fewer.taken -= isShared ? 1 : words.split(separator: " ").count
    return fewer
  }
}
