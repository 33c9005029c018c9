import CatalogModel
import JSON
import SQLite

extension CatalogReader {
  static let conferences = RecordTable<Conference>()

  /// Returns a conference with all its parts except its programme.
  func conference(id: Int64) throws -> Conference? {
    guard var conference = try Self.conferences.record(id: id, self) else { return nil }
    conference.series = try slugList(
      """
      SELECT slug FROM conference_series JOIN series ON series.id = series_id
      WHERE conference_id = ?1 ORDER BY position
      """, id)
    (conference.topics, conference.inheritedTopics, _) = try effective(
      "topic", of: "conference", id)
    (conference.audiences, conference.inheritedAudiences, _) = try effective(
      "audience", of: "conference", id)
    conference.recommendations = try recommendations(
      """
      conference_id = ?1 OR series_id IN (
        SELECT series_id FROM conference_lineage WHERE conference_id = ?1)
      """, id)
    if conference.sessionKinds != nil {
      conference.sessionKinds = try slugList(
        "SELECT kind FROM conference_session_kind WHERE conference_id = ?1 ORDER BY position", id)
    }
    conference.locations = try locations("conference_id", id)
    conference.links = try connection.all(
      """
      SELECT rel, url, title, checked_at, ok FROM link
      WHERE owner_kind = 'conference' AND owner_id = ?1 ORDER BY position
      """, id
    ) {
      Link(
        rel: $0.text(0), url: $0.text(1), title: $0.textOrNil(2), checkedAt: $0.textOrNil(3),
        ok: $0.boolOrNil(4))
    }.filter { WebAddress.isAllowed($0.url) }
    conference.dataIssues = try issues("conference", id)
    conference.sources = try attributions("conference", id)
    conference.deadlines = try deadlines(conferenceID: id)
    return conference
  }

  /// Returns the topics or audiences of a record: its own, inherited ones, and those derived from
  /// its title.
  func effective(
    _ what: String, of owner: String, _ id: Int64
  ) throws -> (own: [String], inherited: [String], derived: [String]) {
    let all = try connection.all(
      """
      SELECT slug, min(CASE origin WHEN 'own' THEN 0 WHEN 'title' THEN 2 ELSE 1 END)
      FROM \(owner)_effective_\(what) JOIN \(what) ON \(what).id = \(what)_id
      WHERE \(owner)_id = ?1 GROUP BY slug ORDER BY 2, min(place), slug
      """, id
    ) { (slug: $0.text(0), origin: $0.int(1)) }
    func slugs(_ origin: Int) -> [String] { all.filter { $0.origin == origin }.map(\.slug) }
    return (slugs(0), slugs(1), slugs(2))
  }

  /// Returns the contradictions between sources about a record.
  func issues(_ kind: String, _ id: Int64) throws -> [DataIssue] {
    try connection.all(
      """
      SELECT field, vals FROM data_issue
      WHERE owner_kind = ?1 AND owner_id = ?2 ORDER BY position
      """, kind, id
    ) { DataIssue(field: $0.text(0), values: $0.text(1)) }
  }

  func locations(_ owner: String, _ id: Int64) throws -> [Location] {
    try connection.all(
      """
      SELECT venue, city, region, country, latitude, longitude, precision, certainty, text,
        is_virtual, url
      FROM location WHERE \(owner) = ?1 ORDER BY position
      """, id
    ) { row in
      Location(
        venue: row.textOrNil(0), city: row.textOrNil(1), region: row.textOrNil(2),
        country: row.textOrNil(3), coordinates: row.coordinates(4), precision: row.textOrNil(6),
        certainty: row.text(7), text: row.textOrNil(8), isVirtual: row.bool(9),
        url: row.textOrNil(10))
    }
  }

  func attributions(_ kind: String, _ id: Int64) throws -> [Attribution] {
    try connection.all(
      """
      SELECT slug, fields, as_stated, checked_at FROM attribution
      JOIN source ON source.id = source_id
      WHERE owner_kind = ?1 AND owner_id = ?2 ORDER BY position
      """, kind, id
    ) {
      Attribution(
        source: $0.text(0), fields: Self.strings($0.text(1)), asStated: $0.textOrNil(2),
        checkedAt: $0.textOrNil(3))
    }
  }

  /// Returns the deadlines of a conference, in their stored order.
  func deadlines(conferenceID: Int64) throws -> [Deadline] {
    try deadlines("deadline.conference_id = ?1", conferenceID)
  }

  func deadline(id: Int64) throws -> Deadline? {
    try deadlines("deadline.id = ?1", id).first
  }

  private func deadlines(_ condition: String, _ value: Int64) throws -> [Deadline] {
    let rows = try connection.all(
      """
      SELECT deadline.id, deadline.slug, conference.slug, deadline.kind, deadline.kind_label,
        deadline.label, deadline.round, deadline.local, deadline.time_zone_declared,
        deadline.precision, deadline.at_utc, deadline.not_before_utc, deadline.not_after_utc,
        deadline.status, deadline.supersedes, track.slug,
        deadline.revision, deadline.sequence, deadline.updated_at,
        CASE WHEN conference.status IN ('cancelled', 'postponed') THEN conference.status END,
        conference.acronym,
        conference.name, conference.year
      FROM deadline
      JOIN conference ON conference.id = deadline.conference_id
      LEFT JOIN track ON track.id = deadline.track_id
      WHERE \(condition) ORDER BY deadline.position
      """, value
    ) { row in
      (
        row.int64(0),
        Deadline(
          id: row.text(1), conference: row.text(2), track: row.textOrNil(15), kind: row.text(3),
          kindLabel: row.textOrNil(4), label: row.textOrNil(5), round: row.intOrNil(6),
          local: row.textOrNil(7), timeZoneDeclared: row.textOrNil(8),
          moment: DeadlineInstant(
            precision: .init(rawValue: row.text(9)) ?? .unknown,
            at: row.intOrNil(10).map { Instant(seconds: $0) },
            notBefore: row.intOrNil(11).map { Instant(seconds: $0) },
            notAfter: row.intOrNil(12).map { Instant(seconds: $0) }),
          declaredStatus: row.textOrNil(13), supersedes: row.textOrNil(14), sources: [],
          stamp: stamp(row, 16), conferenceStatus: row.textOrNil(19),
          conferenceName: displayName(row, 20))
      )
    }
    return try rows.map { id, deadline in
      var deadline = deadline
      deadline.sources = try attributions("deadline", id)
      return deadline
    }
  }

  static func strings(_ json: String) -> [String] {
    let value = try? JSONParser.parse(Array(json.utf8))
    return (value?.array ?? []).compactMap(\.string)
  }
}
