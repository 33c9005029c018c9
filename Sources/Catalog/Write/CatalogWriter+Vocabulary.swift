import CatalogModel
import SQLite

extension Source: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    try writer.put("source", slug: self.id, row, CatalogReader.sources.columns(of: self))
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Source? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("source", slug, reader.source(id:))
  }
}

extension Topic: StoredRecord {
  /// Stores the topic without its links, which `storeLinks` writes: topics may refer to each other
  /// in any order.
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let stored = try writer.put(
      "topic", slug: self.id, row, CatalogReader.topics.columns(of: self))
    try writer.writeLabels("topic", stored, label, altLabels)
    writer.topics.hasChanged = true
    writer.topics.changed[self.id] = self
    return stored
  }

  func storeLinks(_ writer: CatalogWriter) throws {
    let id = try writer.slugs.id(.topic, self.id, for: self.id)
    try writer.clear("topic_broader", "topic_related", of: "topic_id", id: id)
    try writer.relate("topic_broader", id, .topic, broader, owner: "topic \(self.id)")
    try writer.relate("topic_related", id, .topic, related, owner: "topic \(self.id)")
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Topic? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("topic", slug, reader.topic(id:))
  }
}

extension Audience: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let stored = try writer.put(
      "audience", slug: self.id, row, CatalogReader.audiences.columns(of: self))
    try writer.writeLabels("audience", stored, label, altLabels)
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Audience? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("audience", slug, reader.audience(id:))
  }
}

extension Place: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    if isGroup {
      for country in countries { try writer.filters.refilePlaces(in: country) }
    } else if let country {
      try writer.unindexPlaces(in: country)
    }
    let stored = try writer.put(
      "place", slug: self.id, row, CatalogReader.places.columns(of: self))
    try writer.writeLabels("place", stored, name, altNames)
    try writer.clear("place_country", of: "place_id", id: stored)
    for (position, country) in countries.enumerated() {
      try writer.connection.run(
        "INSERT INTO place_country VALUES (?1, ?2, ?3)", stored, position, country)
    }
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Place? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("place", slug, reader.place(id:))
  }
}

extension Venue: StoredRecord {
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let precision = coordinates == nil ? nil : "venue"
    return try writer.put(
      "venue", slug: self.id, row,
      CatalogReader.venues.columns(of: self) + [("precision", precision)])
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Venue? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("venue", slug, reader.venue(id:))
  }
}

extension CatalogWriter {
  /// Writes the labels of a record: the preferred one first, then the alternative ones.
  fileprivate func writeLabels(
    _ owner: String, _ id: Int64, _ label: String, _ others: [String]
  ) throws {
    try clear("\(owner)_label", of: "\(owner)_id", id: id)
    var seen: Set<String> = []
    for (position, name) in ([label] + others).enumerated() {
      let folded = Folding.fold(name)
      try connection.run(
        """
        INSERT OR IGNORE INTO \(owner)_label (\(owner)_id, position, label, folded, preferred)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """, id, position, name, seen.insert(folded).inserted ? folded : "\(folded) \(position)",
        position == 0)
    }
  }
}
