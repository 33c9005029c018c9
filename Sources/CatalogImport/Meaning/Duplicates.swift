import CatalogForm
import CatalogModel

extension BatchBuilder {
  /// Returns the index of an edition with the same name, days and address in the document.
  ///
  /// Names are compared after folding and without the year, addresses by `LinkText.comparable`. An
  /// edition without days or address has no duplicate.
  func duplicate(of conference: Conference) -> Int? {
    guard let edtf = conference.dates?.edtf,
      let url = conference.links.first(where: { $0.rel == "home" })?.url
    else { return nil }
    let year = conference.year.map { String($0) }
    let name = Folding.fold(conference.name).split(separator: " ").filter { $0 != year ?? "" }
    let key = "\(name.joined(separator: " "))|\(edtf)|\(LinkText.comparable(url))"
    guard let index = self.index(ofEdition: key) else { return nil }
    // Two cities mean two sites of one conference, each with its own row.
    let cities = [document.conferences[index], conference].compactMap { $0.locations.first?.city }
    return Set(cities.map { Folding.fold($0) }).count < 2 ? index : nil
  }

  /// Adds the data of another row to an edition; the first row takes precedence.
  func merge(_ other: Conference, into index: Int) {
    let known = document.conferences[index]
    problem(
      .notice, "the edition occurs twice; both rows were merged",
      value: other.links.first { $0.rel == "home" }?.url ?? other.name)
    document.conferences[index].topics += other.topics.filter { !known.topics.contains($0) }
    document.conferences[index].deadlines += other.deadlines.filter { deadline in
      !known.deadlines.contains { $0.id == deadline.id }
    }.map { deadline in
      var deadline = deadline
      deadline.conference = known.id
      return deadline
    }
    if known.locations.isEmpty { document.conferences[index].locations = other.locations }
    let rels = Set(known.links.map(\.rel))
    document.conferences[index].links += other.links.filter { !rels.contains($0.rel) }
    forget(.conference, other.id)
  }
}

extension LinkText {
  /// The address in a form in which two addresses of one page are equal (RFC 3986 section 6.2).
  ///
  /// Drops the scheme, `www.`, a default port, empty and dot segments, a trailing slash or index page,
  /// the fragment, an empty query, parameters that only track visitors, and letter case; decodes
  /// unreserved characters. Only for comparison.
  static func comparable(_ url: String) -> String {
    var text = unescaped(url.prefix { $0 != "#" }).lowercased()
    for (prefix, port) in [("https://", ":443"), ("http://", ":80")] where text.hasPrefix(prefix) {
      text.removeFirst(prefix.count)
      let authority = text.prefix { $0 != "/" && $0 != "?" }
      if authority.hasSuffix(port) || authority.hasSuffix(":") {
        let end = authority.lastIndex(of: ":") ?? authority.endIndex
        text = String(authority[..<end]) + text[authority.endIndex...]
      }
    }
    if text.hasPrefix("www.") { text.removeFirst(4) }
    let path = text.prefix { $0 != "?" }
    var query = text[path.endIndex...]
    let parameters = query.dropFirst().split(separator: "&").filter { parameter in
      !["utm_", "fbclid=", "gclid="].contains { parameter.hasPrefix($0) }
    }
    query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
    var segments: [Substring] = []
    for (index, segment) in path.split(separator: "/").enumerated() {
      // The first is the host, which may end with the dot of the root.
      let segment = index == 0 && segment.hasSuffix(".") ? segment.dropLast() : segment
      if segment == ".." {
        if segments.count > 1 { segments.removeLast() }
      } else if segment != "." {
        segments.append(segment)
      }
    }
    if segments.count > 1, let last = segments.last,
      ["index.html", "index.htm", "index.php"].contains(last)
    {
      segments.removeLast()
    }
    return segments.joined(separator: "/") + query
  }

  /// The text with escapes of unreserved characters decoded: "%7E" is "~".
  private static func unescaped(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count > 1,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        code < 0x80,
        Unicode.Scalar(code).properties.isAlphabetic || (0x30...0x39).contains(code)
          || "-._~".utf8.contains(code)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
