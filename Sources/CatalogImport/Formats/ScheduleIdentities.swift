import Catalog
import CatalogModel

/// What the events of one schedule are known by, from version to version of it.
///
/// An identifier that several events share says nothing of their order: each is told from the others
/// by its title, its start and its room, so that it stays the same when another one goes.
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

  /// The names under which the event is looked for, the surest first.
  func names(of event: ScheduleEvent) -> [String] {
    let identifier = event.identifier
    guard isShared(event) else {
      // A number may be given to another event later; a GUID is not.
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
