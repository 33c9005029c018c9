import CatalogForm
import CatalogModel
import SQLite

extension ListReader {
  /// Returns the rooms of a conference, in the order of its programme.
  public func rooms(conference: Int64) throws -> [Hit] {
    try connection.all(
      "SELECT id FROM room WHERE conference_id = ?1 ORDER BY position, id", conference
    ) { Hit(.room, $0.int64(0)) }
  }

  func prepareTracks(_ question: ListQuery) throws -> PreparedQuery {
    let (filter, filters) = (question.filter, RecordList.tracks.filters)
    let track = Table("track")
    let ofConferences = ConferenceQuery(filter, filters)
    let named = filter[.conference].included
    let isOfOne = named.count == 1
    let (ofThem, _) = try restriction(
      ofConferences, on: track.conference_id, isNamed: !named.isEmpty)
    let context = ListContext(reader: reader, filter: filter, table: track)
    var restrictions = [ofThem] + (try reader.conditions.restrictions(context, filters))
    restrictions.append(try reader.conditions.updated(track, filter))
    let few = filter.text == nil ? nil : try reader.conditions.few("track", restrictions)
    restrictions += try reader.search.words(filter, .track, rows: few)
    let usual: [Selection.SortKey] =
      isOfOne
      ? [.init(expression: "track.position", type: .integer), .init(expression: "track.slug")]
      : [.init(expression: "track.slug")]
    let selection = Selection(
      source: .init(track), id: track.id, filters: restrictions.page,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "name": [.init(expression: "track.name_key")],
          "updated": [.init(expression: "track.updated_at", type: .integer)],
        ]))
    let conditions = try conditions(ofConferences, id: "\(track.conference_id)")
    var counted = selection
    counted.filters = conditions.all(filter.match) + restrictions.counted
    var prepared = PreparedQuery(
      selection: selection, counted: counted, whole: counted, dates: conditions.dates,
      place: conditions.place, hasCoarser: conditions.hasCoarser, match: filter.match)
    prepared.few = few
    return prepared
  }
}
