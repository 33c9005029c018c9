import CatalogModel
public import JSON
import SQLite

/// One change of a conference's deadline.
public struct DeadlineStep: Sendable {
  public var entry: AuditEntry
  /// The deadline in the native format after the change; nil if it was removed.
  public var after: JSONObject?
}

extension HistoryReader {
  /// Returns the history of a deadline through all IDs that it had, the newest step first.
  ///
  /// It consists of the entries of the conference's history that changed the deadline.
  public func steps(ofDeadline id: String, of conference: String) throws -> [DeadlineStep] {
    var id = id
    let formerIDs = Set(
      try connection.all(
        "SELECT slug FROM redirect WHERE kind = 'deadline' AND target = ?1",
        Deadline.publicID(id, of: conference)
      ) { Deadline.parts(ofPublicID: $0.text(0))?.id ?? "" })
    var steps: [DeadlineStep] = []
    var page = try self.entries(of: .conference, conference, before: nil, limit: .max)
    // In parts, since each entry has the conference before and after a change.
    var entries = page.entries[...]
    while let entry = entries.popFirst() {
      if entries.isEmpty, page.hasMore {
        page = try self.entries(of: .conference, conference, before: entry.position, limit: .max)
        entries = page.entries[...]
      }
      guard let change = entry.changes.first(where: { $0.field == "deadlines" }) else { continue }
      let after = change.after.deadline(id)
      var before = change.before.deadline(id)
      if before == nil, after != nil {
        // The deadline was renamed: its former ID is missing from the list after the change.
        let old = formerIDs.first { former in
          change.before.deadline(former) != nil && change.after.deadline(former) == nil
        }
        if let old { (before, id) = (change.before.deadline(old), old) }
      }
      guard before != after else { continue }
      let step = DeadlineStep(entry, of: conference, from: before, to: after)
      if let last = steps.indices.last {
        steps[last].entry.previousRevision = step.entry.revision
      }
      steps.append(step)
    }
    return steps
  }
}

extension DeadlineStep {
  fileprivate init(
    _ entry: AuditEntry, of conference: String, from before: JSONObject?, to after: JSONObject?
  ) {
    self.entry = entry
    self.after = after
    let operation = before == nil ? "create" : after == nil ? "delete" : "update"
    self.entry.action = "deadline.\(operation)"
    self.entry.kind = .deadline
    self.entry.slug = Deadline.publicID(
      (after ?? before)?["id"]?.string ?? "", of: conference)
    self.entry.previousRevision = nil
    let names = ((before?.members ?? []) + (after?.members ?? [])).map(\.name).distinct
    self.entry.changes = names.filter { $0 != "type" }.compactMap { name in
      let (old, new) = (before?[name] ?? .null, after?[name] ?? .null)
      return old == new ? nil : (name, old, new)
    }
  }
}

extension JSONValue {
  /// Returns the deadline with an ID in a list of deadlines in the native format.
  fileprivate func deadline(_ id: String) -> JSONObject? {
    guard case .object(let object)? = array?.first(where: { $0["id"]?.string == id }) else {
      return nil
    }
    return object
  }
}
