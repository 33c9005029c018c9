import SQLite

extension CatalogWriter {
  /// Series may name each other as parents in any order.
  func write(_ all: [Series]) throws {
    for series in all {
      let dates = series.dates
      let id = try insert(
        "series", slug: series.id,
        [
          "name": series.name, "full_name": series.fullName, "kind": series.kind,
          "organizer": series.organizer, "website": series.website,
          "frequency": series.frequency, "ended": series.ended, "same_as": series.sameAs,
          "edtf": dates?.edtf, "date_text": dates?.text, "date_precision": dates?.precision,
          "start_earliest": dates?.startEarliest?.description,
          "start_latest": dates?.startLatest?.description,
          "end_earliest": dates?.endEarliest?.description,
          "end_latest": dates?.endLatest?.description,
          "verification_state": series.verification.state,
          "verification_checked_at": series.verification.checkedAt,
          "verification_note": series.verification.note,
        ])
      for (position, alias) in series.aliases.enumerated() {
        try connection.run(
          "INSERT INTO series_alias VALUES (?1, ?2, ?3, ?4)", id, position, alias,
          Folding.fold(alias))
      }
      try relate("series_topic", id, .topic, series.topics, owner: "series \(series.id)")
      for (position, ranking) in series.rankings.enumerated() {
        try connection.run(
          "INSERT INTO ranking VALUES (?1, ?2, ?3, ?4, ?5, ?6)", id, position, ranking.system,
          ranking.value, ranking.year,
          try self.id(.source, ranking.source, for: "series \(series.id)"))
      }
      try write(series.locations, "series_id", id)
      try write(series.sources, "series", id, owner: series.id)
    }
    for series in all where series.parent != nil {
      try connection.run(
        "UPDATE series SET parent_id = ?2 WHERE slug = ?1", series.id,
        try id(.series, series.parent, for: "series \(series.id)"))
    }
  }

  func write(_ conference: Conference) throws {
    let owner = "conference \(conference.id)"
    let dates = conference.dates
    let id = try insert(
      "conference", slug: conference.id,
      [
        "name": conference.name, "acronym": conference.acronym,
        "edition_number": conference.editionNumber, "year": conference.year,
        "tagline": conference.tagline, "theme": conference.theme, "summary": conference.summary,
        "kind": conference.kind, "status": conference.status, "edtf": dates?.edtf,
        "date_text": dates?.text, "date_precision": dates?.precision,
        "start_earliest": dates?.startEarliest?.description,
        "start_latest": dates?.startLatest?.description,
        "end_earliest": dates?.endEarliest?.description,
        "end_latest": dates?.endLatest?.description,
        "previous_dates": conference.previousDates, "time_zone": conference.timeZone,
        "format": conference.format, "programme_status": conference.programmeStatus,
        "deadlines_status": conference.deadlinesStatus,
        "session_kinds_known": conference.sessionKinds != nil,
        "organizer": conference.organizer, "languages": conference.languages.map(Self.json),
        "accessibility": conference.accessibility,
        "expected_attendance": conference.expectedAttendance, "offers": conference.offers,
        "acceptance": conference.acceptance,
        "verification_state": conference.verification.state,
        "verification_checked_at": conference.verification.checkedAt,
        "verification_note": conference.verification.note,
      ])
    try relate("conference_series", id, .series, conference.series, owner: owner)
    try relate("conference_topic", id, .topic, conference.topics, owner: owner)
    try relate("conference_audience", id, .audience, conference.audiences, owner: owner)
    for (position, kind) in (conference.sessionKinds ?? []).enumerated() {
      try connection.run(
        "INSERT INTO conference_session_kind VALUES (?1, ?2, ?3)", id, kind, position)
    }
    try write(conference.locations, "conference_id", id)
    for (position, link) in conference.links.enumerated() {
      try connection.run(
        "INSERT INTO link VALUES ('conference', ?1, ?2, ?3, ?4, ?5, ?6)", id, position, link.rel,
        link.url, link.checkedAt, link.ok)
    }
    for (position, issue) in conference.dataIssues.enumerated() {
      try connection.run(
        "INSERT INTO data_issue VALUES ('conference', ?1, ?2, ?3, ?4)", id, position, issue.field,
        issue.values)
    }
    try write(conference.sources, "conference", id, owner: owner)
    for (position, deadline) in conference.deadlines.enumerated() {
      try write(deadline, conferenceID: id, position: position)
    }
  }

  private func write(_ deadline: Deadline, conferenceID: Int64, position: Int) throws {
    let owner = "deadline \(deadline.id) of \(deadline.conference)"
    let id = try insert(
      "deadline", slug: deadline.id,
      [
        "conference_id": conferenceID, "position": position,
        "track_id": try self.id(.track, deadline.track, for: owner), "kind": deadline.kind,
        "kind_label": deadline.kindLabel, "label": deadline.label, "round": deadline.round,
        "local": deadline.local, "time_zone_declared": deadline.timeZoneDeclared,
        "precision": deadline.moment.precision.rawValue,
        "at_utc": deadline.moment.at?.seconds,
        "not_before_utc": deadline.moment.notBefore?.seconds,
        "not_after_utc": deadline.moment.notAfter?.seconds, "status": deadline.declaredStatus,
        "supersedes": deadline.supersedes,
      ])
    try write(deadline.sources, "deadline", id, owner: owner)
  }

  private func write(_ locations: [Location], _ owner: String, _ id: Int64) throws {
    for (position, location) in locations.enumerated() {
      let point = try location.coordinates ?? coordinates(of: location)
      try connection.run(
        """
        INSERT INTO location (\(owner), position, venue_id, venue, city, city_folded, region,
          country, latitude, longitude, precision, certainty, text, is_virtual, url)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """, id, position, try venue(location), location.venue, location.city,
        location.city.map(Folding.fold), location.region, location.country, point?.latitude,
        point?.longitude, location.precision, location.certainty, location.text,
        location.isVirtual, location.url)
    }
  }

  /// Where the gazetteer has a city that is named without a point of its own; never a region's or
  /// a country's middle.
  private func coordinates(of location: Location) throws -> Coordinates? {
    guard let city = location.city, let country = location.country else { return nil }
    let point = try connection.first(
      """
      SELECT latitude, longitude FROM place_label JOIN place ON place.id = place_id
      WHERE folded = ?1 AND kind = 'city' AND country = ?2 AND latitude IS NOT NULL
        AND (?3 IS NULL OR region IS NULL OR region = ?3)
      """, Folding.fold(city), country, location.region
    ) { Coordinates(latitude: $0.double(0), longitude: $0.double(1)) }
    return point
  }

  /// The venue of a location, made where it is new: one name in one city is one venue.
  private func venue(_ location: Location) throws -> Int64? {
    guard let name = location.venue, !location.isVirtual else { return nil }
    let slug = Folding.slug([name, location.city].compactMap(\.self).joined(separator: " "))
    guard !slug.isEmpty else { return nil }
    let known = try connection.first("SELECT id FROM venue WHERE slug = ?1", slug) { $0.int64(0) }
    if let known { return known }
    return try insert(
      "venue", slug: slug,
      [
        "name": name, "city": location.city, "region": location.region,
        "country": location.country, "latitude": location.coordinates?.latitude,
        "longitude": location.coordinates?.longitude, "precision": location.precision,
      ])
  }

  private func write(
    _ sources: [Attribution], _ kind: String, _ id: Int64, owner: String
  ) throws {
    for (position, source) in sources.enumerated() {
      try connection.run(
        "INSERT INTO attribution VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", kind, id, position,
        try self.id(.source, source.source, for: owner), Self.json(source.fields),
        source.asStated, source.checkedAt)
    }
  }

  /// Writes the rows of a many-to-many table in the order of the slugs.
  func relate(
    _ table: String, _ id: Int64, _ kind: Kind, _ slugs: [String], owner: String
  ) throws {
    for (position, slug) in slugs.enumerated() {
      try connection.run(
        "INSERT OR IGNORE INTO \(table) VALUES (?1, ?2, ?3)", id,
        try self.id(kind, slug, for: owner), position)
    }
  }
}
