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

extension CatalogFilter {
  /// What it asks of conferences alone, where something that belongs to them is listed.
  ///
  /// `keeps` names what means the conference although the listed kind has its own.
  func ofConferences(topics: Bool = false, dates: Bool = false) -> CatalogFilter {
    var filter = self
    (filter.formats, filter.kinds, filter.statuses) = (Choice(), Choice(), Choice())
    (filter.tracks, filter.rooms, filter.speakers) = (Choice(), Choice(), Choice())
    (filter.languages, filter.levels, filter.conferences) = (Choice(), Choice(), Choice())
    (filter.closesFrom, filter.closesTo, filter.phases) = (nil, nil, Choice())
    (filter.text, filter.updatedSince, filter.avoided) = (nil, nil, [])
    if !topics { (filter.topics, filter.exactTopics) = (Choice(), Choice()) }
    if !dates { (filter.from, filter.to, filter.endedBefore) = (nil, nil, nil) }
    return filter
  }

  /// Whether anything is asked of conferences; only for what `ofConferences` gives.
  fileprivate var asksNothing: Bool {
    var nothing = CatalogFilter(now: now)
    nothing.match = match
    return self == nothing
  }
}

extension CatalogReader {
  /// Up to so many conferences, what belongs to them is fetched and sorted.
  static let fewConferences = 90
  /// Up to so many conferences are walked past.
  private static let passed = 100

  func scope(_ filter: CatalogFilter) throws -> ConferenceScope {
    guard !filter.asksNothing else { return .all }
    let statement = try conferences(filter).pageStatement(PageRequest(limit: Self.fewConferences))
    let ids = try memory.ids(statement.statement, connection)
    return ids.count <= Self.fewConferences ? .few(ids) : .many
  }

  /// The conferences of a scope.
  func conferences(_ filter: CatalogFilter) throws -> Selection {
    var selection = try prepareConferences(ListQuestion(.conference, filter)).selection
    selection.notes = []
    return selection
  }

  /// The conditions of a scope on a column that holds a conference's id, for a page.
  func conditions(
    _ scope: ConferenceScope, _ filter: CatalogFilter, id: String
  ) throws -> [Selection.Filter] {
    switch scope {
    case .all: return []
    case .few(let ids):
      // An index serves NULL, which nothing equals, and not an empty list.
      let list = ids.isEmpty ? "NULL" : ids.map(String.init).joined(separator: ", ")
      return [.init(name: "scope", condition: SQLCondition("\(id) IN (\(list))"))]
    case .many:
      let conditions = try conferenceConditions(filter, id: id, lookUp: .probes)
      var filters = conditions.filters
      for (name, graded) in [("dates", conditions.dates), ("place", conditions.place)] {
        guard let graded else { continue }
        filters.append(.init(name: name, condition: graded.condition(filter.match)))
      }
      return filters
    }
  }

  /// Where the sessions of many conferences begin in time or, backwards, where they end: a walk
  /// need not pass all that lie before.
  ///
  /// Nil where few conferences lie before, so that nothing would be gained.
  func edge(_ filter: CatalogFilter, backwards: Bool) throws -> Int? {
    var selection = try conferences(filter)
    for index in selection.sort.indices { selection.sort[index].descending = backwards }
    let key = try selection.page(PageRequest(limit: 1), connection).rows.first?.key.first
    guard let key else { return nil }
    let sign = backwards ? ">" : "<"
    guard try !isFew("conference", SQLCondition("sort_start \(sign) ?", key), Self.passed) else {
      return nil
    }
    let condition = selection.condition
    let edge = backwards ? "max(sessions_to)" : "min(sessions_from)"
    return try memory.total(
      SQLCondition(
        """
        SELECT \(edge) FROM conference WHERE id IN (
          SELECT \(selection.id) FROM \(selection.source.sql) WHERE \(condition.sql))
        """, values: selection.source.values + condition.values), connection)
  }
}
