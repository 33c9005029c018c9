import Catalog
import HTTP

extension QueryReading {
  /// The query in other words: a list, the filters for it, and the words that are left.
  struct Candidate {
    var path: String
    var understood: [Interpretation.Understood] = []
    var rest = ""
    /// How many words it takes account of, of how many.
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
  /// What can be left out of a query, what matters least first; nil stands for the words that name
  /// no filter.
  static let parts: [String?] = [
    nil, "kind", "session_kind", "audience", "format", "topic", "when", "month", "year", "city",
    "region", "country", "series",
  ]

  /// Whether a kind of event or session is all that it takes account of.
  var isOfKindOnly: Bool {
    understood.allSatisfy { ["type", "kind", "session_kind"].contains($0.parameter) }
  }

  /// The same without a part; nil where it has no such part, or nothing else.
  func leavingOut(_ part: String?) -> Self? {
    var fewer = self
    guard let part else {
      guard !rest.isEmpty, understood.contains(where: { $0.parameter != "type" }) else {
        return nil
      }
      fewer.taken -= rest.split(separator: " ").count
      fewer.rest = ""
      // Where more is left out than is kept, the words say more than the filters.
      return fewer.taken * 2 >= fewer.total ? fewer : nil
    }
    guard understood.filter({ $0.parameter != "type" }).count > 1,
      let index = understood.firstIndex(where: { $0.parameter == part })
    else { return nil }
    let words = fewer.understood.remove(at: index).words
    // An edition is a series and a year in the same words.
    let isShared = fewer.understood.contains { $0.words == words }
    fewer.taken -= isShared ? 1 : words.split(separator: " ").count
    return fewer
  }
}
