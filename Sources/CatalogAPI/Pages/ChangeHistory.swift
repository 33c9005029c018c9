import Catalog
import CatalogModel
import JSON

/// The changes of records in an HTML page, with values before and after.
struct ChangeHistory {
  let entries: [AuditEntry]
  /// Whether the page also shows what only administrators may see, and the record of each change.
  let showsAll: Bool
  let baseURL: String
  let words: ValueWords
  /// The URL of the earlier changes; nil if there are none.
  let older: String?

  /// Number of changed fields above which a change is collapsed.
  private static let openFields = 8
  private static let ways = ["http": "the API", "cli": "a command", "import": "an import"]

  func write(_ page: inout HTMLWriter) {
    for entry in entries {
      page.element("section") { write(entry, &$0) }
      page.raw("\n")
    }
    if let older {
      page.element("p", ["class": "pages"]) { $0.link("Older changes", older, ["rel": "next"]) }
    }
  }

  /// Returns the text of an action: "Conference created" for "conference.create".
  private static func title(_ action: String) -> String {
    let participles = [
      "create": "created", "update": "changed", "delete": "deleted", "revert": "reverted",
      "confirm": "confirmed", "rename": "renamed",
    ]
    let words = action.replacing("_", with: " ").split(separator: ".").map(String.init)
    return words.map { participles[$0] ?? $0 }.joined(separator: " ").capitalizedFirst
  }

  private func write(_ entry: AuditEntry, _ page: inout HTMLWriter) {
    page.element("h2") { page in
      page.text(Self.title(entry.action))
      if showsAll {
        page.raw(" ")
        page.link(entry.path, "\(baseURL)/\(entry.path)")
      }
    }
    let actor = entry.hidesActor && !showsAll ? nil : entry.actor
    let facts = [
      actor.map { "by \($0)" },
      entry.via == actor ? nil : entry.via.map { "by way of \(Self.ways[$0] ?? $0)" },
      showsAll ? entry.address.map { "from \($0)" } : nil, "revision \(entry.revision)",
    ]
    page.element("p", ["class": "soft small"]) { page in
      page.element("time", ["datetime": entry.at.description]) { page in
        page.text(entry.at.inWords)
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

  private func changes(_ entry: AuditEntry, _ page: inout HTMLWriter) {
    guard !entry.changes.isEmpty else { return }
    page.element("dl", ["class": "facts"]) { page in
      for change in entry.changes {
        if let texts = words.texts(change.field, change.before, change.after) {
          row([change.field], texts.before, texts.after, &page)
          continue
        }
        for difference in Self.differences([change.field], change.before, change.after) {
          let name = difference.names.last ?? ""
          row(
            difference.names, words.text(name, difference.before),
            words.text(name, difference.after), &page)
        }
      }
    }
  }

  private func row(
    _ names: [String], _ before: String?, _ after: String?, _ page: inout HTMLWriter
  ) {
    let name = names.joined(separator: " · ").replacing("_", with: " ").capitalizedFirst
    page.element("dt", [:], name == "Id" ? "ID" : name)
    page.element("dd") { page in
      if let before {
        page.element("del", [:], before)
        page.raw(" ")
      }
      if let after { page.element("ins", [:], after) }
    }
  }

  /// Returns the innermost members that differ; matches elements of lists by their IDs.
  private static func differences(
    _ path: [String], _ before: JSONValue, _ after: JSONValue
  ) -> [(names: [String], before: JSONValue, after: JSONValue)] {
    guard let old = before.parts, let new = after.parts else { return [(path, before, after)] }
    let names = (old.map(\.name) + new.map(\.name)).distinct
    return names.flatMap { part in
      let (was, became) = (old.value(part), new.value(part))
      return was == became ? [] : differences(path + [part], was, became)
    }
  }
}

extension JSONValue {
  /// The members of an object, or the elements of a list whose elements have different IDs.
  fileprivate var parts: [(name: String, value: JSONValue)]? {
    if case .object(let object) = self { return object.members }
    guard let array, !array.isEmpty else { return nil }
    let ids = array.compactMap { $0["id"]?.string }
    return ids.count == array.count && ids.distinct.count == ids.count
      ? Array(zip(ids, array)).map { (name: $0, value: $1) } : nil
  }
}

extension [(name: String, value: JSONValue)] {
  fileprivate func value(_ name: String) -> JSONValue {
    first { $0.name == name }?.value ?? .null
  }
}
