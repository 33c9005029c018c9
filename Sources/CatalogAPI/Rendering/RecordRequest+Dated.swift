import Catalog
import CatalogForm
import CatalogModel

extension RecordRequest {
  /// Returns the list of what takes place with a record that has no dates of its own: the editions
  /// of a series, the conferences in a venue, the sessions of a track or a speaker.
  ///
  /// Returns nil for a record of another kind.
  func datedRecords(_ call: RequestContext) throws -> ListRequest? {
    var filter = CatalogFilter(now: call.now)
    let wanted: RecordKind
    switch try former ?? call.reader.record(kind, row) {
    case .series(let series)?:
      filter[.series].included = [series.id]
      wanted = .conference
    case .venue?:
      filter[.venue] = row
      wanted = .conference
    case .track(let track)?:
      filter[.track].included = [track.id]
      wanted = .session
    case .speaker(let speaker)?:
      filter[.speaker].included = [speaker.id]
      wanted = .session
    default: return nil
    }
    return ListRequest(question: .list(ListQuery(wanted, filter)), page: PageRequest(limit: 1))
  }
}
