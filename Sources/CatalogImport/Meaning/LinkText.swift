import Catalog

extension Fields {
  /// The web address in a field; what is none is noticed and left out.
  func url(_ name: String) -> String? {
    guard let text = line(name) else { return nil }
    guard LinkText.isWeb(text) else {
      notice("no web address", name, text)
      return nil
    }
    return text
  }

  func link(_ name: String, as rel: String) -> [Link] {
    url(name).map { [Link(to: $0, as: rel)] } ?? []
  }
}

enum LinkText {
  /// Only http and https are let in: a link is something that people click.
  static func isWeb(_ text: String) -> Bool {
    let lower = text.prefix(8).lowercased()
    return (lower.hasPrefix("https://") || lower.hasPrefix("http://")) && text.utf8.count <= 2_000
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "\"") }
  }

  /// The page of an account that is given by its handle or its address.
  static func social(_ handle: String, on site: String) -> Link? {
    if isWeb(handle) { return Link(to: handle, as: "social") }
    let parts = handle.split(separator: "@")
    guard parts.allSatisfy({ $0.utf8.allSatisfy { $0 > 0x2c && $0 < 0x7f && $0 != 0x2f } }) else {
      return nil
    }
    // "@user@host", as the Fediverse has it.
    if parts.count == 2, parts[1].contains(".") {
      return Link(to: "https://\(parts[1])/@\(parts[0])", as: "social")
    }
    return parts.count == 1 ? Link(to: "https://\(site)/\(parts[0])", as: "social") : nil
  }
}
