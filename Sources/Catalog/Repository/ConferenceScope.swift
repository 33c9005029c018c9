import CatalogModel
import SQLite

/// The conferences whose sessions, tracks, deadlines or speakers are asked for.
enum ConferenceScope: Equatable {
  /// No filter concerns them.
  case all
  /// So few that what belongs to them is looked up and sorted.
  case few([Int64])
  /// So many that a walk through a list in its order meets what belongs to them soon.
  case many
}

/// What a list of something else asks of the conferences to which its records belong.
struct ConferenceQuestion {
  private(set) var filter: CatalogFilter
  let filters: [Filter]

  init(_ filter: CatalogFilter, _ filters: [Filter]) {
    self.filter = filter
    (self.filter.text, self.filter.updatedSince) = (nil, nil)
    self.filters = filters
  }

  var asksNothing: Bool { !filters.contains { filter.isSet($0) && $0.isOfConferences } }
}

extension CatalogReader {
  func scope(_ question: ConferenceQuestion) throws -> ConferenceScope {
    guard !question.asksNothing else { return .all }
    let statement = try conferences(question).pageStatement(
      PageRequest(limit: ListPlan.fewConferences))
    let ids = try memory.ids(statement.statement, connection)
    return ids.count <= ListPlan.fewConferences ? .few(ids) : .many
  }

  /// The conferences of a scope.
  func conferences(_ question: ConferenceQuestion) throws -> Selection {
    var selection = try prepareConferences(
      ListQuestion(.conference, question.filter), question.filters
    ).selection
    selection.notes = []
    return selection
  }

  /// The conditions on the conferences of records, by the column that holds a conference's ID.
  func conditions(
    _ question: ConferenceQuestion, id: SQLFragment, lookUp: LookUp = .sets
  ) throws -> ConferenceConditions {
    try ConferenceConditions(self, question.filter, question.filters, id: id, lookUp: lookUp)
  }

  /// The conditions of a scope on a column that holds a conference's id, for a page.
  func conditions(
    _ scope: ConferenceScope, _ question: ConferenceQuestion, id: SQLFragment
  ) throws -> [Selection.Filter] {
    switch scope {
    case .all: return []
    case .few(let ids):
      // An index serves NULL, which nothing equals, and not an empty list.
      let list = ids.isEmpty ? "NULL" : ids.map(String.init).joined(separator: ", ")
      return [.init(name: "scope", condition: "\(id) IN (\(list))")]
    case .many:
      return try conditions(question, id: id, lookUp: .probes).all(question.filter.match)
    }
  }

  /// Where the sessions of many conferences begin in time or, backwards, where they end: a walk
  /// need not pass all that lie before.
  ///
  /// Nil where few conferences lie before, so that nothing would be gained.
  func edge(_ question: ConferenceQuestion, backwards: Bool) throws -> Int? {
    var selection = try conferences(question)
    for index in selection.sort.indices { selection.sort[index].descending = backwards }
    let key = try selection.page(PageRequest(limit: 1), connection).rows.first?.key.first
    guard let key else { return nil }
    let sign = backwards ? ">" : "<"
    guard try !isFew("conference", SQLFragment("sort_start \(sign) ?", key), ListPlan.skipped)
    else {
      return nil
    }
    let edge = backwards ? "max(sessions_to)" : "min(sessions_from)"
    return try memory.total(
      "SELECT \(edge) FROM conference WHERE id IN (\(selection.ids))", connection)
  }
}
