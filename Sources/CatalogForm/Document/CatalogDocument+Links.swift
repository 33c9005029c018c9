import CatalogModel
import JSON

extension CatalogDocument {
  /// Removes every address that is not http, https or mailto.
  ///
  /// - Returns: a notice for each removed address.
  package mutating func removeUnsafeLinks() -> [String] {
    var removed: [String] = []
    func check(_ address: inout String?, _ owner: String) {
      guard let text = address, !WebAddress.isAllowed(text) else { return }
      removed.append(Self.notice(text, owner))
      address = nil
    }
    func check(_ links: inout [Link], _ owner: String) {
      guard !links.allSatisfy({ WebAddress.isAllowed($0.url) }) else { return }
      for link in links where !WebAddress.isAllowed(link.url) {
        removed.append(Self.notice(link.url, owner))
      }
      links.removeAll { !WebAddress.isAllowed($0.url) }
    }
    for index in sources.indices { check(&sources[index].url, "source \(sources[index].id)") }
    for index in series.indices {
      let owner = "series \(series[index].id)"
      check(&series[index].website, owner)
      Self.checkJSON(&series[index].sameAs, owner, &removed)
      for place in series[index].locations.indices {
        check(&series[index].locations[place].url, owner)
      }
    }
    for index in conferences.indices {
      let owner = "conference \(conferences[index].id)"
      check(&conferences[index].links, owner)
      Self.checkJSON(&conferences[index].offers, owner, &removed)
      for place in conferences[index].locations.indices {
        check(&conferences[index].locations[place].url, owner)
      }
    }
    for index in sessions.indices where !sessions[index].links.isEmpty {
      check(&sessions[index].links, "session \(sessions[index].id)")
    }
    return removed
  }

  /// Removes a JSON text if it contains an address that must not be shown.
  private static func checkJSON(_ text: inout String?, _ owner: String, _ removed: inout [String]) {
    guard let json = text, let value = try? JSONParser.parse(Array(json.utf8)) else { return }
    guard let address = unsafeAddress(in: value, name: "") else { return }
    removed.append(notice(address, owner))
    text = nil
  }

  private static func unsafeAddress(in value: JSONValue, name: String) -> String? {
    switch value {
    case .string(let text):
      let isAddress = name == "url" || text.contains("://") || text.lowercased().contains("script:")
      return isAddress && !WebAddress.isAllowed(text) ? text : nil
    case .array(let values):
      for value in values {
        if let address = unsafeAddress(in: value, name: name) { return address }
      }
    case .object(let object):
      for member in object.members {
        if let address = unsafeAddress(in: member.value, name: member.name) { return address }
      }
    default: break
    }
    return nil
  }

  private static func notice(_ address: String, _ owner: String) -> String {
    let shown = String(
      address.unicodeScalars.prefix(80).filter { !$0.isControl }.map(Character.init))
    return "\(owner): skipped the link \"\(shown)\"; expected \(WebAddress.expectation)"
  }
}
