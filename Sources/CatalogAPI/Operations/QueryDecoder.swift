import Catalog
import CatalogModel
import HTTP
import JSON

/// Reads the query of a list, or what it has in common with that of a record; notes errors in the
/// request's arguments.
struct QueryDecoder {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Reads filters that the endpoint offers; mistakes are left in the arguments.
  func filter(_ filters: [Filter]) throws -> CatalogFilter {
    let decoder = FilterDecoder(call.arguments, call.reader, call.filling, hint: Self.hint)
    defer { call.filling = decoder.filling }
    do {
      try decoder.read(filters)
    } catch let ambiguity as AmbiguousCity {
      let candidates = ambiguity.candidates
      throw Problem(
        status: .multipleChoices, kind: "several-meanings",
        detail:
          "\"\(ambiguity.name)\" names several cities: \(candidates.joined(separator: "; ")).",
        suggestions: candidates.map { candidate in
          call.url(
            call.arguments.asked.map { item in
              item.name == ambiguity.parameter ? (item.name, candidate) : item
            })
        })
    }
    return decoder.filter
  }

  /// Where to look for a record of which only a word is known; rooms have no list.
  static func hint(_ kind: RecordKind, _ word: String) -> String {
    kind == .room
      ? ""
      : "; /\(kind.collection)?\(PercentEncoding.query([(name: "q", value: word)])) finds it by words"
  }

  /// A list question with the page, the order and the looks that the request asks for.
  func list(
    _ kind: RecordKind, _ filter: CatalogFilter, isProgramme: Bool
  ) throws -> ListResult {
    var question = ListQuestion(kind, filter)
    question.sort = call.arguments.sort("sort")
    if kind.hasTime, !isProgramme, question.sort.isEmpty, call.arguments.order.isEmpty {
      call.arguments.order = "ahead first"
      question.dividedAt = call.now
    }
    if question.sort.contains(where: { $0.name == "deadline" }) { call.filling.dependsOnSecond() }
    if kind == .deadline, let wanted = call.arguments.oneOf("expected").flatMap(Expectation.init) {
      question.expected = wanted
      call.dependsOnDay()
    }
    check(question.sort, filter)
    question.facets = call.arguments.fields("facets")
    if kind == .deadline, question.facets.contains("status") { call.filling.dependsOnSecond() }
    question.countsTotal = call.arguments.oneOf("total") == nil
    question.explains = call.arguments.flag("explain")
    var result = ListResult(question: .list(question), page: call.arguments.page())
    try finish(&result, kind)
    return result
  }

  /// Reads what the looks of records depend on, and throws all mistakes of the query.
  func finish(_ result: inout ListResult, _ kind: RecordKind?) throws {
    result.fields = call.arguments.fields("fields")
    result.include = call.arguments.fields("include")
    result.localZone = call.arguments.zone("tz")
    if isBrief(fields: result.fields) {
      result.view = .brief
    } else if !result.fields.isEmpty, result.include.isEmpty {
      let ofHits: Set = ["match", "distance_km", "similarity", "snippet"]
      let paths = result.fields.map { MemberNames.path($0, of: kind) }
      if !paths.contains(where: { ofHits.contains(String($0.prefix { $0 != "." })) }) {
        result.view = .members(JSONSelection(paths))
      }
    }
    try call.checkArguments()
  }

  /// Whether the brief view is asked for, which has members of its own.
  func isBrief(fields: [String]) -> Bool {
    guard call.arguments.oneOf("view") == "brief" else { return false }
    if !fields.isEmpty {
      call.arguments.report(
        "view", "brief", expected: "given without fields", code: "bad-combination")
    }
    return true
  }

  /// Orders that need something else to be asked.
  private func check(_ sort: [SortTerm], _ filter: CatalogFilter) {
    for term in sort {
      if term.name == "distance", filter[.near] == nil {
        call.arguments.report(
          "sort", "distance", expected: "given together with near", code: "bad-combination")
      }
      if term.name == "relevance", filter.text == nil {
        call.arguments.report(
          "sort", "relevance", expected: "given together with q", code: "bad-combination")
      }
    }
  }
}
