import CatalogModel
import SQLite

extension Source {
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64 {
    try writer.put("source", slug: self.id, id: id, CatalogReader.sources.columns(of: self))
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Source? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("source", slug, reader.source(id:))
  }
}

extension Topic {
  /// Topics may name each other in any order, so their links are written by `storeLinks`.
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64 {
    let stored = try writer.put(
      "topic", slug: self.id, id: id, CatalogReader.topics.columns(of: self))
    try writer.writeLabels("topic", stored, label, altLabels)
    writer.topicsChanged = true
    writer.changedTopics[self.id] = self
    return stored
  }

  func storeLinks(_ writer: CatalogWriter) throws {
    let id = try writer.id(.topic, self.id, for: self.id)
    try writer.clear("topic_broader", "topic_related", of: "topic_id", id: id)
    try writer.relate("topic_broader", id, .topic, broader, owner: "topic \(self.id)")
    try writer.relate("topic_related", id, .topic, related, owner: "topic \(self.id)")
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Topic? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("topic", slug, reader.topic(id:))
  }
}

extension Audience {
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64 {
    let stored = try writer.put(
      "audience", slug: self.id, id: id, CatalogReader.audiences.columns(of: self))
    try writer.writeLabels("audience", stored, label, altLabels)
    return stored
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Audience? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("audience", slug, reader.audience(id:))
  }
}

extension Place {
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64 {
    for country in isGroup ? countries : [country].compactMap({ $0 }) {
      try writer.unfileForPlace(in: country, isGroup: isGroup)
    }
    let stored = try writer.put(
      "place", slug: self.id, id: id,
      [
        "kind": kind, "name": name, "country": country, "region": region, "time_zone": timeZone,
        "latitude": coordinates?.latitude, "longitude": coordinates?.longitude,
      ])
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

extension Venue {
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64 {
    let precision = coordinates == nil ? nil : "venue"
    return try writer.put(
      "venue", slug: self.id, id: id,
      CatalogReader.venues.columns(of: self) + [("precision", precision)])
  }

  static func load(_ slug: String, _ connection: Connection) throws -> Venue? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("venue", slug, reader.venue(id:))
  }
}

extension CatalogWriter {
  /// Writes the names by which a record is found: its label first, then others.
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

  func writeDescendants() throws {
    try connection.execute(
      """
      DELETE FROM topic_descendant;
      INSERT INTO topic_descendant (topic_id, descendant_id)
      WITH RECURSIVE below (topic_id, descendant_id) AS (
        SELECT id, id FROM topic
        UNION
        SELECT below.topic_id, topic_broader.topic_id
        FROM below JOIN topic_broader ON topic_broader.broader_id = below.descendant_id
      )
      SELECT topic_id, descendant_id FROM below;
      """)
    topicsChanged = false
  }
}
