import Catalog
import CatalogForm
import CatalogModel
import JSON

/// Embeds related records in a record: the parameter `include`.
struct Inclusion {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// Returns the names that `include` accepts for a kind; after a dot, those for the included
  /// records.
  static func names(_ kind: RecordKind) -> [String] {
    switch kind {
    case .conference:
      [
        "tracks", "tracks.sessions", "sessions", "sessions.speakers", "sessions.track", "speakers",
        "deadlines",
      ]
    case .series:
      [
        "conferences", "conferences.tracks", "conferences.sessions", "conferences.speakers",
        "conferences.deadlines",
      ]
    case .session: ["conference", "track", "speakers"]
    case .deadline: ["conference"]
    case .track: ["conference", "sessions", "sessions.speakers"]
    case .speaker: ["sessions", "sessions.conference", "sessions.track"]
    default: []
    }
  }

  func write(
    _ names: [String], of kind: RecordKind, _ row: Int64, localZone: TimeZoneRules?,
    _ json: inout JSONWriter
  ) throws {
    guard !names.isEmpty, let record = try call.reader.record(kind, row) else { return }
    for (name, nested) in Self.tree(names) {
      // A conference always has its deadlines.
      if kind == .conference && name == "deadlines" { continue }
      func add(_ key: String, _ hits: [Hit]) throws {
        try self.add(key, hits, nested, localZone, &json)
      }
      /// Adds the complete record under a name of its own, because the plain name holds the ID.
      func add(_ kind: RecordKind, _ slug: String?) throws {
        guard let slug, let row = try call.reader.row(kind, slug) else { return }
        json.key("\(name)_record")
        json.value(raw: try object(Hit(kind, row), nested, localZone) ?? Array("null".utf8))
      }
      switch (record, name) {
      case (.conference(let conference), _):
        let kind: RecordKind =
          name == "tracks" ? .track : name == "speakers" ? .speaker : .session
        try add(name, hits(kind) { $0[.conference].included = [conference.id] })
      case (.series(let series), _):
        try add(name, hits(.conference) { $0[.series].included = [series.id] })
      case (.track(let track), "conference"): try add(.conference, track.conference)
      case (.track(let track), _):
        try add(name, hits(.session) { $0[.track].included = [track.id] })
      case (.speaker(let speaker), _):
        try add(name, hits(.session) { $0[.speaker].included = [speaker.id] })
      case (.session(let session), "conference"): try add(.conference, session.conference)
      case (.session(let session), "track"): try add(.track, session.track)
      case (.session(let session), _):
        // In the order of the session's own list.
        let rows = try session.speakers.compactMap { try call.reader.row(.speaker, $0.id) }
        try add("speaker_records", rows.map { Hit(.speaker, $0) })
      case (.deadline(let deadline), _): try add(.conference, deadline.conference)
      default: continue
      }
    }
  }

  /// Returns names with the nested names after their dots: "sessions.speakers" also includes the
  /// sessions.
  private static func tree(_ names: [String]) -> [(name: String, nested: [String])] {
    var tree: [(name: String, nested: [String])] = []
    for path in names {
      let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
      let index = tree.firstIndex { $0.name == parts[0] } ?? tree.count
      if index == tree.count { tree.append((parts[0], [])) }
      tree[index].nested += parts.dropFirst()
    }
    return tree
  }

  private func hits(
    _ kind: RecordKind, _ change: (inout CatalogFilter) -> Void
  ) throws -> [Hit] {
    var filter = CatalogFilter(now: call.now)
    change(&filter)
    var question = ListQuery(kind, filter)
    question.countsTotal = false
    return try call.reader.list(question, page: PageRequest(limit: call.limits.records + 1)).page
      .elements
  }

  private func add(
    _ name: String, _ hits: [Hit], _ nested: [String], _ localZone: TimeZoneRules?,
    _ json: inout JSONWriter
  ) throws {
    json.key(name)
    json.beginArray()
    for hit in hits {
      if let object = try object(hit, nested, localZone) { json.value(raw: object) }
    }
    json.endArray()
  }

  private func object(
    _ hit: Hit, _ nested: [String], _ localZone: TimeZoneRules?
  ) throws -> [UInt8]? {
    var object: [UInt8] = []
    guard try call.reader.append(hit.kind, hit.id, localZone: localZone, &call.filling, to: &object)
    else {
      return nil
    }
    try call.countRecord(bytes: object.count)
    if !nested.isEmpty {
      try object.appendMembers { json in
        try write(nested, of: hit.kind, hit.id, localZone: localZone, &json)
      }
    }
    return object
  }
}
