import Catalog
import CatalogModel

extension TableColumn {
  private static func deadline(
    _ name: String, _ cell: @escaping @Sendable (Deadline) -> TableCell
  ) -> TableColumn {
    of({ if case .deadline(let deadline) = $0 { deadline } else { nil } }, name, cell)
  }

  private static func session(
    _ name: String, _ cell: @escaping @Sendable (Session) -> TableCell
  ) -> TableColumn {
    of({ if case .session(let session) = $0 { session } else { nil } }, name, cell)
  }

  private static func track(
    _ name: String, _ cell: @escaping @Sendable (Track) -> TableCell
  ) -> TableColumn {
    of({ if case .track(let track, _) = $0 { track } else { nil } }, name, cell)
  }

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

  static let sessions: [TableColumn] =
    [
      session("title") { TableCell($0.title) },
      session("starts_at") { TableCell($0.startsAt) },
      session("ends_at") { TableCell($0.endsAt) },
      session("published_start") { TableCell($0.startsAt == nil ? $0.publishedStart : nil) },
      session("published_end") { TableCell($0.startsAt == nil ? $0.publishedEnd : nil) },
      session("time_zone") { TableCell($0.timeZone) },
      session("day") { TableCell($0.day?.description) },
      session("kind") { TableCell($0.kind) },
      session("kind_label") { TableCell($0.kindLabel) },
      session("conference") { TableCell($0.conference) },
      conferenceName,
      session("track") { TableCell($0.track) },
      session("track_name") { TableCell($0.trackName) },
      session("room") { TableCell($0.room) },
      session("room_name") { TableCell($0.roomName) },
      session("speakers") { TableCell($0.names(as: nil)) },
      session("chairs") { TableCell($0.names(as: "chair")) },
      session("topics") { TableCell($0.effectiveTopics) },
      session("inherited_topics") { TableCell($0.inheritedTopics) },
      session("derived_topics") { TableCell($0.derivedTopics) },
      session("language") { TableCell($0.language) },
      session("format") { TableCell($0.format) },
      session("level") { TableCell($0.level) },
      session("status") { TableCell($0.status) },
      session("abstract") { TableCell($0.abstract) },
      session("description") { TableCell($0.description) },
      session("do_not_record") { TableCell($0.doNotRecord) },
      session("parent") { TableCell($0.parent) },
      session("work") { TableCell($0.work) },
      session("id") { TableCell($0.id) },
    ] + common

  static let tracks: [TableColumn] =
    [
      track("name") { TableCell($0.name) },
      track("conference") { TableCell($0.conference) },
      track("aliases") { TableCell($0.aliases) },
      track("topics") { TableCell($0.topics) },
      track("description") { TableCell($0.description) },
      track("color") { TableCell($0.color) },
      TableColumn(name: "session_count") { entry, _ in
        if case .track(_, let sessions) = entry.record { TableCell(sessions) } else { .empty }
      },
      track("id") { TableCell($0.id) },
    ] + common

  static let speakers = completed(
    [], declared(Speaker.members) { if case .speaker(let speaker) = $0 { speaker } else { nil } })
}
