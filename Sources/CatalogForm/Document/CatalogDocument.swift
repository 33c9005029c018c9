public import CatalogModel
public import JSON

/// A document in the native format: any part of a catalog, whose records refer to each other by
/// slug.
public struct CatalogDocument: Sendable, Equatable {
  public var sources: [Source] = []
  public var topics: [Topic] = []
  public var audiences: [Audience] = []
  public var places: [Place] = []
  public var venues: [Venue] = []
  public var series: [Series] = []
  public var conferences: [Conference] = []
  public var tracks: [Track] = []
  public var rooms: [Room] = []
  public var speakers: [Speaker] = []
  public var sessions: [Session] = []
  public var recommendations: [Recommendation] = []
  public var guide: [GuideItem] = []
  /// Data that another catalog stored beside the records.
  package var kept: [RecordName: RecordMetadata] = [:]
  /// The fields that a record states although they are empty or have their default values.
  ///
  /// All other such fields keep their stored values.
  package var emptied: [RecordPlace: [String]] = [:]

  /// The edits of whole records by clients.
  package var edits: [RecordName: RecordEdit] = [:]

  /// Records to remove, or to merge into others.
  package var removals: [Removal] = []
  /// Records to rename, with their new slugs.
  package var renames: [RecordName: String] = [:]

  /// The list of `removals` in a document.
  public static let removed = "removed"

  public init() {}

  /// Decodes a whole document.
  ///
  /// If anything in it is wrong, throws all errors.
  public init(json: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do {
      value = try JSONParser.parse(json)
    } catch {
      throw .notJSON(error)
    }
    guard case .object(let object) = value else {
      throw .mistakes([InputMistake("", nil, "missing", "an object")])
    }
    let reader = ObjectReader(object)
    self.init(reader)
    guard reader.report.mistakes.isEmpty else { throw .mistakes(reader.report.mistakes) }
  }

  init(_ reader: ObjectReader) {
    var kept: [RecordName: RecordMetadata] = [:]
    var emptied: [RecordPlace: [String]] = [:]
    func list<Record: CatalogRecord>(_ name: String, _ map: (ObjectReader) -> Record) -> [Record] {
      var count = 0
      return reader.list(name) { reader in
        let errorCount = reader.report.errorCount
        reader.report.keepsLong = reader.report.dropsMistaken && reader.object["kept"] != nil
        let record = map(reader)
        let name = RecordName(kind: Record.kind, slug: record.id)
        kept[name] = reader.reader("kept").map { RecordMetadata($0) }
        emptied[RecordPlace(kind: Record.kind, index: count)] = reader.emptied(record)
        // A record with an error is dropped.
        if reader.report.errorCount == errorCount { count += 1 }
        return record
      }
    }
    sources = list("sources") { Source($0) }
    topics = list("topics") { Topic($0) }
    audiences = list("audiences") { Audience($0) }
    places = list("places") { Place($0) }
    venues = list("venues") { Venue($0) }
    series = list("series") { Series($0) }
    conferences = list("conferences") { Conference($0) }
    tracks = list("tracks") { Track($0) }
    rooms = list("rooms") { Room($0) }
    speakers = list("speakers") { Speaker($0) }
    sessions = list("sessions") { Session($0) }
    recommendations = list("recommendations") { Recommendation($0) }
    guide = list("guide") { GuideItem($0) }
    removals = reader.list(Self.removed) { reader in
      if let removal = Removal(reader) { return removal }
      reader.report("removed", nil, "true")
      return Removal(RecordName(kind: .session, slug: ""))
    }
    self.kept = kept
    self.emptied = emptied
    reader.reportUnread()
  }

  /// Adds a conference that states these fields, even with their default values.
  public mutating func append(_ conference: Conference, stating fields: [String]) {
    emptied[RecordPlace(kind: .conference, index: conferences.count)] = fields
    conferences.append(conference)
  }

  /// Adds a session that states these fields, even with their default values.
  public mutating func append(_ session: Session, stating fields: [String]) {
    emptied[RecordPlace(kind: .session, index: sessions.count)] = fields
    sessions.append(session)
  }

  /// The number of records and removals.
  public var count: Int {
    sources.count + topics.count + audiences.count + places.count + venues.count + series.count
      + conferences.count + tracks.count + rooms.count + speakers.count + sessions.count
      + recommendations.count + guide.count + removals.count
  }

  /// Appends the records of another document.
  public mutating func append(_ other: CatalogDocument) {
    for (place, fields) in other.emptied {
      emptied[RecordPlace(kind: place.kind, index: place.index + count(of: place.kind))] = fields
    }
    sources += other.sources
    topics += other.topics
    audiences += other.audiences
    places += other.places
    venues += other.venues
    series += other.series
    conferences += other.conferences
    tracks += other.tracks
    rooms += other.rooms
    speakers += other.speakers
    sessions += other.sessions
    recommendations += other.recommendations
    guide += other.guide
    removals += other.removals
    kept.merge(other.kept) { _, other in other }
    edits.merge(other.edits) { _, other in other }
    renames.merge(other.renames) { _, other in other }
  }

  /// Returns the number of records of a kind.
  private func count(of kind: RecordKind) -> Int {
    switch kind {
    case .source: sources.count
    case .topic: topics.count
    case .audience: audiences.count
    case .place: places.count
    case .venue: venues.count
    case .series: series.count
    case .conference: conferences.count
    case .track: tracks.count
    case .room: rooms.count
    case .speaker: speakers.count
    case .session: sessions.count
    case .recommendation: recommendations.count
    case .guideItem: guide.count
    case .deadline: 0
    }
  }
}

/// A client's edit of a whole record.
package struct RecordEdit: Sendable, Equatable {
  /// The fields that the client states on purpose; `nil` for all.
  ///
  /// The values of these fields settle contradictions between sources.
  package var stated: Set<String>?

  package init(stated: Set<String>?) { self.stated = stated }
}

/// The reason to reject a document.
public enum DocumentError: Error, CustomStringConvertible {
  case notJSON(JSONError)
  /// All errors in the document.
  case mistakes([InputMistake])

  public var description: String {
    switch self {
    case .notJSON(let error): "not JSON: \(error)"
    case .mistakes(let mistakes): mistakes.map(\.description).joined(separator: "\n")
    }
  }
}
