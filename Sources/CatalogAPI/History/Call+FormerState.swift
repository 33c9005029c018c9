import Catalog
import CatalogModel
import HTTP

/// Records as they were.
extension Call {
  static let asOfParameters: [Parameter] = [
    Parameter(
      "as_of", .instant, "Shows the record as it was at an instant.", example: "now"),
    Parameter(
      "as_of_revision", .integer(0...Int.max), "Shows the record as it was at a revision.",
      example: "1"),
  ]

  /// The revision of the past that the request asks for; nil for the present.
  func formerRevision() throws -> Int? {
    if let instant = arguments.instant("as_of", isEnd: true) {
      if arguments.isGiven("as_of_revision") {
        arguments.report(
          "as_of", arguments.values("as_of").first ?? "", expected: "given without as_of_revision",
          code: "bad-combination")
      }
      return try reader.revision(at: instant)
    }
    guard let revision = arguments.integer("as_of_revision") else { return nil }
    if revision > reader.revision {
      arguments.report(
        "as_of_revision", "\(revision)", expected: "a revision up to \(reader.revision)")
    }
    return revision
  }

  /// The record that a segment of the path names, as it was at a revision.
  ///
  /// What the catalog derives from other records is as it is now.
  func former(_ kind: RecordKind, at revision: Int) throws -> Record {
    var slug = capture(kind.rawValue)
    let present = try reader.row(kind, slug).flatMap { try reader.record(kind, $0) }
    if let present { slug = Entry(present).id }
    switch try reader.state(of: kind, slug, atRevision: revision) {
    case .record(.track(var track, _), _):
      guard case .track(let now, let sessions)? = present else { return .track(track, sessions: 0) }
      track.conferenceName = now.conferenceName
      return .track(track, sessions: sessions)
    case .record(.session(var session), _):
      if case .session(let now)? = present { session.conferenceName = now.conferenceName }
      return .session(session)
    case .record(let record, _): return record
    case .absent:
      if let deletion = try reader.deletion(of: kind, slug), deletion.revision <= revision {
        throw Problem.gone(kind, slug, deletion)
      }
      // A name that leads nowhere is answered as always.
      if try reader.deletion(of: kind, slug) == nil { _ = try row(kind, kind.rawValue) }
      throw Problem(
        status: .notFound, kind: "not-found",
        detail: "The \(kind.rawValue) \"\(slug)\" did not exist at revision \(revision).")
    case .unknown:
      throw Problem(
        status: .notFound, kind: "not-found",
        detail:
          "The catalog does not know the state of the \(kind.rawValue) \"\(slug)\" at revision"
          + " \(revision).")
    }
  }
}
