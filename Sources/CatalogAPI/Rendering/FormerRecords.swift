import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Reads previous versions of records: the parameters `as_of` and `as_of_revision`.
struct FormerRecords {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  static let parameters: [Parameter] = [
    Parameter(
      "as_of", .instant, "Shows the record as it was at an instant.", example: "now"),
    Parameter(
      "as_of_revision", .integer(0...Int.max), "Shows the record as it was at a revision.",
      example: "1"),
  ]

  /// Returns the past revision that the request asks for; nil for the present.
  func revision() throws -> Int? {
    if let instant = call.arguments.instant("as_of", isEnd: true) {
      if call.arguments.isGiven("as_of_revision") {
        call.arguments.report(
          "as_of", call.arguments.values("as_of").first ?? "",
          expected: "given without as_of_revision",
          code: "bad-combination")
      }
      return try call.reader.history.revision(at: instant)
    }
    guard let revision = call.arguments.integer("as_of_revision") else { return nil }
    if revision > call.reader.revision {
      call.arguments.report(
        "as_of_revision", "\(revision)", expected: "a revision up to \(call.reader.revision)")
    }
    return revision
  }

  /// Returns the record that the path names, as it was at a revision.
  ///
  /// Values that the catalog derives from other records are the present ones.
  func record(_ kind: RecordKind, at revision: Int) throws -> Record {
    if kind == .deadline { return .deadline(try formerDeadline(at: revision)) }
    var slug = kind.slug(ofPublicID: call.capture(kind.rawValue))
    let present = try call.reader.row(kind, slug).flatMap { try call.reader.record(kind, $0) }
    if let present, kind != .recommendation { slug = Entry(present).id }
    switch try call.reader.history.state(of: kind, slug, atRevision: revision) {
    case .record(.track(var track), _):
      if case .track(let now)? = present {
        (track.conferenceName, track.sessionCount) = (now.conferenceName, now.sessionCount)
      }
      return .track(track)
    case .record(.session(var session), _):
      if case .session(let now)? = present { session.conferenceName = now.conferenceName }
      return .session(session)
    case .record(.recommendation(var advice), _):
      if case .recommendation(let now)? = present {
        (advice.subjectName, advice.subjectDisplayName) = (now.subjectName, now.subjectDisplayName)
      } else {
        advice.subjectDisplayName = advice.series ?? advice.conference
      }
      return .recommendation(advice)
    case .record(let record, _): return record
    case .absent:
      if let deletion = try call.reader.history.deletion(of: kind, slug),
        deletion.revision <= revision
      {
        throw Problem.gone(kind, slug, deletion)
      }
      // An ID that never existed gets the usual response.
      if try call.reader.history.deletion(of: kind, slug) == nil {
        _ = try RecordFinder(call).row(kind, kind.rawValue)
      }
      if let problem = try unknown(kind, slug, at: revision) { throw problem }
      throw Problem(
        status: .notFound, kind: .notFound,
        detail: "The \(kind.displayName) \"\(slug)\" did not exist at revision \(revision).")
    case .unknown:
      throw Problem(
        status: .notFound, kind: .notFound,
        detail:
          "The catalog does not know the state of the \(kind.displayName) \"\(slug)\" at revision"
          + " \(revision).")
    }
  }

  /// Returns the problem of a revision from before the history of the catalog begins; nil if it is
  /// a later one.
  private func unknown(_ kind: RecordKind, _ slug: String, at revision: Int) throws -> Problem? {
    guard let beginning = try call.reader.history.beginning(), revision < beginning.revision
    else { return nil }
    let what =
      "The catalog does not know whether the \(kind.displayName) \"\(slug)\" existed then:"
      + " its history begins"
    let revision = "with revision \(beginning.revision)."
    return Problem(
      status: .notFound, kind: .historyUnknown, detail: "\(what) at \(beginning.at), \(revision)",
      detailInWords: "\(what) on \(beginning.at.inWords), \(revision)",
      revision: beginning.revision, at: beginning.at)
  }

  private func formerDeadline(at revision: Int) throws -> Deadline {
    let steps = try RecordFinder(call).stepsOfDeadline()
    guard let step = steps.first(where: { $0.entry.revision <= revision }) else {
      let name = call.capture("deadline")
      if let problem = try unknown(.deadline, name, at: revision) { throw problem }
      throw Problem(
        status: .notFound, kind: .notFound,
        detail: "The deadline \"\(name)\" did not exist at revision \(revision).")
    }
    let (entry, conference) = (step.entry, Deadline.parts(ofPublicID: step.entry.slug)?.conference)
    guard let id = step.after?["id"]?.string, let conference,
      case .record(.conference(let former), _) = try call.reader.history.state(
        of: .conference, conference, atRevision: revision),
      var deadline = former.deadlines.first(where: { $0.id == id })
    else {
      throw Problem.gone(.deadline, entry.slug, Deletion(revision: entry.revision, at: entry.at))
    }
    deadline.conference = conference
    deadline.stamp = Stamp(revision: entry.revision, sequence: 0, updatedAt: entry.at)
    deadline.conferenceName = former.displayName
    if ["cancelled", "postponed"].contains(former.status) {
      deadline.conferenceStatus = former.status
    }
    return deadline
  }
}
