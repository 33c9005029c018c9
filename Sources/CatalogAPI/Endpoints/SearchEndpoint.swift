import Catalog
import CatalogForm
import CatalogModel
import JSON

/// The full-text search in records of all kinds.
enum SearchEndpoint {
  static let search = Operation(
    "/search", "Full-text search in records of all kinds, best hits first",
    [
      Parameter(
        "q", .text, FilterParameters.text.description, example: "reinforcement learning",
        isRequired: true),
      Parameter(
        "type", .choices(SearchReader.searchedKinds.map(\.rawValue)), "The kinds of record.",
        example: "conference"),
    ] + RecordList.searchFilters.parameters + [
      FilterParameters.literal, FilterParameters.fields(nil), FilterParameters.view,
      FilterParameters.zone,
      FilterParameters.total, FilterParameters.explain, .limit, .cursor,
    ], content: .list(nil)
  ) { call in
    let filter = try QueryDecoder(call).filter(RecordList.searchFilters)
    // Any other text is valid, even if it has no words to search for.
    let typed = call.arguments.values("q").first ?? ""
    if typed.allSatisfy(\.isWhitespace) {
      call.arguments.report(
        "q", typed, expected: "given, with a word to search for",
        code: call.arguments.isGiven("q") ? "invalid-value" : "missing")
    }
    var question = SearchQuery(filter)
    let types = call.arguments.choices("type")
    question.kinds = SearchReader.searchedKinds.filter {
      (types.included.isEmpty || types.included.contains($0.rawValue))
        && !types.excluded.contains($0.rawValue)
    }
    if question.kinds.isEmpty {
      call.arguments.report(
        "type", call.arguments.values("type").joined(separator: ","),
        expected: "at least one kind that is not excluded", code: "bad-combination")
    }
    question.countsTotal = call.arguments.oneOf("total") == nil
    question.explains = call.arguments.flag("explain")
    var result = ListRequest(question: .search(question), page: call.arguments.page())
    try QueryDecoder(call).finish(&result, nil)
    return .list(try QueryInterpreter(call).interpreted(result, at: "/search"))
  }
}
