import CatalogForm
import CatalogModel
import SQLite

extension ListReader {
  func prepareDeadlines(_ question: ListQuery) throws -> PreparedQuery {
    let (filter, filters) = (question.filter, RecordList.deadlines.filters)
    let deadline = Table.deadline
    let ofConferences = ConferenceQuery(filter, filters)
    let isByTime = question.sort.first.map { $0.name == "at" } ?? true
    let (ofThem, _) = try restriction(
      ofConferences, on: deadline.conference_id,
      isNamed: !filter[.conference].included.isEmpty)
    let context = ListContext(
      reader: reader, filter: filter, table: deadline, isByTime: isByTime)
    let restrictions =
      [ofThem] + (try reader.conditions.restrictions(context, filters))
      + [try reader.conditions.updated(deadline, filter), IndexedFilter(said(filter))]
    let usual: [Selection.SortKey] = [
      .init(expression: "deadline.sort_at", type: .integer),
      .init(expression: "deadline.conference_id", type: .integer),
      .init(expression: "deadline.position", type: .integer),
    ]
    let selection = Selection(
      source: .init(deadline), id: deadline.id, filters: restrictions.page,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "at": [usual[0]],
          "updated": [.init(expression: "deadline.updated_at", type: .integer)],
        ]))
    let conditions = try conditions(ofConferences, id: "\(deadline.conference_id)")
    var counted = selection
    counted.filters = conditions.all(filter.match) + restrictions.counted
    var prepared = PreparedQuery(
      selection: selection, counted: counted, whole: counted, place: conditions.place,
      hasCoarser: conditions.hasCoarser, match: filter.match)
    if let now = question.dividedAt, question.sort.isEmpty {
      prepared.divide(
        AheadFirst(
          deadlinesAt: now,
          column: restrictions.leavesFew ? "+\(deadline.sort_at)" : "\(deadline.sort_at)"))
    }
    return prepared
  }

  /// Returns conditions that the label, the kind or the conference's name contain the words of the
  /// query.
  private func said(_ filter: CatalogFilter) -> [Selection.Condition] {
    (filter.text?.terms ?? []).map { term in
      let words = SQLFragment(
        """
        instr(lower(coalesce(label, '') || ' ' || kind || ' ' || coalesce(kind_label, '')
          || ' ' || (SELECT name || ' ' || coalesce(acronym, '') FROM conference
            WHERE conference.id = conference_id)), ?) > 0
        """, term.words.joined(separator: " "))
      return .init(name: "q", condition: term.isExcluded ? words.negated : words)
    }
  }
}
