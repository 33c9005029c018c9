import CatalogForm
import CatalogModel
import SQLite

extension Track: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let owner = "track \(self.id)"
    let conferenceID = try writer.slugs.id(.conference, conference, for: owner)
    var columns = CatalogReader.tracks.columns(of: self) + [("name_key", Folding.order(name))]
    if let id = row.id {
      try writer.clear("track_alias", "track_topic", of: "track_id", id: id)
    } else {
      // An update keeps the track's place in the order.
      columns += [("conference_id", conferenceID), ("position", writer.position(.track, row))]
      writer.filters.changed.insert(conferenceID)
    }
    let stored = try writer.put("track", slug: self.id, row, columns)
    for (position, alias) in aliases.enumerated() {
      try writer.connection.run(
        "INSERT INTO track_alias VALUES (?1, ?2, ?3)", stored, position, alias)
    }
    try writer.relate("track_topic", stored, .topic, topics, owner: owner)
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Track? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("track", slug, reader.track(id:))
  }
}

extension Room: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    var columns = CatalogReader.rooms.columns(of: self)
    if row.id == nil {
      let conferenceID = try writer.slugs.id(.conference, conference, for: "room \(self.id)")
      columns += [("conference_id", conferenceID), ("position", writer.position(.room, row))]
    }
    return try writer.put("room", slug: self.id, row, columns)
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Room? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("room", slug, reader.room(id:))
  }
}

extension Speaker: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    guard row.id == nil else {
      return try writer.put(
        "speaker", slug: self.id, row,
        CatalogReader.speakers.columns(of: self) + [("name_folded", Folding.fold(name))])
    }
    let stamp = writer.stamp("speaker", self.id, row)
    let stored = try writer.bulk.speaker.insert { row in
      row.text(self.id)
      row.text(Folding.fold(name))
      row.columns(of: self)
      row.integer(writer.revision)
      row.integer(stamp.sequence)
      row.integer(stamp.updatedAt.seconds)
    }
    try writer.search.add(
      RecordText(
        number: SearchDocument.speaker.base + stored, name: name, about: affiliation ?? ""))
    writer.slugs.rememberSpeaker(self.id, stored, name)
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Speaker? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("speaker", slug, reader.speaker(id:))
  }
}

extension Recommendation: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let owner = "recommendation for \(audience)"
    let source = try writer.slugs.id(.source, source, for: owner)
    guard row.id == nil else {
      return try writer.put(
        "recommendation", row, ["as_named": asNamed, "reason": reason, "source_id": source])
    }
    let series = try writer.slugs.id(.series, series, for: owner)
    let conference = try writer.slugs.id(.conference, conference, for: owner)
    if let series { try writer.filters.refileEditions(series) }
    if let conference { writer.filters.changed.insert(conference) }
    return try writer.put(
      "recommendation", row,
      [
        "position": writer.position(.recommendation, row),
        "audience_id": try writer.slugs.id(.audience, audience, for: owner),
        "series_id": series, "conference_id": conference, "as_named": asNamed, "reason": reason,
        "source_id": source,
      ])
  }

  /// Returns the row ID of the recommendation for this audience and subject.
  func find(_ writer: CatalogWriter) throws -> Int64? {
    let owner = "recommendation for \(audience)"
    return try writer.connection.first(
      """
      SELECT id FROM recommendation
      WHERE audience_id = ?1 AND series_id IS ?2 AND conference_id IS ?3
      """, try writer.slugs.id(.audience, audience, for: owner),
      try writer.slugs.id(.series, series, for: owner),
      try writer.slugs.id(.conference, conference, for: owner)
    ) { $0.int64(0) }
  }

  /// Loads a recommendation by its slug in the change log: "audience/subject".
  static func load(_ slug: String, _ connection: Connection) throws -> Recommendation? {
    try connection.first(
      """
      SELECT audience.slug, series.slug, conference.slug, as_named, reason, source.slug
      FROM recommendation JOIN audience ON audience.id = audience_id
      LEFT JOIN series ON series.id = series_id
      LEFT JOIN conference ON conference.id = conference_id
      LEFT JOIN source ON source.id = source_id
      WHERE audience.slug || '/' || coalesce(series.slug, conference.slug) = ?1
      """, slug
    ) { row in
      Recommendation(
        audience: row.text(0), series: row.textOrNil(1), conference: row.textOrNil(2),
        asNamed: row.textOrNil(3), reason: row.textOrNil(4), source: row.textOrNil(5))
    }
  }
}

extension GuideItem: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let source = try writer.slugs.id(.source, source, for: "guide item \(self.id)")
    return try writer.put(
      "guide_item", slug: self.id, row,
      CatalogReader.guide.columns(of: self) + [("source_id", source)])
  }

  static func load(_ slug: String, _ connection: Connection) throws -> GuideItem? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("guide_item", slug, reader.guideItem(id:))
  }
}
