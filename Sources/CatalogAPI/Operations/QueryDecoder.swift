import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Decodes the query of a list, or the part that it shares with the query of a record; reports
/// errors in the call's arguments.
struct QueryDecoder {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// Decodes the filters that the endpoint offers; reports errors in the arguments.
  func filter(_ filters: [Filter]) throws -> CatalogFilter {
    let decoder = FilterDecoder(call.arguments, call.reader, call.filling, hint: Self.hint)
    defer { call.filling = decoder.filling }
    do {
      try decoder.read(filters)
    } catch let ambiguity as AmbiguousCity {
      let candidates = ambiguity.candidates
      throw Problem(
        status: .multipleChoices, kind: .severalMeanings,
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

  /// Returns a hint where to search for a record of which the client knows only a word; empty for
  /// rooms, which have no list.
  static func hint(_ kind: RecordKind, _ word: String) -> String {
    kind == .room
      ? ""
      : "; search with /\(kind.collection)?\(PercentEncoding.query([(name: "q", value: word)]))"
  }

  /// Returns a list with the page, the order and the presentation that the request asks for.
  func list(
    _ kind: RecordKind, _ filter: CatalogFilter, isProgramme: Bool
  ) throws -> ListRequest {
    var question = ListQuery(kind, filter)
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
    var result = ListRequest(question: .list(question), page: call.arguments.page())
    try finish(&result, kind)
    return result
  }

  /// Decodes the parameters that shape records, and throws all errors of the query.
  func finish(_ result: inout ListRequest, _ kind: RecordKind?) throws {
    result.fields = call.arguments.fields("fields")
    result.include = call.arguments.fields("include")
    result.localZone = call.arguments.zone("tz")
    if isBrief(fields: result.fields) {
      result.view = .brief
    } else if !result.fields.isEmpty, result.include.isEmpty {
      let ofHits: Set = ["match", "distance_km", "similarity", "snippet"]
      let paths = MemberNames.paths(result.fields, of: kind)
      if !paths.contains(where: { ofHits.contains(String($0.prefix { $0 != "." })) }) {
        result.view = .members(JSONSelection(paths))
      }
    }
    try call.checkArguments()
  }

  /// Whether the request asks for the brief view; reports the combination with `fields`, since the
  /// view has its own members.
  func isBrief(fields: [String]) -> Bool {
    guard call.arguments.oneOf("view") == "brief" else { return false }
    if !fields.isEmpty {
      call.arguments.report(
        "view", "brief", expected: "given without fields", code: "bad-combination")
    }
    return true
  }

  /// Reports sort orders that need another parameter.
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
