import CatalogModel
import SQLite

/// The conferences to whose sessions, tracks, deadlines or speakers a list is limited.
enum ConferenceScope: Equatable {
  /// No filter by conference is set.
  case all
  /// Few conferences, by row ID, whose records are looked up and sorted.
  case few([Int64])
  /// So many conferences that a scan in the list's order soon finds records of theirs.
  case many
}

/// The filters by conference of a list of other records.
struct ConferenceQuery {
  private(set) var filter: CatalogFilter
  let filters: [Filter]

  init(_ filter: CatalogFilter, _ filters: [Filter]) {
    self.filter = filter
    (self.filter.text, self.filter.updatedSince) = (nil, nil)
    self.filters = filters
  }

  var asksNothing: Bool { !filters.contains { filter.isSet($0) && $0.isOfConferences } }
}

extension ListReader {
  func scope(_ question: ConferenceQuery) throws -> ConferenceScope {
    guard !question.asksNothing else { return .all }
    let statement = try conferences(question).pageStatement(
      PageRequest(limit: ListPlan.fewConferences))
    let ids = try memory.ids(statement.statement, connection)
    return ids.count <= ListPlan.fewConferences ? .few(ids) : .many
  }

  /// Returns the list of the conferences that meet the filters.
  func conferences(_ question: ConferenceQuery) throws -> Selection {
    var selection = try prepareConferences(
      ListQuery(.conference, question.filter), question.filters
    ).selection
    selection.notes = []
    return selection
  }

  /// Returns the conditions on the conferences of records, by the column with the conference's row
  /// ID.
  func conditions(
    _ question: ConferenceQuery, id: SQLFragment, lookUp: SharedConditions.LookUp = .sets
  ) throws -> ConferenceConditions {
    try ConferenceConditions(reader, question.filter, question.filters, id: id, lookUp: lookUp)
  }

  /// Returns the conditions of a scope for a page, on the column with the conference's row ID.
  func conditions(
    _ scope: ConferenceScope, _ question: ConferenceQuery, id: SQLFragment
  ) throws -> [Selection.Condition] {
    switch scope {
    case .all: return []
    case .few(let ids):
      // SQLite uses an index for `IN (NULL)`, which matches no row, but not for an empty list.
      let list = ids.isEmpty ? "NULL" : ids.map(String.init).joined(separator: ", ")
      return [.init(name: "scope", condition: "\(id) IN (\(list))")]
    case .many:
      return try conditions(question, id: id, lookUp: .probes).all(question.filter.match)
    }
  }

  /// Returns the restriction of records by their conferences.
  ///
  /// If the request names a conference, or a record within it (`isNamed`), its other filters are
  /// checked for each row.
  func restriction(
    _ question: ConferenceQuery, on column: Column, isNamed: Bool
  ) throws -> (restriction: IndexedFilter, scope: ConferenceScope) {
    let scope = isNamed ? .many : try scope(question)
    var isSelective = false
    if case .few = scope { isSelective = true }
    let restriction = IndexedFilter(
      try conditions(scope, question, id: "\(column)"), counted: [], column,
      isSelective: isSelective)
    return (restriction, scope)
  }

  /// Returns the start of the first session of many conferences, or with `backwards` of the last
  /// one, from which a scan may begin.
  ///
  /// In seconds since 1970. `nil` if at most `ListPlan.skipped` conferences lie before, so that a
  /// scan would skip little.
  func sessionTimeBound(_ question: ConferenceQuery, backwards: Bool) throws -> Int? {
    var selection = try conferences(question)
    for index in selection.sort.indices { selection.sort[index].descending = backwards }
    let key = try selection.page(PageRequest(limit: 1), connection).rows.first?.key.first
    guard let key else { return nil }
    let sign = backwards ? ">" : "<"
    guard
      try !reader.conditions.hasFewRows(
        "conference", SQLFragment("sort_start \(sign) ?", key), ListPlan.skipped)
    else {
      return nil
    }
    let bound = backwards ? "max(sessions_to)" : "min(sessions_from)"
    return try memory.total(
      "SELECT \(bound) FROM conference WHERE id IN (\(selection.ids))", connection)
  }
}
