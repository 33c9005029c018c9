import Catalog
import JSON

/// Records that are put into the records that they belong to.
extension Call {
  /// How many records of a kind one record takes in.
  private static let limit = 5_000

  /// What each kind of record can take in.
  static func includes(_ kind: RecordKind) -> [String] {
    switch kind {
    case .conference: ["tracks", "sessions", "speakers", "deadlines"]
    case .series: ["conferences"]
    case .session, .deadline: ["conference"]
    case .track: ["conference", "sessions"]
    case .speaker: ["sessions"]
    default: []
    }
  }

  func include(
    _ names: [String], of kind: RecordKind, _ row: Int64, localZone: TimeZoneRules?,
    _ json: inout JSONWriter
  ) throws {
    for name in names {
      // Already there.
      if kind == .conference && name == "deadlines" { continue }
      guard let record = try reader.record(kind, row) else { continue }
      var filter = CatalogFilter(now: now)
      let wanted: RecordKind
      switch record {
      case .conference(let conference):
        filter.conferences.included = [conference.id]
        wanted = name == "tracks" ? .track : name == "speakers" ? .speaker : .session
      case .series(let series):
        filter.series.included = [series.id]
        wanted = .conference
      case .track(let track, _):
        if name == "conference" {
          try add(conference: track.conference, localZone, &json)
          continue
        }
        filter.tracks.included = [track.id]
        wanted = .session
      case .speaker(let speaker):
        filter.speakers.included = [speaker.id]
        wanted = .session
      case .session(let session):
        try add(conference: session.conference, localZone, &json)
        continue
      case .deadline(let deadline):
        try add(conference: deadline.conference, localZone, &json)
        continue
      default: continue
      }
      try add(name, ListQuestion(wanted, filter), localZone, &json)
    }
  }

  private func add(
    _ name: String, _ question: ListQuestion, _ localZone: TimeZoneRules?, _ json: inout JSONWriter
  ) throws {
    var question = question
    question.countsTotal = false
    let hits = try reader.list(question, page: PageRequest(limit: Self.limit)).page.elements
    json.key(name)
    json.beginArray()
    for hit in hits {
      var object: [UInt8] = []
      if try reader.append(hit.kind, hit.id, localZone: localZone, &filling, to: &object) {
        json.value(raw: object)
      }
    }
    json.endArray()
  }

  /// The whole conference, under a name of its own: `conference` is its slug.
  private func add(
    conference slug: String, _ localZone: TimeZoneRules?, _ json: inout JSONWriter
  ) throws {
    guard let row = try reader.row(.conference, slug) else { return }
    var object: [UInt8] = []
    if try reader.append(.conference, row, localZone: localZone, &filling, to: &object) {
      json.key("conference_record")
      json.value(raw: object)
    }
  }
}
