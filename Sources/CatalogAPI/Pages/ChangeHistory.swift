import Catalog
import CatalogModel
import JSON

/// Changes of records in an HTML page, with the values before and after.
struct ChangeHistory {
  let entries: [AuditEntry]
  /// Whether the page also shows what is for administrators, and the record of each change.
  let showsAll: Bool
  let baseURL: String
  /// The URL of the changes before these; nil if there are none.
  let older: String?

  /// More changed fields than this are folded.
  private static let openFields = 8

  func write(_ page: inout HTMLText) {
    for entry in entries {
      page.element("section") { write(entry, &$0) }
      page.raw("\n")
    }
    if let older {
      page.element("p", ["class": "pages"]) { $0.link("Older changes", older, ["rel": "next"]) }
    }
  }

  private func write(_ entry: AuditEntry, _ page: inout HTMLText) {
    page.element("h2") { page in
      page.text(entry.action.replacing("_", with: " ").replacing(".", with: ": ").capitalizedFirst)
      if showsAll {
        page.raw(" ")
        page.link(entry.path, "\(baseURL)/\(entry.path)")
      }
    }
    let actor = entry.hidesActor && !showsAll ? nil : entry.actor
    let facts = [
      actor.map { "by \($0)" }, entry.via.map { "via \($0)" },
      showsAll ? entry.address.map { "from \($0)" } : nil, "revision \(entry.revision)",
    ]
    page.element("p", ["class": "soft small"]) { page in
      page.element("time", ["datetime": entry.at.description]) { page in
        let clock = entry.at.description.dropFirst(11).prefix(5)
        page.text("\(entry.at.day().inWords), \(clock) UTC")
      }
      page.text(" · " + facts.compactMap(\.self).joined(separator: " · "))
    }
    if let reason = entry.reason { page.element("p", [:], reason) }
    guard entry.changes.count > Self.openFields else { return changes(entry, &page) }
    page.element("details") { page in
      page.element("summary", [:], "\(entry.changes.count) fields")
      changes(entry, &page)
    }
  }

  private func changes(_ entry: AuditEntry, _ page: inout HTMLText) {
    guard !entry.changes.isEmpty else { return }
    page.element("dl", ["class": "facts"]) { page in
      for change in entry.changes {
        page.element("dt", [:], change.field.replacing("_", with: " "))
        page.element("dd") { page in
          if !change.before.isEmpty {
            page.element("del") { $0.text(change.before.shortText) }
            page.raw(" ")
          }
          if !change.after.isEmpty { page.element("ins") { $0.text(change.after.shortText) } }
        }
      }
    }
  }
}

extension JSONValue {
  /// Whether it says nothing: null, or an empty array.
  fileprivate var isEmpty: Bool { self == .null || self == .array([]) }
}
