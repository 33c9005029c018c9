import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// Interprets the words of a query that has no hits if they are taken literally.
///
/// It tries, in this order: all words literally; words that name a filter's value as that filter;
/// misspelt words corrected; as many of the filters, then of the words, as have hits. It uses no
/// interpretation without hits. Words that ask for a list ("conferences in Boston") are read as
/// filters first.
struct QueryInterpreter {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  func interpreted(_ list: ListRequest, at path: String) throws -> ListRequest {
    guard let typed = list.filter.text, !typed.isEmpty else { return list }
    let text = Self.withoutCompounds(typed)
    // Hits are ordered by whether they are upcoming or past.
    call.dependsOnDay()
    guard !call.arguments.flag("literal") else { return try explainingExclusion(list, text) }
    // Deadlines have no texts of their own: what belongs to them has a name.
    let isOfDeadlines = path == "/deadlines"
    if try isOfDeadlines || QueryVocabulary.mayAskForList(text)
      || (text.terms.count < 4 && list.kind != .place && call.reader.names.isGroup(text.text))
    {
      let reading = try QueryReading(text, call.reader, today: call.arguments.today)
      if reading.asksForList || isOfDeadlines && reading.isWhole {
        let candidates = reading.candidates(at: path, call)
        if let found = try first(of: candidates, list) { return found }
        // At some times there is nothing, and what has such words is no answer.
        if reading.isOfTimeAlone, let candidate = candidates.first,
          let none = try self.list(candidate, instead: list)
        {
          return none
        }
      }
    }
    if let found = try withoutGap(list, text) { return found }
    if try hasLiteralHits(list, text) { return list }
    let candidates = try readings(of: text, at: path)
    if let found = try first(of: candidates, list) { return found }
    if let found = try corrected(list, text, at: path) { return found }
    if let found = try nearest(to: candidates, list) { return found }
    if let found = try corrected(list, text, at: path, orNearest: true) { return found }
    return try partlyMatching(list, text) ?? explainingExclusion(list, text)
  }

  /// Returns the list of the first candidate that has hits without one of its parts, the least
  /// important part first.
  private func nearest(
    to candidates: [QueryReading.Candidate], _ list: ListRequest
  ) throws -> ListRequest? {
    typealias Candidate = QueryReading.Candidate
    // The kind of a deadline or session tells more than its time.
    let isOfTimes =
      candidates.contains { $0.path == "/deadlines" }
      || candidates.first?.path == "/sessions"
        && candidates[0].understood.contains { $0.parameter == "kind" }
    for part in (isOfTimes ? [Candidate.deadlineTime, Candidate.time] : []) + Candidate.parts {
      var fewer = try candidates.compactMap { try $0.leavingOut(part, call.reader) }
      fewer += try fewer.compactMap { try $0.leavingOut(Candidate.time, call.reader) }
      // Of "ACL 2026 accepted papers" the edition remains.
      fewer += try fewer.filter(\.namesEdition).compactMap {
        try $0.leavingOut(.words, call.reader)
      }
      if let found = try first(of: fewer.filter { !$0.isOfKindOnly }, list) { return found }
    }
    return nil
  }

  /// Returns the text with "KI-Konferenzen" and "beginner-friendly" as two words each.
  private static func withoutCompounds(_ text: SearchText) -> SearchText {
    let isCompound = text.wanted.map { term in
      let last = term.words.last ?? ""
      return term.words.count > 1 && !term.isQuoted
        && (last == "friendly" || QueryVocabulary.isConference(last))
    }
    guard isCompound.contains(true), text.wanted.count == text.terms.count else { return text }
    let words = zip(text.terms, isCompound).map { term, isCompound in
      isCompound
        ? term.piece.replacing("-", with: " ") : term.isQuoted ? "\"\(term.piece)\"" : term.piece
    }
    return SearchText(words.joined(separator: " "))
  }

  /// Returns the list of a series' name that was written with a gap ("human x", "rec sys").
  private func withoutGap(_ list: ListRequest, _ text: SearchText) throws -> ListRequest? {
    guard list.kind == nil || list.kind == .series || list.kind == .conference,
      (2...3).contains(text.terms.count), text.wanted.count == text.terms.count,
      try call.reader.names.topics(named: text.text).isEmpty,
      let name = try call.reader.names.seriesName(joining: text.wanted.map(\.piece))
    else { return nil }
    var found = list.asking(SearchText(name))
    found.interpretation = Interpretation(corrected: SearchText(name))
    return try hasHits(found) ? found : nil
  }

  private func readings(
    of text: SearchText, at path: String
  ) throws -> [QueryReading.Candidate] {
    try QueryReading(text, call.reader, today: call.arguments.today).candidates(at: path, call)
  }

  /// Returns the list of the first candidate that has hits.
  private func first(
    of candidates: [QueryReading.Candidate], _ list: ListRequest
  ) throws -> ListRequest? {
    for candidate in candidates.flatMap(\.ofEachPlace) {
      guard let found = try self.list(candidate, instead: list), try hasHits(found) else {
        continue
      }
      if candidate.includesExpected, try !hasExpected(found) { continue }
      return found
    }
    return nil
  }

  /// Returns the list of the query with a candidate's filters; nil if that query is invalid.
  private func list(
    _ candidate: QueryReading.Candidate, instead list: ListRequest
  ) throws -> ListRequest? {
    guard let endpoint = call.endpoints.first(where: { $0.path == candidate.path }),
      let read = endpoint.reading
    else { return nil }
    let names = Set(endpoint.parameters.map(\.name))
    let others = call.arguments.asked.filter {
      names.contains($0.name) && !["q", "cursor", "fields", "literal"].contains($0.name)
    }
    let isSame = call.captures.isEmpty ? call.path == candidate.path : true
    let items = others + candidate.items
    let path = isSame ? call.path : candidate.path
    let other = RequestContext(
      Arguments(
        PercentEncoding.query(items + [(name: "literal", value: "1")]), path: path,
        endpoint.parameters, now: call.now),
      captures: call.captures, reader: call.reader, baseURL: call.baseURL, path: path,
      now: call.now,
      endpoints: call.endpoints, probes: call.probes)
    let answer: Answer
    do { answer = try read(other) } catch is Problem { return nil }
    guard case .list(let found) = answer else { return nil }
    call.filling.note(changedAt: other.filling.changedAt)
    call.filling.note(changesAt: other.filling.changesAt)
    var result = list
    result.question = found.question
    result.isOfOneKind = list.kind != nil
    result.meta = found.meta
    var interpretation = Interpretation()
    let shown = items.filter { !["pretty", "explain", "limit", "total"].contains($0.name) }
    interpretation.url = call.url(shown, path: path)
    interpretation.understood = candidate.understood
    interpretation.choices = candidate.understood.flatMap { word in
      word.choices.map { value in
        let others = shown.map { $0.name == word.parameter ? ($0.name, value) : $0 }
        return .init(parameter: word.parameter, value: value, url: call.url(others, path: path))
      }
    }
    if candidate.taken < candidate.total {
      interpretation.partialMatch = .init(
        words: candidate.taken, total: candidate.total, without: candidate.without)
    }
    result.interpretation = interpretation
    return result
  }

  /// Returns the list for the text with its misspelt words corrected; with `orNearest`, the one that
  /// has hits without a part of that text.
  private func corrected(
    _ list: ListRequest, _ text: SearchText, at path: String, orNearest: Bool = false
  ) throws -> ListRequest? {
    guard list.kind.map(SearchReader.searchedKinds.contains) ?? true,
      let better = try call.reader.search.corrector.corrected(text, besides: QueryVocabulary.words)
    else { return nil }
    var literal = list.asking(better)
    literal.interpretation = Interpretation(corrected: better)
    if try hasHits(literal) { return literal }
    let candidates = try readings(of: better, at: path)
    var read = try orNearest ? nearest(to: candidates, list) : first(of: candidates, list)
    read?.interpretation?.corrected = better
    return read
  }

  /// Returns the records with as many of the words as any record has.
  private func partlyMatching(_ list: ListRequest, _ text: SearchText) throws -> ListRequest? {
    guard list.kind.map(SearchReader.searchedKinds.contains) ?? true else { return nil }
    // Words such as "conference" occur in records of all kinds, so that they tell nothing.
    var (kinds, counted): ([SearchText.Term], [SearchText.Term]) = ([], [])
    for term in text.wanted {
      switch QueryVocabulary.meanings(of: term.words.joined(separator: " ")).first {
      case .filler: break
      case .kind: kinds.append(term)
      default: counted += try parts(of: term)
      }
    }
    let known = try call.reader.search.known(counted)
    // A year tells nothing without other words.
    let telling = known.filter { $0.year == nil }
    let choices =
      (telling.isEmpty ? [] : [(known.count, known)])
      + stride(from: telling.count, to: 0, by: -1).map { ($0, telling) }
    for (count, terms) in choices {
      let fewer = text.needing(count, of: terms)
      var some = list.asking(fewer)
      guard fewer != text, try hasHits(some) else { continue }
      var interpretation = Interpretation()
      interpretation.partialMatch = .init(
        words: count, total: kinds.count + counted.count,
        without: (counted + kinds).filter { !terms.contains($0) }.map(\.piece))
      some.interpretation = interpretation
      return some
    }
    return nil
  }

  /// Returns the term; if no record has all words of "NAACL-HLT" side by side, its words.
  private func parts(of term: SearchText.Term) throws -> [SearchText.Term] {
    guard term.words.count > 1, !term.isQuoted, try call.reader.search.known([term]).isEmpty else {
      return [term]
    }
    return SearchText(term.words.joined(separator: " ")).wanted
  }

  /// Returns the list; if the excluded words exclude all hits, it states how many.
  private func explainingExclusion(_ list: ListRequest, _ text: SearchText) throws -> ListRequest {
    guard text.terms.contains(where: \.isExcluded), !text.wanted.isEmpty, try !hasHits(list) else {
      return list
    }
    let all = list.asking(text.needing(text.wanted.count, of: text.wanted, excludes: false))
    guard let total = try all.read(call.reader, PageRequest(limit: 1)).page.total, total > 0 else {
      return list
    }
    var list = list
    var interpretation = Interpretation()
    interpretation.excludedHits = total
    list.interpretation = interpretation
    return list
  }

  /// Whether the words have hits literally.
  ///
  /// Does not rank the hits if the query has no filters.
  private func hasLiteralHits(_ list: ListRequest, _ text: SearchText) throws -> Bool {
    let kinds: [RecordKind]
    switch list.question {
    case .list(let question): kinds = [question.kind]
    case .search(let question): kinds = question.kinds
    case .these: return true
    }
    guard let hasWords = try call.reader.search.hasHits(text, kinds) else {
      return try hasHits(list)
    }
    guard hasWords else { return false }
    let isAlone = call.arguments.asked.allSatisfy { Self.wordsAlone.contains($0.name) }
    return try isAlone && call.captures.isEmpty || hasHits(list)
  }

  private static let wordsAlone: Set<String> = [
    "q", "type", "limit", "cursor", "fields", "pretty", "total", "explain", "sort", "tz", "include",
    "facets", "format", "literal", "min_revision",
  ]

  private func hasExpected(_ list: ListRequest) throws -> Bool {
    try list.read(call.reader, PageRequest(limit: 1)).expectedTotal.map { $0 > 0 } ?? false
  }

  private func hasHits(_ list: ListRequest) throws -> Bool {
    var list = list
    switch list.question {
    case .list(var question):
      question.countsTotal = false
      question.facets = []
      question.explains = false
      list.question = .list(question)
    case .search(var question):
      question.countsTotal = false
      question.explains = false
      list.question = .search(question)
    case .these: return true
    }
    let found = try list.read(call.reader, PageRequest(limit: 1))
    return !found.page.elements.isEmpty || !found.expected.isEmpty
  }
}

extension ListRequest {
  /// Returns the list with another search text.
  func asking(_ text: SearchText) -> ListRequest {
    var list = self
    switch question {
    case .list(var question):
      question.filter.text = text
      list.question = .list(question)
    case .search(var question):
      question.filter.text = text
      list.question = .search(question)
    case .these: break
    }
    return list
  }
}
