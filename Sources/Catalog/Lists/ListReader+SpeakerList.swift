import CatalogModel
import SQLite

extension ListReader {
  /// Plans a list of speakers: the filters of sessions find those who speak at one of them.
  func prepareSpeakers(_ question: ListQuery) throws -> PreparedQuery {
    let (filter, speaker) = (question.filter, Table("speaker"))
    var ofSessions = filter
    (ofSessions.text, ofSessions.updatedSince) = (nil, nil)
    let sessions = try prepareSessions(ListQuery(.session, ofSessions))
    let ofTheirs = speaking(at: sessions)
    var restrictions = [try reader.conditions.updated(speaker, filter), ofTheirs]
    let few = filter.text == nil ? nil : try reader.conditions.few("speaker", restrictions)
    restrictions += try reader.search.words(filter, .speaker, rows: few)
    let usual: [Selection.SortKey] = [
      .init(expression: "speaker.name_folded"), .init(expression: "speaker.slug"),
    ]
    let selection = Selection(
      source: .init(speaker), id: speaker.id, filters: restrictions.page,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "name": [usual[0]],
          "updated": [.init(expression: "speaker.updated_at", type: .integer)],
        ]))
    var counted = selection
    counted.filters = restrictions.counted
    var prepared = PreparedQuery(
      selection: selection, counted: counted, whole: counted, match: filter.match)
    prepared.few = few
    return prepared
  }

  /// Restricts speakers to those of some sessions.
  ///
  /// The speakers of few sessions are looked up; for many, each speaker is checked.
  private func speaking(at sessions: PreparedQuery) -> IndexedFilter {
    guard !sessions.selection.filters.isEmpty else { return IndexedFilter([]) }
    let id = Table("speaker").id
    func named(_ condition: SQLFragment) -> [Selection.Condition] {
      [.init(name: "session", condition: condition)]
    }
    func set(_ selection: Selection) -> [Selection.Condition] {
      named(
        """
        \(id) IN (SELECT speaker_id FROM session
          CROSS JOIN session_speaker ON session_speaker.session_id = session.id
          WHERE \(selection.condition))
        """)
    }
    let probe = named(
      """
      EXISTS (SELECT 1 FROM session_speaker
        CROSS JOIN session ON session.id = session_speaker.session_id
        WHERE session_speaker.speaker_id = \(id) AND \(sessions.selection.condition))
      """)
    return IndexedFilter(
      sessions.sortsFewRows ? set(sessions.selection) : probe, counted: set(sessions.counted), id,
      isSelective: sessions.sortsFewRows)
  }
}
