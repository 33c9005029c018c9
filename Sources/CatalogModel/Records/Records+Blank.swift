// Initializers for records of which only the name is known at first.

extension Source {
  public init(id: String, title: String) {
    self.init(
      id: id, title: title, url: nil, publisher: nil, publishedOn: nil, retrievedOn: nil,
      licence: nil)
  }
}

extension Topic {
  public init(id: String, label: String) {
    self.init(id: id, label: label, altLabels: [], broader: [], narrower: [], related: [])
  }
}

extension GuideItem {
  package init(id: String) { self.init(id: id, kind: "tip", order: 1, title: "") }
}

extension Venue {
  package init(id: String, name: String) {
    self.init(
      id: id, name: name, address: nil, city: nil, region: nil, country: nil, coordinates: nil,
      capacity: nil)
  }
}

extension Verification {
  public init(state: String) {
    self.init(state: state, checkedAt: nil, note: nil)
  }
}

extension DataIssue {
  public init(field: String, contradictory values: String) {
    self.init(field: field, values: values)
  }
}

extension Series {
  public init(id: String, name: String) {
    self.init(
      id: id, name: name, aliases: [], kind: "recurring", topics: [], rankings: [], locations: [],
      verification: .none, sources: [])
  }
}

extension Ranking {
  public init(system: String, ranked value: String) {
    self.init(system: system, value: value, year: nil, source: nil)
  }
}

extension Conference {
  public init(id: String, name: String) {
    self.init(
      id: id, series: [], name: name, kind: "conference", status: "scheduled", locations: [],
      topics: [], audiences: [], programmeStatus: "not_announced", links: [], deadlines: [],
      verification: .none, dataIssues: [], sources: [])
  }
}

extension Location {
  public init(text: String?) {
    self.init(certainty: "stated", text: text, isVirtual: false)
  }
}

extension Coordinates {
  /// Fails if a latitude or longitude is out of range.
  public init?(degreesNorth latitude: Double, east longitude: Double) {
    guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}

extension Link {
  public init(to url: String, as rel: String, title: String? = nil) {
    self.init(rel: rel, url: url, title: title, checkedAt: nil, ok: nil)
  }
}

extension Attribution {
  public init(all source: String, asStated: String? = nil) {
    self.init(source: source, fields: ["*"], asStated: asStated, checkedAt: nil)
  }
}

extension Attribution {
  public init(only fields: [String], source: String) {
    self.init(source: source, fields: fields, asStated: nil, checkedAt: nil)
  }
}

extension Deadline {
  /// Creates a deadline as published; resolves its instant from the text and the zone.
  public init(id: String, conference: String, kind: String, published local: String?, zone: String?)
  {
    let moment = DeadlineInstant.resolve(local: local, zone: zone)
    self.init(
      id: id, conference: conference, kind: kind, local: local, timeZoneDeclared: zone,
      moment: moment, declaredStatus: moment.precision == .unknown ? "tba" : nil, sources: [])
  }
}

extension Track {
  public init(id: String, conference: String, name: String) {
    self.init(id: id, conference: conference, name: name, aliases: [], topics: [])
  }
}

extension Room {
  public init(id: String, conference: String, name: String) {
    self.init(id: id, conference: conference, name: name, capacity: nil)
  }
}

extension Speaker {
  public init(id: String, name: String) {
    self.init(id: id, name: name, affiliation: nil)
  }
}

extension SpeakerReference {
  public init(to id: String, as role: String? = nil) {
    self.init(id: id, name: nil, role: role)
  }
}

extension Session {
  public init(id: String, conference: String, kind: String, title: String) {
    self.init(
      id: id, conference: conference, kind: kind, title: title, speakers: [], topics: [],
      status: "scheduled")
  }
}

extension ZonedInstant {
  public init(_ instant: Instant, offset: Int) {
    self.init(instant: instant, offset: offset)
  }
}
