import CatalogForm
import CatalogModel
import JSON
public import SQLite

/// Writes a whole catalog in the native format, record by record, in bounded memory.
///
/// The kinds come in an order in which records refer only to earlier ones or to their own kind;
/// within a kind, records come in the order of their creation. So importing an export and exporting
/// again yields the same bytes, ties in lists are broken alike, and two exports differ only in what
/// has changed.
public struct CatalogExport {
  public enum Form: String, Sendable, CaseIterable {
    /// One object with a list for each kind, as in the seeds.
    case json
    /// One record on each line.
    case ndjson
  }

  /// A kind of record: its list in the document, and the query for its slugs in order.
  private struct Part: Sendable {
    let kind: RecordKind
    let list: String
    let slugs: String
    let form: @Sendable (String, Int64, Connection) throws -> [UInt8]?

    init<Record: StoredRecord>(_: Record.Type, _ list: String, _ slugs: String) {
      kind = Record.kind
      self.list = list
      self.slugs = slugs
      form = { slug, id, connection in
        guard var form = try Record.load(slug, connection)?.form else { return nil }
        var kept = JSONWriter()
        try RecordMetadata.load(Record.kind, slug, id, connection).write(to: &kept)
        // `kept` follows the last member of the record.
        form.removeLast()
        return form + ",\"kept\":".utf8 + kept.bytes + [UInt8(ascii: "}")]
      }
    }
  }

  private static let parts = [
    Part(Source.self, "sources", rows("source")), Part(Topic.self, "topics", rows("topic")),
    Part(Audience.self, "audiences", rows("audience")), Part(Place.self, "places", rows("place")),
    Part(Venue.self, "venues", rows("venue")),
    Part(Series.self, "series", rows("series")),
    Part(Conference.self, "conferences", rows("conference")),
    Part(Track.self, "tracks", rows("track")), Part(Room.self, "rooms", rows("room")),
    Part(Speaker.self, "speakers", rows("speaker")),
    Part(Session.self, "sessions", rows("session")),
    Part(
      Recommendation.self, "recommendations",
      """
      SELECT audience.slug || '/' || coalesce(series.slug, conference.slug), recommendation.id
      FROM recommendation
      JOIN audience ON audience.id = audience_id LEFT JOIN series ON series.id = series_id
      LEFT JOIN conference ON conference.id = conference_id ORDER BY recommendation.id
      """), Part(GuideItem.self, "guide", rows("guide_item")),
  ]

  private static func rows(_ table: String) -> String {
    "SELECT slug, id FROM \(table) ORDER BY id"
  }

  /// Passes the catalog to `give` in pieces of about 64 KiB, within the snapshot of the connection.
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
        guard let record = try part.form(row.text(0), row.int64(1), connection) else { return }
        if form == .json { output += (isFirst ? "\n" : ",\n").utf8 }
        isFirst = false
        output += record
        if form == .ndjson { output.append(0x0a) }
        try flush(over: 65_536)
      }
      if form == .json { output += "]".utf8 }
    }
    // An export of a catalog from which nothing was removed needs no list of it.
    var isFirst = true
    for kind in parts.map(\.kind) + [.deadline] {
      for removal in try Removal.stored(kind, connection) {
        if form == .json {
          output += isFirst ? ",\n\"\(CatalogDocument.removed)\":[\n".utf8 : ",\n".utf8
        }
        isFirst = false
        output += removal.form
        if form == .ndjson { output.append(0x0a) }
        try flush(over: 65_536)
      }
    }
    if form == .json { output += "\(isFirst ? "" : "]")}\n".utf8 }
    try flush(over: 0)
  }
}
