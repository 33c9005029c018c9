import CatalogForm
import CatalogModel
import SQLite

extension Series: StoredRecord {
  /// Stores the series without its parent, which `finish` writes: series may refer to each other in
  /// any order.
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let owner = "series \(self.id)"
    let stored = try writer.put(
      "series", slug: self.id, row,
      CatalogReader.allSeries.columns(of: self) + [("name_key", Folding.order(name))])
    if row.id != nil {
      try writer.clearPlaces(of: "series_id", id: stored)
      try writer.clear("series_alias", "series_topic", "ranking", of: "series_id", id: stored)
    }
    for (position, alias) in aliases.enumerated() {
      try writer.connection.run(
        "INSERT INTO series_alias VALUES (?1, ?2, ?3, ?4)", stored, position, alias,
        Folding.fold(alias))
    }
    try writer.relate("series_topic", stored, .topic, topics, owner: owner)
    for (position, ranking) in rankings.enumerated() {
      try writer.connection.run(
        "INSERT INTO ranking VALUES (?1, ?2, ?3, ?4, ?5, ?6)", stored, position, ranking.system,
        ranking.value, ranking.year, try writer.slugs.id(.source, ranking.source, for: owner))
    }
    try writer.write(locations, "series_id", stored, row.kept)
    try writer.filters.findRegions(of: "series_id", stored)
    try writer.write(sources, "series", stored, owner: owner, isNew: row.id == nil)
    if let parent { writer.deferred.parents.append((.series, self.id, parent)) }
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Series? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("series", slug, reader.series(id:))
  }
}

extension Conference: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let owner = "conference \(self.id)"
    let stored = try writer.put(
      "conference", slug: self.id, row,
      CatalogReader.conferences.columns(of: self) + [("name_key", Folding.order(name))])
    if row.id != nil {
      try writer.clearPlaces(of: "conference_id", id: stored)
      try writer.clear(
        "conference_series", "conference_topic", "conference_audience", "conference_session_kind",
        of: "conference_id", id: stored)
      try writer.connection.run(
        "DELETE FROM link WHERE owner_kind = 'conference' AND owner_id = ?1", stored)
    }
    try writer.relate("conference_series", stored, .series, series, owner: owner)
    try writer.relate("conference_topic", stored, .topic, topics, owner: owner)
    try writer.relate("conference_audience", stored, .audience, audiences, owner: owner)
    for (position, kind) in (sessionKinds ?? []).enumerated() {
      try writer.connection.run(
        "INSERT OR IGNORE INTO conference_session_kind VALUES (?1, ?2, ?3)", stored, kind,
        position)
    }
    try writer.write(locations, "conference_id", stored, row.kept)
    for (position, link) in links.enumerated() {
      try writer.connection.run(
        "INSERT INTO link VALUES ('conference', ?1, ?2, ?3, ?4, ?5, ?6, ?7)", stored, position,
        link.rel, link.url, link.title, link.checkedAt, link.ok)
    }
    try writer.write(dataIssues, of: .conference, stored)
    try writer.write(sources, "conference", stored, owner: owner, isNew: row.id == nil)
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Conference? {
    try CatalogReader(writing: connection).conference(slug)
  }
}

extension CatalogWriter {
  func write(_ issues: [DataIssue], of kind: RecordKind, _ id: Int64) throws {
    try connection.run(
      "DELETE FROM data_issue WHERE owner_kind = ?1 AND owner_id = ?2", kind.rawValue, id)
    for (position, issue) in issues.enumerated() {
      try connection.run(
        "INSERT INTO data_issue VALUES (?1, ?2, ?3, ?4, ?5)", kind.rawValue, id, position,
        issue.field, issue.values)
    }
  }

  /// Deletes the locations of a record.
  ///
  /// A trigger cannot do this: SQLite does not let triggers of an untrusted schema write to virtual
  /// tables.
  func clearPlaces(of owner: String, id: Int64) throws {
    try connection.run(
      "DELETE FROM location_point WHERE id IN (SELECT id FROM location WHERE \(owner) = ?1)", id)
    try clear("location", of: owner, id: id)
  }

  fileprivate func write(
    _ locations: [Location], _ owner: String, _ id: Int64, _ kept: RecordMetadata?
  ) throws {
    for (position, location) in locations.enumerated() {
      try connection.run(
        """
        INSERT INTO location (\(owner), position, venue_id, venue, city, city_folded, region,
          country, latitude, longitude, precision, certainty, text, is_virtual, url)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """, id, position, try venue(location, kept), location.venue, location.city,
        location.city.map(Folding.fold), location.region, location.country,
        location.coordinates?.latitude, location.coordinates?.longitude, location.precision,
        location.certainty, location.text,
        location.isVirtual, location.url)
    }
  }

  /// Returns the venue of a location, created if it is new; a name in a city is one venue.
  ///
  /// A new venue gets the stamp of the conference.
  private func venue(_ location: Location, _ kept: RecordMetadata?) throws -> Int64? {
    guard let name = location.venue, !location.isVirtual else { return nil }
    let slug = Folding.slug([name, location.city].compactMap(\.self).joined(separator: " "))
    guard !slug.isEmpty else { return nil }
    let known = try connection.first(
      """
      SELECT id FROM venue WHERE slug = ?1
        OR slug IN (SELECT target FROM redirect WHERE kind = 'venue' AND redirect.slug = ?1)
      ORDER BY slug <> ?1
      """, slug
    ) { $0.int64(0) }
    if let known { return known }
    let id = try put(
      "venue", slug: slug, RecordRow(kept: kept),
      [
        "name": name, "city": location.city, "region": location.region,
        "country": location.country, "latitude": location.coordinates?.latitude,
        "longitude": location.coordinates?.longitude, "precision": location.precision,
      ])
    try log.addCreation(.venue, slug)
    search.addLater(.venue, id)
    return id
  }

  func write(
    _ sources: [Attribution], _ kind: String, _ id: Int64, owner: String, isNew: Bool
  ) throws {
    if !isNew {
      try connection.run(
        "DELETE FROM attribution WHERE owner_kind = ?1 AND owner_id = ?2", kind, id)
    }
    for (position, source) in sources.enumerated() {
      try connection.run(
        "INSERT INTO attribution VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", kind, id, position,
        try slugs.id(.source, source.source, for: owner), source.fields.column,
        source.asStated, source.checkedAt)
    }
  }
}
