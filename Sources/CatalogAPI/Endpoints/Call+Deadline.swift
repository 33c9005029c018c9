import Catalog
import CatalogModel

extension Call {
  /// The row of the deadline that the path names.
  ///
  /// Throws a move to the deadline's URL if the path names it in another way: by its ID within the
  /// conference ("paper"), by a former ID of the conference, or without the conference.
  func deadlineRow() throws -> Int64 {
    let text = capture("deadline")
    let suffix = path.hasSuffix("/history") ? "/history" : ""
    let parts = Deadline.parts(ofPublicID: text)
    let owner = try parts.map { try currentID(ofConference: $0.conference) }
    if captures["conference"] != nil { _ = try row(.conference, "conference") }
    let conference = captures["conference"] ?? owner ?? ""
    let id = Deadline.publicID(parts?.id ?? text, of: conference)
    guard owner == nil || owner == conference, let row = try reader.row(.deadline, id) else {
      if let successor = try reader.names.redirects(.deadline, id).first,
        try reader.row(.deadline, successor) != nil
      {
        throw Moved(to: "/conferences/\(conference)/deadlines/\(successor)\(suffix)")
      }
      if let owned = parts?.id ?? (captures["conference"] == nil ? nil : text),
        let deletion = try reader.deletion(ofDeadline: owned, of: conference)
      {
        throw Problem.gone(.deadline, id, deletion)
      }
      let others = try reader.conference(conference)?.deadlines.map(\.publicID) ?? []
      throw Problem.notFound(
        "deadline", text, nearest: Suggestion.nearest(to: id, among: others, limit: 3))
    }
    let url = "/conferences/\(conference)/deadlines/\(id)\(suffix)"
    guard path == url else { throw Moved(to: url) }
    return row
  }

  /// The ID of the conference that has, or had, an ID.
  private func currentID(ofConference id: String) throws -> String {
    guard try reader.row(.conference, id) == nil else { return id }
    return try reader.names.redirects(.conference, id).first ?? id
  }
}
