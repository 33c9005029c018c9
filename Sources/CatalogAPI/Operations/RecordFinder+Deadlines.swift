import Catalog
import CatalogModel
import HTTP

/// Deadlines, and records that were deleted.
extension RecordFinder {
  /// Returns the row ID of the deadline that the path names.
  ///
  /// - Throws: `RecordMoved` if the path names it in another way: by its ID within the conference
  ///   ("paper"), by a former ID of it or of the conference, or without the conference.
  func deadlineRow() throws -> Int64 {
    let text = call.capture("deadline")
    let suffix = call.path.hasSuffix("/history") ? "/history" : ""
    let parts = Deadline.parts(ofPublicID: text)
    let owner = try parts.map { try currentID(ofConference: $0.conference) }
    if call.captures["conference"] != nil { _ = try row(.conference, "conference") }
    let conference = call.captures["conference"] ?? owner ?? ""
    let id = Deadline.publicID(parts?.id ?? text, of: conference)
    guard owner == nil || owner == conference, let row = try call.reader.row(.deadline, id) else {
      if let successor = try call.reader.names.redirects(.deadline, id).first,
        try call.reader.row(.deadline, successor) != nil
      {
        throw RecordMoved(to: "/conferences/\(conference)/deadlines/\(successor)\(suffix)")
      }
      if let owned = parts?.id ?? (call.captures["conference"] == nil ? nil : text),
        let deletion = try call.reader.history.deletion(ofDeadline: owned, of: conference)
      {
        throw Problem.gone(.deadline, id, deletion)
      }
      let others = try call.reader.conference(conference)?.deadlines.map(\.publicID) ?? []
      throw Problem.notFound(
        "deadline", text, nearest: Suggestion.nearest(to: id, among: others, limit: 3))
    }
    let url = "/conferences/\(conference)/deadlines/\(id)\(suffix)"
    guard call.path == url else { throw RecordMoved(to: url) }
    return row
  }

  /// Returns the ID of the conference that has, or had, an ID.
  private func currentID(ofConference id: String) throws -> String {
    guard try call.reader.row(.conference, id) == nil else { return id }
    return try call.reader.names.redirects(.conference, id).first ?? id
  }

  /// Returns the ID that the path names, of a record that exists or was deleted.
  func slugWithHistory(_ kind: RecordKind) throws -> String {
    let slug = kind.slug(ofPublicID: call.capture(kind.rawValue))
    if try call.reader.history.deletion(of: kind, slug) == nil { _ = try row(kind, kind.rawValue) }
    return slug
  }

  /// Returns the history of the deadline that the path names, whether it exists or was removed.
  func stepsOfDeadline() throws -> [DeadlineStep] {
    do {
      _ = try deadlineRow()
    } catch let problem as Problem where problem.status == .gone {}
    let parts = Deadline.parts(ofPublicID: call.capture("deadline"))
    return try call.reader.history.steps(
      ofDeadline: parts?.id ?? call.capture("deadline"),
      of: parts?.conference ?? call.capture("conference"))
  }
}
