import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// The words of a query read as the filters that they name, by the vocabularies of the catalog.
///
/// The longest words that have a meaning are taken first, from left to right.
struct QueryReading {
  /// Maximum number of terms to look up; further ones stay words.
  private static let mostTerms = 20
  /// Maximum number of lists to try.
  private static let mostCandidates = 9
  /// Maximum length of a name, in words.
  private static let longestName = 6

  /// Neighbouring words and their possible meanings, the most likely first.
  private struct Span {
    var terms: Range<Int>
    var words: String
    var meanings: [WordMeaning]

    /// Whether the first two meanings are places.
    var namesSeveralPlaces: Bool {
      meanings.count > 1 && meanings.prefix(2).allSatisfy(\.isPlace)
    }

    /// Whether the words most likely mean values of a filter.
    func names(_ parameter: String) -> Bool {
      if case .filter(parameter, _) = meanings[0] { true } else { false }
    }
  }

  /// Whether a place by one meaning can be another one by the next.
  private var namesSeveralPlaces: Bool { spans.contains(where: \.namesSeveralPlaces) }

  private let text: SearchText
  private var spans: [Span] = []
  /// Whether the words are the name of a continent or a group of countries.
  private let isGroup: Bool
  private let today: Day

  init(_ text: SearchText, _ reader: CatalogReader, today: Day) throws {
    self.text = text
    self.today = today
    isGroup = try text.terms.count < 4 && reader.names.isGroup(text.text)
    let edition = try reader.names.edition(in: text)
    var start = 0
    let end = min(text.terms.count, Self.mostTerms)
    while start < end {
      if let edition, edition.terms.lowerBound == start {
        spans.append(
          Span(
            terms: edition.terms, words: words(edition.terms),
            meanings: [
              .filter("series", edition.series.joined(separator: ",")),
              .filter("year", "\(edition.year)"),
            ]))
        start = edition.terms.upperBound
        continue
      }
      let limit = min(end, start + Self.longestName)
      let range = try stride(from: limit, to: start, by: -1).lazy.map { start..<$0 }
        .first { try add($0, reader) }
      start = range?.upperBound ?? start + 1
    }
    joinAlternatives()
  }

  /// Takes "Tokyo or Kyoto" and "Germany, Austria" for values of one filter.
  private mutating func joinAlternatives() {
    var joined: [Span] = []
    for span in spans {
      var front = joined
      var links: [String] = []
      while let last = front.last, case .filler = last.meanings[0] {
        links.append(Folding.fold(last.words))
        front.removeLast()
      }
      if front.last.map({ text.terms[$0.terms.upperBound - 1].piece.hasSuffix(",") }) == true {
        links.append("and")
      }
      // "ICRA IROS deadlines" are those of both.
      let areSeries = links.isEmpty && span.names("series") && front.last?.names("series") == true
      let isEither = areSeries || links.contains { ["or", "oder", "ou", "vs"].contains($0) }
      if isEither || links.contains(where: { ["and", "und", "et"].contains($0) }),
        let first = front.last,
        first.terms.upperBound + (joined.count - front.count) == span.terms.lowerBound
      {
        var meanings = first.meanings.compactMap { one in
          span.meanings.lazy.compactMap { one.joined(with: $0, isEither: isEither) }.first
        }
        if !meanings.isEmpty {
          // In "ICML or NeurIPS 2027", the year of the edition applies to both.
          if !(meanings + spans.map { $0.meanings[0] }).contains(where: \.isYear) {
            meanings += (first.meanings + span.meanings).filter(\.isYear).prefix(1)
          }
          let terms = first.terms.lowerBound..<span.terms.upperBound
          joined = front.dropLast() + [Span(terms: terms, words: words(terms), meanings: meanings)]
          continue
        }
      }
      joined.append(span)
    }
    spans = joined
  }

  /// Adds a span if the words have a meaning; returns whether they have one.
  private mutating func add(_ terms: Range<Int>, _ reader: CatalogReader) throws -> Bool {
    guard text.terms[terms].allSatisfy({ !$0.isExcluded && !$0.isQuoted }) else { return false }
    let words = words(terms)
    // "Best paper" is an award.
    if isBestPaper(terms.lowerBound) || isBestPaper(terms.lowerBound - 1) { return false }
    // "Big data conferences" asks for a topic, although a series has this name.
    let front = terms.dropLast()
    if !front.isEmpty, QueryVocabulary.isConference(text.terms[terms.upperBound - 1].words[0]),
      !(try reader.names.topics(named: self.words(front))).isEmpty
    {
      return false
    }
    var meanings = try ranks(words, reader)
    let before = terms.lowerBound > 0 ? text.terms[terms.lowerBound - 1].words : []
    // "In la" is a place.
    if QueryVocabulary.smallFillers.contains(words), before != ["in"] { meanings = [.filler] }
    if meanings.isEmpty { meanings = QueryVocabulary.meanings(of: Folding.fold(words)) }
    // "Deadlines 60 days" are those of the next 60 days.
    if meanings.isEmpty, terms.count == 2, Int(text.terms[terms.lowerBound].piece) != nil,
      asksFor("deadlines"), let period = Period("next \(Folding.fold(words))")
    {
      meanings = [.period(period)]
    }
    if meanings.isEmpty, terms.count == 1, let date = QueryVocabulary.date(words) {
      meanings = [date]
    }
    if meanings.isEmpty, terms.count == 1, let year = text.terms[terms.lowerBound].year,
      year > 1949,
      words.utf8.count == 4
    {
      meanings = [.filter("year", "\(year)")]
    }
    if meanings.isEmpty {
      // "For startups" and "startup conferences" state the audience, not the topic.
      meanings = try names(words, reader, isPlace: ["in", "the"].contains(before.first))
      if asksForNearness(before: terms.lowerBound), meanings.contains(where: \.isCity),
        try !reader.names.cities(locatedBy: words).isEmpty
      {
        meanings.insert(.filter("near", words), at: 0)
      }
      let after = terms.upperBound < text.terms.count ? text.terms[terms.upperBound].words : []
      if before == ["for"] || after == ["friendly"]
        || QueryVocabulary.isConference(after.joined(separator: " ")),
        let index = meanings.firstIndex(where: \.isAudience)
      {
        meanings.swapAt(0, index)
      }
    }
    if !meanings.isEmpty { spans.append(Span(terms: terms, words: words, meanings: meanings)) }
    return !meanings.isEmpty
  }

  /// Returns ranks in usual spellings: "CORE A*", "CCF-A", and "A*", "rank B" and "A-ranked" of any
  /// system; "top-tier" is A*.
  private func ranks(_ words: String, _ reader: CatalogReader) throws -> [WordMeaning] {
    guard words.hasSuffix("*") || words.utf8.count > 4 else { return [] }
    var parts = words.lowercased().split { " -".contains($0) }.map(String.init)
    if ["top tier", "tier 1", "first tier"].contains(parts.joined(separator: " ")) {
      parts = ["a*"]
    }
    let isOfAny = parts.count == 2 && parts.contains { ["rank", "ranked", "tier"].contains($0) }
    if isOfAny { parts.removeAll { ["rank", "ranked", "tier"].contains($0) } }
    let name = parts.joined(separator: ":")
    let ranks = try reader.names.ranks().filter { rank in
      let rank = rank.lowercased()
      return rank == name || (isOfAny || name.hasSuffix("*")) && rank.hasSuffix(":\(name)")
    }
    return ranks.isEmpty ? [] : [.filter("rank", ranks.joined(separator: ","))]
  }

  private func isBestPaper(_ start: Int) -> Bool {
    text.terms.indices.contains(start) && text.terms.indices.contains(start + 1)
      && text.terms[start].words == ["best"] && text.terms[start + 1].words[0].hasPrefix("paper")
  }

  /// Whether the words before a term ask for what is near a place: "near", "close to".
  private func asksForNearness(before end: Int) -> Bool {
    let words = text.terms[..<end].map { $0.words[0] }
    return spans.contains { $0.names("radius") }
      || words.contains(where: QueryVocabulary.nearness.contains)
      || zip(words, words.dropFirst()).contains { $0 == "close" && $1 == "to" }
  }

  /// Whether a word asks for deadlines, and none for conferences.
  private var asksForDeadlines: Bool {
    !asksForConferences
      && text.wanted.contains { term in
        QueryVocabulary.meanings(of: term.words.joined(separator: " ")).contains(
          where: \.isOfDeadlines)
      }
  }

  private func asksFor(_ word: String) -> Bool { text.wanted.contains { $0.words[0] == word } }

  private var asksForConferences: Bool {
    text.wanted.contains { term in
      term.words[0].hasSuffix("s") && QueryVocabulary.isConference(term.words[0])
    }
  }

  private func names(
    _ words: String, _ reader: CatalogReader, isPlace: Bool
  ) throws -> [WordMeaning] {
    var meanings: [WordMeaning] = []
    func add(_ parameter: String, _ found: [String], as value: String? = nil) {
      if !found.isEmpty {
        meanings.append(.filter(parameter, value ?? found.joined(separator: ",")))
      }
    }
    add("topic", try reader.names.topics(named: words))
    // "European conferences" are those in Europe; "European conference on" begins a name.
    if let place = QueryVocabulary.places[Folding.fold(words)], asksForConferences {
      return try names(place, reader, isPlace: true)
    }
    // In lower case most country codes are words: "in", "no", "us".
    let isCode =
      words.utf8.count == 2 && !["uk", "eu"].contains(words) && !(isPlace && words == "us")
    // "AI" and "ML" are topics, and not Anguilla and Mali.
    if !isCode || (meanings.isEmpty && words == words.uppercased()) {
      let countries = try reader.names.countries(named: words)
      // Several are a continent or a group, which is a region.
      if countries.count == 1 { add("country", countries) }
      // A comma separates values.
      add("city", try reader.names.cities(named: words), as: words.contains(",") ? nil : words)
      add("region", try reader.names.regions(named: words), as: words.contains(",") ? nil : words)
    }
    add("audience", try reader.names.audiences(named: words))
    add("series", try reader.names.series(named: words))
    // "AAAI" in capitals is the series, although a topic has this name.
    let isAcronym =
      words.utf8.count > 3 && words == words.uppercased() && words != words.lowercased()
    // So is "recsys" in "recsys deadline", and "kdd" unless the query asks for conferences.
    if case .filter("series", let series)? = meanings.last,
      isAcronym || !words.contains(" ") && asksForDeadlines
        || series == words.lowercased() && !asksForConferences
    {
      meanings.swapAt(0, meanings.count - 1)
    }
    return meanings
  }

  /// Returns the terms as typed, without punctuation at either end.
  private func words(_ terms: Range<Int>) -> String {
    let typed = text.terms[terms].map(\.piece).joined(separator: " ")
    let signs: Set<Character> = [",", ".", ";", ":", "?", "!", "(", ")"]
    return String(
      typed.drop(while: signs.contains).reversed().drop(while: signs.contains).reversed())
  }

  /// Whether all words together ask for a list: "tutorials about NLP in Vienna".
  var asksForList: Bool {
    let asking = spans.contains { span in
      guard span.meanings.contains(where: \.asksForList) else { return false }
      if case .time = span.meanings[0] { return true }
      if case .callForPapers = span.meanings[0] { return true }
      if span.meanings[0].isTime { return true }
      let isPlural = span.words.lowercased().hasSuffix("s") || span.words.lowercased() == "symposia"
      // "Conference in Boston" asks for a list; "conference on robotics" may be a name.
      // So does "keynote EMNLP 2023".
      return isPlural
        || spans.contains { $0.meanings[0].isPlaceOrMonth || $0.names("series") }
    }
    let others = spans.filter { span in
      if case .filler = span.meanings[0] { return false }
      return true
    }
    // So does "the next conference".
    let isNext = asksForNext && others.allSatisfy { $0.meanings.contains(where: \.asksForList) }
    return isWhole
      && (asking && others.count > 1 || isOfTimeAlone || isGroup || isOfProposals
        || isNext && !others.isEmpty)
  }

  /// Whether the words name nothing but proposals, such as "workshop proposals".
  private var isOfProposals: Bool {
    guard spans.count == 1, case .deadlineKind(let kind)? = spans[0].meanings.first else {
      return false
    }
    return kind.hasSuffix("proposal")
  }

  /// Whether the words tell a time and nothing else: "what's on this week".
  var isOfTimeAlone: Bool {
    let meanings = spans.map { $0.meanings[0] }
    // "March" and "in May" name the month.
    if isWhole, case .month? = meanings.last, let name = spans.last?.words,
      spans.count == 1 ? name.count > 3 : spans.count == 2 && spans[0].words.lowercased() == "in"
    {
      return true
    }
    return isWhole && meanings.contains(where: \.isTime)
      && meanings.allSatisfy { meaning in
        if case .filler = meaning { true } else { meaning.isTime }
      }
  }

  /// Whether every word means something.
  var isWhole: Bool { spans.reduce(0) { $0 + $1.terms.count } == text.terms.count }

  /// Returns the lists that may answer the query, the most likely first; only the one at `path`
  /// unless that is /search.
  func candidates(at path: String, _ call: RequestContext) -> [Candidate] {
    let paths =
      path == "/search" && !call.arguments.isGiven("type")
      ? lists + ["/search"] + editions : [path]
    // Words that name a topic may also be words of a title.
    let all = paths.flatMap { other in
      let isOfDeadlines = other == "/deadlines" && namesSeries
      let isNext = isOfDeadlines && asksForNext
      let isByTitle = other == "/sessions" && namesEditionAndTopic && !asksForKind
      return (isByTitle ? [false, true] : [true, false]).flatMap { withTopics in
        (isOfDeadlines ? [true, false] : [false]).flatMap { ofSubmissions in
          (namesSeveralPlaces ? [false, true] : [false]).compactMap {
            candidate(
              at: other, from: path, call, withTopics: withTopics, ofSubmissions: ofSubmissions,
              inOtherPlace: $0)
          }
        }.flatMap { isNext ? [$0.ofOpen, $0] : [$0] }
      }
    }
    var seen: Set<String> = []
    return Array(
      all.flatMap { $0.withExpected + $0.withPosters }.filter {
        seen.insert("\($0.path) \($0.items)").inserted
      }.prefix(Self.mostCandidates))
  }

  /// The list for the edition that a query names beside words without a meaning.
  private var editions: [String] {
    let isNamed = spans.contains { $0.names("series") && $0.meanings.contains(where: \.isYear) }
    return isNamed && !lists.contains("/conferences") ? ["/conferences"] : []
  }

  private var lists: [String] {
    var lists: [String] = []
    for span in spans {
      for meaning in span.meanings {
        switch meaning {
        case .kind(let kind): lists.append("/\(kind.collection)")
        case .callForPapers, .time("closing"): lists.append("/deadlines")
        case .deadlineKind where span.meanings.count == 1: lists.append("/deadlines")
        case .sessionKind: lists += ["/sessions", "/conferences"]
        case .conferenceKind: lists += ["/conferences", "/sessions"]
        case .filter("format", _), .filter("status", _): lists += ["/conferences", "/sessions"]
        default: break
        }
      }
    }
    if isWhole, !lists.contains("/deadlines") {
      lists += namesEditionAndTopic ? ["/sessions", "/conferences"] : ["/conferences"]
    }
    var seen: Set<String> = []
    return lists.filter { seen.insert($0).inserted }
  }

  /// The deadline of a conference that a query names is the one for papers.
  private var namesSeries: Bool { spans.contains { $0.names("series") } }

  /// Whether "next" stands beside a series without a year.
  private var asksForNext: Bool {
    text.wanted.contains { $0.words == ["next"] }
      && !spans.contains { $0.meanings.contains(where: \.isYear) }
  }

  /// The index of the span from which on the words tell the deadlines of the conferences that the
  /// query asks for ("conferences with deadlines in March"); nil if it asks for no conferences by
  /// deadlines.
  private var deadlineMark: Int? {
    guard
      let conferences = spans.firstIndex(where: { span in
        span.words.lowercased().hasSuffix("s") && QueryVocabulary.isConference(span.words)
      }),
      let mark = spans.firstIndex(where: { $0.meanings[0].isOfDeadlines }), conferences < mark
    else { return nil }
    // "Conferences deadlines" are deadlines.
    if mark == conferences + 1, case .kind = spans[mark].meanings[0],
      spans[conferences].terms.upperBound == spans[mark].terms.lowerBound
    {
      return nil
    }
    return mark
  }

  private var asksForSessionKind: Bool {
    spans.contains { span in
      span.meanings.contains { if case .sessionKind = $0 { true } else { false } }
    }
  }

  private var asksForKind: Bool {
    spans.contains { $0.meanings.contains(where: \.asksForList) }
  }

  /// "Machine translation EMNLP 2023" asks for sessions by their titles.
  private var namesEditionAndTopic: Bool {
    spans.contains { $0.names("series") && $0.meanings.contains(where: \.isYear) }
      && spans.contains { $0.names("topic") }
  }

  private var namesDeadlineKind: Bool {
    spans.contains { span in
      span.meanings.contains { meaning in
        if case .deadlineKind = meaning { true } else { false }
      }
    }
  }

  private func candidate(
    at path: String, from origin: String, _ call: RequestContext, withTopics: Bool,
    ofSubmissions: Bool, inOtherPlace: Bool
  ) -> Candidate? {
    guard let endpoint = call.endpoints.first(where: { $0.path == path }),
      case .list(let kind) = endpoint.content
    else { return nil }
    let year = spans.lazy.flatMap(\.meanings).compactMap { meaning in
      if case .filter("year", let year) = meaning { Int(year) } else { nil }
    }.first
    var candidate = Candidate(path: path, total: text.wanted.count)
    var used = Set(call.arguments.asked.map(\.name))
    if !withTopics {
      used.insert("topic")
      candidate.keepsTopicAsWords = spans.contains { $0.names("topic") }
    }
    let mark = kind == .conference ? deadlineMark : nil
    var isTaken = [Bool](repeating: false, count: text.terms.count)
    for (index, span) in spans.enumerated() {
      var filters: [(String, String)] = []
      // "Georgia" is a country and a state.
      let isOther = inOtherPlace && span.namesSeveralPlaces
      for meaning in isOther ? Array(span.meanings.dropFirst()) : span.meanings {
        var meaning = meaning
        if ofSubmissions, case .kind(.deadline) = meaning, !namesDeadlineKind {
          meaning = .callForPapers
        }
        let isOfDeadline = mark.map { index >= $0 || meaning.isOpen } ?? false
        guard
          let found = isOfDeadline
            ? filter(ofDeadlines: meaning, kind, year: year) : filter(meaning, kind, year: year)
        else { continue }
        // An edition needs two filters; of other meanings the first applies.
        let isFree = found.allSatisfy { name, _ in
          !used.contains(name) && (name == "type" || endpoint.declares(name))
        }
        let isEdition = filters.first?.0 == "series" && found.first?.0 == "year"
        if isFree, filters.isEmpty || isEdition { filters += found }
        if case .filler = meaning { candidate.total -= span.terms.count }
        if isFree, found.isEmpty { isTaken.fill(span.terms) }
      }
      guard !filters.isEmpty else { continue }
      used.formUnion(filters.map(\.0).filter { $0 != "type" })
      isTaken.fill(span.terms)
      candidate.understood += filters.map { name, value in
        // "Near Cambridge" is near any of these.
        let choices = name == "near" ? try? call.reader.names.cityChoices(value) : nil
        return .init(words: span.words, parameter: name, value: value, choices: choices ?? [])
      }
    }
    if path == "/conferences", let near = candidate.understood.first(where: \.isNear),
      let nearest = text.wanted.first(where: { QueryVocabulary.nearest.contains($0.words[0]) })
    {
      // The nearest that are ahead, however far away they are.
      for (name, value) in [("radius", "20000km"), ("sort", "distance"), ("when", "upcoming")]
      where !used.contains(name) {
        let words = "\(nearest.typed) \(near.words)"
        candidate.understood.append(.init(words: words, parameter: name, value: value))
      }
    }
    if let mark, used.isDisjoint(with: ["deadline.from", "deadline.to", "deadline.within"]) {
      candidate.understood.append(
        .init(words: spans[mark].words, parameter: "deadline.from", value: today.description))
    }
    let rest = text.terms.indices.filter { !isTaken[$0] }
    candidate.rest = rest.map { text.terms[$0].typed }.joined(separator: " ")
    candidate.taken = candidate.total
    let says = candidate.understood.contains { $0.parameter != "type" || path != origin }
    return says && (rest.isEmpty || rest.count < text.terms.count) ? candidate : nil
  }

  /// Returns the parameters that express a meaning for conferences by their deadlines; nil if none
  /// does.
  private func filter(
    ofDeadlines meaning: WordMeaning, _ kind: RecordKind?, year: Int?
  ) -> [(String, String)]? {
    var meaning = meaning
    if case .kind(.deadline) = meaning, !namesDeadlineKind { meaning = .callForPapers }
    guard let found = filter(meaning, .deadline, year: year) else { return nil }
    return found.flatMap { name, value -> [(String, String)] in
      switch name {
      case "from", "to", "within", "kind": [("deadline.\(name)", value)]
      case "month":
        DaySpan.parse(value).map {
          [("deadline.from", $0.first.description), ("deadline.to", $0.last.description)]
        } ?? []
      case "status": value == "open" ? [("deadline.from", today.description)] : []
      case "type": []
      default: [(name, value)]
      }
    }
  }

  /// Returns the parameters that express a meaning for a list of a kind; nil if none does.
  private func filter(
    _ meaning: WordMeaning, _ kind: RecordKind?, year: Int?
  ) -> [(String, String)]? {
    switch (meaning, kind) {
    case (.filler, _): []
    // Deadlines are always those of conferences, and so are "tutorials at conferences".
    case (.kind(.conference), .deadline): []
    case (.kind(.conference), .session) where asksForSessionKind: []
    case (.kind(let asked), _): asked == kind || kind == nil ? [("type", asked.rawValue)] : nil
    case (.callForPapers, .deadline): [("type", "deadline"), ("kind", QueryVocabulary.papers)]
    case (.sessionKind(let value), .session): [("kind", value)]
    case (.sessionKind(let value), .conference): [("session_kind", value)]
    case (.conferenceKind(let value), .conference): [("kind", value)]
    case (.time("upcoming"), .deadline), (.time("ongoing"), .deadline): [("status", "open")]
    case (.time("open"), .deadline), (.time("closing"), .deadline): [("status", "open")]
    case (.time("past"), .deadline): [("status", "passed")]
    case (.time("this-week"), .deadline): [("within", "7d")]
    case (.time("this-month"), .deadline): [("month", month(today.components.month, nil))]
    case (.time("next-month"), .deadline):
      [("month", month(today.components.month % 12 + 1, nil))]
    case (.time("today"), .deadline): closing(today, today)
    case (.time("tomorrow"), .deadline): closing(today + 1, today + 1)
    case (.time("next-week"), .deadline): closing(nextMonday, nextMonday + 6)
    case (.time("this-year"), .deadline): closing(in: today.components.year)
    case (.time("next-year"), .deadline): closing(in: today.components.year + 1)
    case (.time("open"), _), (.time("closing"), _): nil
    case (.time(let value), _): [("when", value)]
    case (.month(let month, let named), _): [("month", self.month(month, named ?? year))]
    case (.period(let period), _):
      period.days(today, year: year).map { first, last in
        [("from", first), ("to", last)].compactMap { name, day in
          day.map { (name, $0.description) }
        }
      }
    case (.deadlineKind(let value), .deadline): [("kind", value)]
    case (.filter(let name, let value), _): [(name, value)]
    case (.callForPapers, _), (.sessionKind, _), (.conferenceKind, _), (.deadlineKind, _): nil
    }
  }

  /// The first day of next week.
  ///
  /// Day 0 was a Thursday.
  private var nextMonday: Day { today + (7 - (today.number + 3) % 7) }

  private func closing(_ first: Day, _ last: Day) -> [(String, String)] {
    [("from", first.description), ("to", last.description)]
  }

  private func closing(in year: Int) -> [(String, String)] {
    [("from", "\(year)-01-01"), ("to", "\(year)-12-31")]
  }

  /// Returns the month in a year; without a year, the next such month that is not over.
  private func month(_ month: Int, _ year: Int?) -> String {
    let (thisYear, thisMonth, _) = today.components
    return
      "\(year ?? (month < thisMonth ? thisYear + 1 : thisYear))-\(month < 10 ? "0" : "")\(month)"
  }
}

extension WordMeaning {
  fileprivate var isCity: Bool {
    if case .filter("city", _) = self { true } else { false }
  }

  /// Whether words with this meaning are about deadlines: "deadline", "cfp", "notification".
  fileprivate var isOfDeadlines: Bool {
    switch self {
    case .kind(.deadline), .callForPapers, .deadlineKind: true
    default: false
    }
  }

  /// Whether words with this meaning ask for deadlines that are still ahead.
  fileprivate var isOpen: Bool {
    switch self {
    case .time("open"), .time("closing"): true
    default: false
    }
  }

  fileprivate var isYear: Bool {
    if case .filter("year", _) = self { true } else { false }
  }

  /// Either meaning as values of one filter; nil where no record can have both, or no filter has them.
  ///
  /// A conference can have several topics, but only one place and year.
  fileprivate func joined(with other: WordMeaning, isEither: Bool) -> WordMeaning? {
    switch (self, other) {
    case (.filter(let name, let one), .filter(let other, let two))
    where name == other
      && (isEither || ["city", "region", "country", "year", "series", "audience"].contains(name)):
      .filter(name, "\(one),\(two)")
    case (.sessionKind(let one), .sessionKind(let two)): .sessionKind("\(one),\(two)")
    case (.conferenceKind(let one), .conferenceKind(let two)): .conferenceKind("\(one),\(two)")
    default: nil
    }
  }
}

extension SearchText.Term {
  /// The term as typed, with its hyphen and quotation marks.
  fileprivate var typed: String {
    (isExcluded ? "-" : "") + (isQuoted ? "\"\(piece)\"" : piece)
  }
}

extension Operation {
  fileprivate func declares(_ name: String) -> Bool { parameters.contains { $0.name == name } }
}

extension [Bool] {
  fileprivate mutating func fill(_ range: Range<Int>) {
    for index in range { self[index] = true }
  }
}
