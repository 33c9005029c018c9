import CatalogModel

/// Stable identifiers of the events of a schedule across its versions.
///
/// Events that share an identifier are told apart by title, start and room, so that each keeps its
/// identifier when another is removed.
struct ScheduleIdentities {
  private var counts: [String: Int] = [:]

  init(_ events: [ScheduleEvent]) {
    for event in events { counts[event.identifier, default: 0] += 1 }
    for event in events where isShared(event) {
      for name in Self.names(of: event) { counts[name, default: 0] += 1 }
    }
  }

  /// Whether other events have the same identifier.
  func isShared(_ event: ScheduleEvent) -> Bool { counts[event.identifier, default: 0] > 1 }

  /// Returns the external IDs to look the event up by, the most reliable first.
  func names(of event: ScheduleEvent) -> [String] {
    let identifier = event.identifier
    guard isShared(event) else {
      // A number can later belong to another event; a GUID cannot.
      let isSure = event.guid != nil || event.lasting != nil || event.id == nil
      return isSure ? [identifier] : [Self.names(of: event)[0], identifier]
    }
    let names = Self.names(of: event)
    let own = names.filter { counts[$0] == 1 }
    return own.isEmpty ? names.suffix(1) : own
  }

  private static func names(of event: ScheduleEvent) -> [String] {
    let title = String(Folding.fold(event.title ?? "").prefix(80))
    let start = event.starts?.instant.description ?? ""
    let room = event.room ?? ""
    return [title, "\(title)@\(start)", "\(title)@\(room)", "\(title)@\(start)@\(room)"].map {
      "\(event.identifier)#\($0)"
    }
  }
}
