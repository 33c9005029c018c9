public import CatalogForm
public import CatalogModel
import JSON
import SQLite

/// Reads single records, as values and as JSON.
extension CatalogReader {
  /// Returns the record with a row ID; `nil` if there is none.
  public func record(_ kind: RecordKind, _ id: Int64) throws -> Record? {
    switch kind {
    case .conference: try conference(id: id).map { .conference($0) }
    case .series: try series(id: id).map { .series($0) }
    case .session: try session(id: id).map { .session($0) }
    case .track: try track(id: id).map { .track($0) }
    case .speaker: try speaker(id: id).map { .speaker($0) }
    case .venue: try venue(id: id).map { .venue($0) }
    case .deadline: try deadline(id: id).map { .deadline($0) }
    case .topic: try topic(id: id).map { .topic($0) }
    case .audience: try audience(id: id).map { .audience($0) }
    case .place: try place(id: id).map { .place($0) }
    case .source: try source(id: id).map { .source($0) }
    case .recommendation: try recommendation(id: id).map { .recommendation($0) }
    case .guideItem: try guideItem(id: id).map { .guideItem($0) }
    case .room: try room(id: id).map { .room($0) }
    }
  }

  /// Returns the row ID of the record with a public ID or slug; `nil` if there is none.
  public func row(_ kind: RecordKind, _ slug: String) throws -> Int64? {
    if kind == .recommendation {
      return try connection.first(Self.rowOfRecommendation, slug) { $0.int64(0) }
    }
    guard kind == .deadline else { return try id(kind.rawValue, slug) }
    guard let parts = Deadline.parts(ofPublicID: slug) else { return nil }
    return try connection.first(
      """
      SELECT deadline.id FROM deadline JOIN conference ON conference.id = conference_id
      WHERE conference.slug = ?1 AND deadline.slug = ?2
      """, parts.conference, parts.id
    ) { $0.int64(0) }
  }

  /// A query for the row ID of the recommendation with the ID `?1`: its audience, a slash and its
  /// subject.
  static let rowOfRecommendation = """
    SELECT recommendation.id FROM recommendation JOIN audience ON audience.id = audience_id
    LEFT JOIN series ON series.id = series_id
    LEFT JOIN conference ON conference.id = conference_id
    WHERE audience.slug || '/' || coalesce(series.slug, conference.slug) = ?1
    """

  /// Returns the conference with a slug; `nil` if there is none.
  public func conference(_ slug: String) throws -> Conference? {
    try id("conference", slug).flatMap { try conference(id: $0) }
  }

  /// Appends a record's JSON for a response; returns false if there is no such record.
  ///
  /// Caches the JSON unless it has local times in a requested time zone.
  public func append(
    _ kind: RecordKind, _ id: Int64, _ view: RecordView = .whole,
    localZone: TimeZoneRules? = nil, _ filling: inout RenderContext, to output: inout [UInt8]
  ) throws -> Bool {
    guard localZone == nil else {
      guard let template = try template(kind, id, view, localZone) else { return false }
      let start = output.count
      template.fill(&filling, to: &output)
      if case .members(let selection) = view {
        output.replaceSubrange(start..., with: selection.applied(to: Array(output[start...])))
      }
      return true
    }
    return try memory.records.append(
      kind, id, view, &filling, of: memory.revision, to: &output
    ) {
      try template(kind, id, view, nil)
    }
  }

  private func template(
    _ kind: RecordKind, _ id: Int64, _ view: RecordView, _ localZone: TimeZoneRules?
  ) throws -> RecordTemplate? {
    try record(kind, id).map { template($0, view, localZone) }
  }

  /// Appends the JSON of a record that does not come from this snapshot of the catalog.
  public func append(
    _ record: Record, _ view: RecordView, localZone: TimeZoneRules?, _ filling: inout RenderContext,
    to output: inout [UInt8]
  ) {
    template(record, view, localZone).fill(&filling, to: &output)
  }

  private func template(
    _ record: Record, _ view: RecordView, _ localZone: TimeZoneRules?
  ) -> RecordTemplate {
    var json = JSONWriter()
    if view == .brief {
      record.writeBrief(to: &json, in: context(localZone))
    } else {
      record.write(to: &json, in: context(localZone))
    }
    return RecordTemplate(json.bytes)
  }

  /// Returns the context for encoding records in a response.
  public func context(_ localZone: TimeZoneRules? = nil) -> RepresentationContext {
    var context = RepresentationContext(
      isResponse: true, localZone: localZone, zones: memory.zones)
    context.gazetteer = { location in try? self.point(of: location) }
    context.region = { location in try? self.region(of: location) }
    context.label = { kind, code in try? names.label(kind, code) }
    return context
  }

  /// Returns the region of a location's city; `nil` if the gazetteer has no such city, or several
  /// in different regions.
  private func region(of location: Location) throws -> String? {
    guard let city = location.city, let country = location.country else { return nil }
    return try connection.first(
      """
      SELECT CASE WHEN count(DISTINCT region) = 1 THEN min(region) END
      FROM place_label JOIN place ON place.id = place_id
      WHERE folded = ?1 AND kind = 'city' AND country = ?2
      """, Folding.fold(city), country
    ) { $0.textOrNil(0) } ?? nil
  }

  /// Returns the gazetteer's coordinates of a location's city; `nil` for anything coarser than a
  /// city.
  private func point(of location: Location) throws -> Coordinates? {
    guard let city = location.city, let country = location.country else { return nil }
    return try connection.first(
      """
      SELECT latitude, longitude FROM place_label JOIN place ON place.id = place_id
      WHERE folded = ?1 AND kind = 'city' AND country = ?2 AND latitude IS NOT NULL
        AND (?3 IS NULL OR region IS NULL OR region = ?3)
      """, Folding.fold(city), country, location.region
    ) { Coordinates(latitude: $0.double(0), longitude: $0.double(1)) }
  }
}
