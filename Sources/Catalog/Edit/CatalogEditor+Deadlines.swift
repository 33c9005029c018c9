import CatalogForm
import CatalogModel
public import JSON
import SQLite

extension CatalogEditor {
  /// A change of one deadline.
  public enum DeadlineChange: Sendable {
    /// Replaces the deadline, or creates it if it does not exist.
    case write(JSONObject)
    /// Applies a JSON merge patch (RFC 7396) to the deadline.
    case patch(JSONObject)
    case remove
  }

  /// Changes one deadline, as an edit of its conference.
  ///
  /// Throws `EditRefusal` with JSON Pointers into the deadline.
  public func change(
    deadline id: String, of conference: String, _ change: DeadlineChange,
    renamed new: String? = nil, derived: Set<String>
  ) throws {
    guard let form = try form(.conference, conference) else { return }
    var deadlines = form["deadlines"]?.array ?? []
    let index = deadlines.firstIndex { $0["id"]?.string == id } ?? deadlines.count
    switch change {
    case .remove:
      if index < deadlines.count { deadlines.remove(at: index) }
    case .write(let object):
      let deadline = Self.deadline(object, id, derived)
      if index < deadlines.count { deadlines[index] = deadline } else { deadlines.append(deadline) }
    case .patch(let patch):
      guard index < deadlines.count else { return }
      let own = patch.members.filter { !derived.contains($0.name) && $0.name != "id" }
      let named = own + (new.map { [("id", .string($0))] } ?? [])
      if let new, deadlines.contains(where: { $0["id"]?.string == new }) {
        throw EditRefusal.taken(.deadline, slug: new)
      }
      deadlines[index] = deadlines[index].applying(mergePatch: .object(JSONObject(named)))
    }
    let members = form.members.filter {
      !["deadlines", "data_issues", "verification", "sources"].contains($0.name)
    }
    let object = JSONObject(members + [("deadlines", .array(deadlines))])
    do {
      try write(.conference, conference, object, stated: ["deadlines"])
      if let new { try redirect(deadline: id, of: conference, to: new) }
    } catch EditRefusal.mistakes(let mistakes) {
      let start = "/deadlines/\(index)"
      throw EditRefusal.mistakes(
        mistakes.map { mistake in
          var mistake = mistake
          if mistake.pointer.hasPrefix(start) { mistake.pointer.removeFirst(start.count) }
          return mistake
        })
    }
  }

  /// Redirects the former ID of a deadline, and the IDs before it, to the new one.
  private func redirect(deadline id: String, of conference: String, to new: String) throws {
    let (old, new) = (
      Deadline.publicID(id, of: conference), Deadline.publicID(new, of: conference)
    )
    try connection.run(
      "UPDATE OR IGNORE redirect SET target = ?2 WHERE kind = 'deadline' AND target = ?1", old, new)
    try connection.run("DELETE FROM redirect WHERE kind = 'deadline' AND slug = ?1", new)
    try connection.run("INSERT OR IGNORE INTO redirect VALUES ('deadline', ?1, ?2)", old, new)
  }

  private static func deadline(
    _ object: JSONObject, _ id: String, _ derived: Set<String>
  ) -> JSONValue {
    let dropped = derived.union(["id", "type", "conference"])
    return .object(
      JSONObject([("id", .string(id))] + object.members.filter { !dropped.contains($0.name) }))
  }
}
