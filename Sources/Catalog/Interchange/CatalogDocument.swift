public import JSON

/// A file in the catalog's own JSON: any part of a catalog, whose records name each other by slug.
public struct CatalogDocument: Sendable, Equatable {
  public var sources: [Source] = []
  public var topics: [Topic] = []
  public var audiences: [Audience] = []
  public var places: [Place] = []
  public var series: [Series] = []
  public var conferences: [Conference] = []
  public var tracks: [Track] = []
  public var rooms: [Room] = []
  public var speakers: [Speaker] = []
  public var sessions: [Session] = []
  public var recommendations: [Recommendation] = []
  public var guide: [GuideItem] = []

  public init() {}

  /// Reads a whole document; a document with any mistake is refused with all its mistakes.
  public init(json: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do {
      value = try JSONParser.parse(json)
    } catch {
      throw .notJSON(error)
    }
    guard case .object(let object) = value else {
      throw .mistakes([
        InputMistake(pointer: "", value: nil, expected: "an object", suggestion: nil)
      ])
    }
    let reader = ObjectReader(object)
    self.init(reader)
    guard reader.report.mistakes.isEmpty else { throw .mistakes(reader.report.mistakes) }
  }

  init(_ reader: ObjectReader) {
    sources = reader.list("sources") { Source($0) }
    topics = reader.list("topics") { Topic($0) }
    audiences = reader.list("audiences") { Audience($0) }
    places = reader.list("places") { Place($0) }
    series = reader.list("series") { Series($0) }
    conferences = reader.list("conferences") { Conference($0) }
    tracks = reader.list("tracks") { Track($0) }
    rooms = reader.list("rooms") { Room($0) }
    speakers = reader.list("speakers") { Speaker($0) }
    sessions = reader.list("sessions") { Session($0) }
    recommendations = reader.list("recommendations") { Recommendation($0) }
    guide = reader.list("guide") { GuideItem($0) }
    reader.reportUnread()
  }

  /// Adds the records of another document behind those of this one.
  public mutating func append(_ other: CatalogDocument) {
    sources += other.sources
    topics += other.topics
    audiences += other.audiences
    places += other.places
    series += other.series
    conferences += other.conferences
    tracks += other.tracks
    rooms += other.rooms
    speakers += other.speakers
    sessions += other.sessions
    recommendations += other.recommendations
    guide += other.guide
  }
}

/// Why a document is refused.
public enum DocumentError: Error, CustomStringConvertible {
  case notJSON(JSONError)
  /// All that is wrong with it.
  case mistakes([InputMistake])

  public var description: String {
    switch self {
    case .notJSON(let error): "not JSON: \(error)"
    case .mistakes(let mistakes): mistakes.map(\.description).joined(separator: "\n")
    }
  }
}
