import CatalogForm
import CatalogModel

extension TableColumn {
  private static func deadline(
    _ name: String, _ cell: @escaping @Sendable (Deadline) -> TableCell
  ) -> TableColumn {
    of({ if case .deadline(let deadline) = $0 { deadline } else { nil } }, name, cell)
  }

  private static let pickSession: @Sendable (Record) -> Session? = {
    if case .session(let session) = $0 { session } else { nil }
  }

  private static func session(
    _ name: String, _ cell: @escaping @Sendable (Session) -> TableCell
  ) -> TableColumn { of(pickSession, name, cell) }

  /// The display name of the conference that a record belongs to.
  private static let conferenceName = TableColumn(name: "conference_name") { entry, _ in
    TableCell(entry.host?.shortName)
  }

  static let deadlines: [TableColumn] =
    [
      deadline("conference") { TableCell($0.conference) },
      conferenceName,
      deadline("kind") { TableCell($0.kind) },
      deadline("kind_label") { TableCell($0.kindLabel) },
      deadline("label") { TableCell($0.label) },
      deadline("round") { TableCell($0.round) },
      deadline("local") { TableCell($0.local) },
      deadline("time_zone_declared") { TableCell($0.timeZoneDeclared) },
      deadline("precision") { TableCell($0.moment.precision.rawValue) },
      deadline("at_utc") { TableCell($0.moment.at) },
      deadline("not_before_utc") { TableCell($0.moment.notBefore) },
      deadline("not_after_utc") { TableCell($0.moment.notAfter) },
      TableColumn(name: "status") { entry, _ in TableCell(entry.clockStatus) },
      deadline("declared_status") { TableCell($0.standing) },
      deadline("supersedes") { deadline in
        TableCell(deadline.supersedes.map { Deadline.publicID($0, of: deadline.conference) })
      },
      deadline("track") { TableCell($0.track) },
      deadline("sources") { TableCell($0.sources.map(\.source)) },
      deadline("id") { TableCell($0.publicID) },
      deadline("series") { TableCell($0.expectation?.series) },
      deadline("from") { TableCell($0.expectation?.from) },
      deadline("to") { TableCell($0.expectation?.to) },
      deadline("basis") { TableCell($0.expectation?.basis.map(\.conference) ?? []) },
    ] + common

  static let sessions = completed(
    [
      member("title"), member("starts_at"), member("ends_at"), member("published_start"),
      member("published_end"), member("time_zone"), member("day"), member("kind"),
      member("kind_label"), member("conference"), conferenceName, member("track"),
      member("track_name"), member("room"), member("room_name"),
      session("speakers") { TableCell($0.names(as: nil)) },
      session("chairs") { TableCell($0.names(as: "chair")) },
      session("speaker_ids") { TableCell($0.ids(as: nil)) },
      session("chair_ids") { TableCell($0.ids(as: "chair")) },
      session("topics") { TableCell($0.effectiveTopics) },
      session("inherited_topics") { TableCell($0.inheritedTopics) },
      session("derived_topics") { TableCell($0.derivedTopics) },
      member("language"), member("format"), member("level"), member("status"), member("abstract"),
      member("description"), member("do_not_record"), member("parent"), member("work"),
    ], declared(Session.members, pickSession))

  private static let pickTrack: @Sendable (Record) -> Track? = {
    if case .track(let track) = $0 { track } else { nil }
  }

  static let tracks = completed(
    [
      member("name"), member("conference"), member("aliases"), member("topics"),
      member("description"), member("color"),
      of(pickTrack, "session_count") { TableCell($0.sessionCount) },
    ], declared(Track.members, pickTrack))

  static let rooms = completed(
    [member("name"), member("capacity"), member("conference")],
    declared(Room.members) { if case .room(let room) = $0 { room } else { nil } })

  static let speakers = completed(
    [], declared(Speaker.members) { if case .speaker(let speaker) = $0 { speaker } else { nil } })
}
