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
    /// The words that it leaves out of account.
    var without: [String] = []

    var items: [QueryItem] {
      (rest.isEmpty ? [] : [(name: "q", value: rest)])
        + understood.filter { $0.parameter != "type" || path == "/search" }.flatMap { word in
          word.value.split(separator: ",").map { (name: word.parameter, value: String($0)) }
        }
    }
  }
}

extension QueryReading.Candidate {
  /// A part of a query that can be left out.
  enum Part {
    /// The words that name no filter.
    case words
    case filters(Set<String>)
  }

  private static let period: Set<String> = ["when", "from", "to", "month"]
  /// The time, with which any other part can be left out too.
  static let time = Part.filters(period.union(["year"]))

  /// The parts that can be dropped from a query, the least important first.
  ///
  /// A conference on the topic in another year is nearer than one on another topic in the year.
  static let parts: [Part] = [
    .filters(["kind"]), .filters(["session_kind"]), .filters(["audience"]), .filters(["format"]),
    .filters(period), time, .words, .filters(["topic"]), .filters(["city"]), .filters(["region"]),
    .filters(["country"]), .filters(["series"]),
  ]

  /// Whether it uses nothing but kinds of records, conferences or sessions.
  var isOfKindOnly: Bool {
    understood.allSatisfy { ["type", "kind", "session_kind"].contains($0.parameter) }
  }

  /// Returns the candidate without a part; nil if it has no such part, or no other filter.
  func leavingOut(_ part: Part) -> Self? {
    var fewer = self
    switch part {
    case .words:
      guard !rest.isEmpty, understood.contains(where: { $0.parameter != "type" }) else {
        return nil
      }
      fewer.leave(rest)
      fewer.rest = ""
      // If it drops more words than it uses, the words are more specific than the filters.
      return fewer.taken * 2 >= fewer.total ? fewer : nil
    case .filters(let names):
      let words = understood.filter { names.contains($0.parameter) }
      fewer.understood.removeAll { names.contains($0.parameter) }
      guard !words.isEmpty,
        !rest.isEmpty || fewer.understood.contains(where: { $0.parameter != "type" })
      else { return nil }
      for word in words where !fewer.without.contains(word.words) {
        // An edition is a series and a year in the same words.
        let isShared = fewer.understood.contains { $0.words == word.words }
        fewer.leave(isShared ? word.value : word.words)
      }
      return fewer
    }
  }

  /// Returns the candidate with the topics above its topic; nil if there are none.
  func broadened(_ reader: CatalogReader) throws -> Self? {
    guard let index = understood.firstIndex(where: { $0.parameter == "topic" }) else { return nil }
    let broader = try reader.names.broaderTopics(understood[index].value)
    guard !broader.isEmpty else { return nil }
    var fewer = self
    fewer.leave(understood[index].words)
    fewer.understood[index].value = broader.joined(separator: ",")
    return fewer
  }

  private mutating func leave(_ words: String) {
    without.append(words)
    taken = max(0, taken - words.split(separator: " ").count)
  }
}
