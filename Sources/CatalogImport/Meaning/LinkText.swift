import CatalogModel

extension MapDecoder {
  /// Returns the web address in a field; reports and drops an invalid one.
  func url(_ name: String) -> String? {
    guard let text = line(name) else { return nil }
    guard LinkText.isWeb(text) else {
      drop(LinkText.expected, name, text)
      return nil
    }
    return text
  }

  func link(_ name: String, as rel: String) -> [Link] {
    url(name).map { [Link(to: $0, as: rel)] } ?? []
  }

  /// Returns the links of a list; each is an address or a map with one.
  func links(_ name: String) -> [Link] {
    (value(name)?.list ?? []).compactMap { node in
      let url = node.text ?? node["url"]?.text
      let title = node["title"] ?? node["label"]
      let link = LinkText.ofTalk(
        url, title: title?.text ?? title?["en"]?.text, type: node["type"]?.text)
      if link == nil, url?.isEmpty == false { drop(LinkText.expected, name, url) }
      return link
    }
  }
}

enum LinkText {
  static let expected = "expected an address that begins with https:// or http://"

  /// Whether the text is an http or https address; people click links, so no other scheme is
  /// allowed.
  static func isWeb(_ text: String) -> Bool {
    let lower = text.prefix(8).lowercased()
    return (lower.hasPrefix("https://") || lower.hasPrefix("http://")) && text.utf8.count <= 2_000
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "\"") }
  }

  /// Returns a link of a talk with the relation that its title and type suggest; nil if it is not a
  /// web address.
  static func ofTalk(_ url: String?, title: String?, type: String? = nil) -> Link? {
    guard let url = PlainText.line(url), isWeb(url) else { return nil }
    let title = PlainText.line(title)
    let words = "\(type ?? "") \(title ?? "")".lowercased()
    let kinds = [
      ("feedback", "feedback"), ("chat", "chat"), ("slide", "slides"), ("folien", "slides"),
      ("video", "video"), ("recording", "video"), ("poster", "poster"), ("source code", "code"),
      ("repository", "code"), ("github", "code"), ("gitlab", "code"), ("paper", "paper"),
      ("origin", "home"),
    ]
    let rel = kinds.first { words.contains($0.0) }?.1
    return Link(to: url, as: rel ?? "related", title: title)
  }

  /// Returns the page of an account, from its handle or address.
  static func social(_ handle: String, on site: String) -> Link? {
    if isWeb(handle) { return Link(to: handle, as: "social") }
    let parts = handle.split(separator: "@")
    guard parts.allSatisfy({ $0.utf8.allSatisfy { $0 > 0x2c && $0 < 0x7f && $0 != 0x2f } }) else {
      return nil
    }
    // Fediverse: "@user@host".
    if parts.count == 2, parts[1].contains(".") {
      return Link(to: "https://\(parts[1])/@\(parts[0])", as: "social")
    }
    return parts.count == 1 ? Link(to: "https://\(site)/\(parts[0])", as: "social") : nil
  }
}
