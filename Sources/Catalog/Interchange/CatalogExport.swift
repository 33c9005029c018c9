public import SQLite

/// Writes a whole catalog in its own form, record by record, in bounded memory.
///
/// The order is one in which records can refer to those before them, and depends on the data alone:
/// equal catalogs are exported as equal bytes.
public struct CatalogExport {
  public enum Form: String, Sendable, CaseIterable {
    /// One object with a list for each kind, as the seeds are.
    case json
    /// A record a line.
    case ndjson
  }

  /// A kind of record: its list in the document, and the slugs in their order.
  private struct Part: Sendable {
    let list: String
    let slugs: String
    let form: @Sendable (String, Connection) throws -> [UInt8]?

    init<Record: CatalogRecord>(_: Record.Type, _ list: String, _ slugs: String) {
      self.list = list
      self.slugs = slugs
      form = { try Record.load($0, $1)?.form }
    }
  }

  private static let parts = [
    Part(Source.self, "sources", "SELECT slug FROM source ORDER BY slug"),
    Part(Topic.self, "topics", "SELECT slug FROM topic ORDER BY slug"),
    Part(Audience.self, "audiences", "SELECT slug FROM audience ORDER BY slug"),
    Part(Place.self, "places", "SELECT slug FROM place ORDER BY slug"),
    Part(Series.self, "series", "SELECT slug FROM series ORDER BY slug"),
    Part(Conference.self, "conferences", "SELECT slug FROM conference ORDER BY slug"),
    Part(Track.self, "tracks", programmeOrder("track")),
    Part(Room.self, "rooms", programmeOrder("room")),
    Part(Speaker.self, "speakers", "SELECT slug FROM speaker ORDER BY slug"),
    Part(Session.self, "sessions", programmeOrder("session")),
    Part(
      Recommendation.self, "recommendations",
      """
      SELECT audience.slug || '/' || coalesce(series.slug, conference.slug) FROM recommendation
      JOIN audience ON audience.id = audience_id LEFT JOIN series ON series.id = series_id
      LEFT JOIN conference ON conference.id = conference_id
      ORDER BY position, recommendation.id
      """),
    Part(GuideItem.self, "guide", "SELECT slug FROM guide_item ORDER BY kind, position, slug"),
  ]

  private static func programmeOrder(_ table: String) -> String {
    """
    SELECT \(table).slug FROM \(table) JOIN conference ON conference.id = conference_id
    ORDER BY conference.slug, \(table).position, \(table).slug
    """
  }

  /// Gives the catalog as bytes, in pieces of some kilobytes, within the snapshot of the connection.
  public static func write(
    _ connection: Connection, as form: Form, to give: ([UInt8]) throws -> Void
  ) throws {
    var output: [UInt8] = []
    func flush(over size: Int) throws {
      guard output.count > size else { return }
      try give(output)
      output.removeAll(keepingCapacity: true)
    }
    if form == .json { output += "{".utf8 }
    for (number, part) in parts.enumerated() {
      if form == .json { output += "\(number == 0 ? "" : ",")\n\"\(part.list)\":[".utf8 }
      var isFirst = true
      try connection.each(part.slugs) { row in
        guard let record = try part.form(row.text(0), connection) else { return }
        if form == .json { output += (isFirst ? "\n" : ",\n").utf8 }
        isFirst = false
        output += record
        if form == .ndjson { output.append(0x0a) }
        try flush(over: 65_536)
      }
      if form == .json { output += "]".utf8 }
    }
    if form == .json { output += "}\n".utf8 }
    try flush(over: 0)
  }
}
