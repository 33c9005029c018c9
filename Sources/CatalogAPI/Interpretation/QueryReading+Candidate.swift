import Catalog
import CatalogForm
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
    /// Whether the remaining words include some that name a topic.
    var keepsTopicAsWords = false

    var items: [QueryItem] {
      (rest.isEmpty ? [] : [(name: "q", value: rest)])
        + understood.filter { $0.parameter != "type" || path == "/search" }.flatMap { word in
          // A city can have its region behind a comma.
          (word.parameter == "near" ? [Substring(word.value)] : word.value.split(separator: ","))
            .map { (name: word.parameter, value: String($0)) }
        }
    }

    /// The candidates with each of the places for which its words can stand.
    var ofEachPlace: [Self] {
      guard let index = understood.firstIndex(where: { !$0.choices.isEmpty }) else { return [self] }
      return understood[index].choices.map { place in
        var one = self
        one.understood[index].value = place
        return one
      }
    }

    /// The candidate for deadlines that are still ahead.
    var ofOpen: Self {
      var next = self
      next.understood.append(.init(words: "next", parameter: "status", value: "open"))
      return next
    }

    /// Whether expected deadlines follow the announced ones.
    var includesExpected: Bool {
      understood.contains { $0.parameter == "expected" && $0.value == "include" }
    }

    /// The candidate and that for expected deadlines: of an edition, whose announced deadlines come
    /// first, or of what is next, if nothing is announced.
    var withExpected: [Self] {
      guard path == "/deadlines", understood.contains(where: { $0.parameter == "series" }) else {
        return [self]
      }
      var more = self
      if let next = understood.firstIndex(where: { $0.value == "open" }) {
        more.understood[next].parameter = "expected"
        more.understood[next].value = "only"
        return [self, more]
      }
      guard let year = understood.first(where: { $0.parameter == "year" }) else { return [self] }
      more.understood.append(.init(words: year.words, parameter: "expected", value: "include"))
      return [more, self]
    }
  }
}

extension QueryReading.Candidate {
  /// The candidate for papers that are presented as posters, too; empty if it is not for papers.
  ///
  /// It comes second, since some programmes have their poster sessions as posters.
  var withPosters: [Self] {
    guard path == "/sessions",
      let index = understood.firstIndex(where: { $0.value == "paper,oral" })
    else { return [] }
    var more = self
    more.understood[index].value += ",poster"
    return [more]
  }

  /// A part of a query that can be left out.
  enum Part {
    /// The words that name no filter.
    case words
    case filters(Set<String>)
    /// The topic, in favour of those above it.
    case narrowTopic
    /// The city, in favour of what is near it.
    case exactPlace
    /// The city, in favour of what is in a wider area around it.
    case wideArea
    /// The city or region, in favour of its country.
    case narrowPlace
    /// The place, in favour of its continent.
    case place
  }

  private static let period: Set<String> = ["when", "from", "to", "month"]
  /// The time of the deadlines of conferences.
  static let deadlineTime = Part.filters(["deadline.from", "deadline.to", "deadline.within"])
  /// The time, with which any other part can be left out too.
  static let time = Part.filters(period.union(["year"]))

  /// The parts that can be dropped from a query, the least important first.
  ///
  /// A conference on the topic in another year is nearer than one on another topic in the year.
  static let parts: [Part] = [
    .filters(["kind"]), .filters(["session_kind"]), .filters(["audience"]), .filters(["format"]),
    .filters(period), time, deadlineTime, .filters(["deadline.kind"]), .words, .narrowTopic,
    .exactPlace, .wideArea, .narrowPlace, .place,
    .filters(["topic"]), .filters(["city", "near", "radius", "sort"]), .filters(["region"]),
    .filters(["country"]),
    .filters(["series"]),
  ]

  /// Whether it is for an edition of a series.
  var namesEdition: Bool {
    understood.contains { $0.parameter == "series" }
      && understood.contains { $0.parameter == "year" }
  }

  /// Whether it uses nothing but kinds of records, conferences or sessions.
  ///
  /// Kinds of deadlines other than that for papers tell more.
  var isOfKindOnly: Bool {
    understood.allSatisfy { ["type", "kind", "session_kind"].contains($0.parameter) }
      && !(path == "/deadlines"
        && understood.contains { $0.parameter == "kind" && $0.value != QueryVocabulary.papers })
  }

  /// Returns the candidate without a part; nil if it has no such part, or no other filter.
  func leavingOut(_ part: Part, _ reader: CatalogReader) throws -> Self? {
    var fewer = self
    switch part {
    case .narrowTopic: return try broadened(reader)
    case .wideArea:
      guard var wider = try leavingOut(.exactPlace, reader),
        let near = wider.understood.first(where: \.isNear)
      else { return nil }
      wider.understood.append(.init(words: near.words, parameter: "radius", value: "300km"))
      return wider
    case .exactPlace:
      var wider = widened(to: "near") { level, name in level == "city" ? name : nil }
      if let index = wider?.understood.firstIndex(where: { $0.parameter == "near" }) {
        let name = wider?.understood[index].value ?? ""
        wider?.understood[index].choices = try reader.names.cityChoices(name)
      }
      return wider
    case .narrowPlace:
      return try widened(to: "country") { level, name in
        try level == "country" ? nil : reader.names.country(ofThe: level, named: name)
      }
    case .place:
      return try widened(to: "region") { try reader.names.continent(ofThe: $0, named: $1) }
    case .words:
      guard !rest.isEmpty, !keepsTopicAsWords,
        understood.contains(where: { $0.parameter != "type" })
      else {
        return nil
      }
      fewer.leave(rest)
      fewer.rest = ""
      // If it drops more words than it uses, the words are more specific than the filters.
      return fewer.taken * 2 >= fewer.total ? fewer : nil
    case .filters(let names):
      let words = understood.filter { names.contains($0.parameter) }
      fewer.understood.removeAll { names.contains($0.parameter) }
      if !names.isDisjoint(with: ["year", "series"]) {
        fewer.understood.removeAll { $0.parameter == "expected" }
      }
      if names.contains("series") {
        // The year of an edition means little without its series.
        fewer.understood.removeAll { year in
          year.parameter == "year" && words.contains { $0.words == year.words }
        }
      }
      // A word such as "deadline" names the list and the kinds in it at once.
      guard words.contains(where: { word in !fewer.understood.contains { $0.isList(word.words) } }),
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
  private func broadened(_ reader: CatalogReader) throws -> Self? {
    guard let index = understood.firstIndex(where: { $0.parameter == "topic" }) else { return nil }
    let broader = try reader.names.broaderTopics(understood[index].value)
    guard !broader.isEmpty else { return nil }
    var fewer = self
    fewer.leave(understood[index].words)
    fewer.understood[index].value = broader.joined(separator: ",")
    return fewer
  }

  /// Returns the candidate with a parameter for what contains its place; nil if it has no place,
  /// several, or one in no such area.
  private func widened(
    to parameter: String, area: (_ level: String, _ name: String) throws -> String?
  ) rethrows -> Self? {
    let places = understood.indices.filter {
      ["city", "region", "country"].contains(understood[$0].parameter)
    }
    guard places.count == 1,
      let area = try area(understood[places[0]].parameter, understood[places[0]].value)
    else { return nil }
    var wider = self
    wider.leave(understood[places[0]].words)
    wider.understood[places[0]].parameter = parameter
    wider.understood[places[0]].value = area
    return wider
  }

  private mutating func leave(_ words: String) {
    without.append(words)
    taken = max(0, taken - words.split(separator: " ").count)
  }
}

extension Interpretation.Understood {
  var isNear: Bool { parameter == "near" }

  fileprivate func isList(_ words: String) -> Bool { parameter == "type" && self.words == words }
}
