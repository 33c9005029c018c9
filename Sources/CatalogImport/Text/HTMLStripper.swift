/// Removes tags and resolves references; see `PlainText` for the rules.
enum HTMLStripper {
  private enum Effect {
    case nothing, newline, paragraph, item, cell
    /// Drops everything up to the closing tag.
    case drop
  }

  private static let effects: [String: Effect] = {
    var effects: [String: Effect] = [:]
    let inline =
      "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins"
    let more = "kbd label mark math nobr q rp rt ruby s samp small span strike strong sub sup svg"
    let others = "time tt u var wbr audio video source picture html body head meta link iframe"
    for name in [inline, more, others].joined(separator: " ").split(separator: " ") {
      effects[String(name)] = .nothing
    }
    let lines = "br div tr dt dd address article aside center figure footer form header main nav"
    for name in (lines + " section legend caption figcaption summary details tbody").split(
      separator: " ")
    {
      effects[String(name)] = .newline
    }
    for name in "p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote table hr fieldset".split(
      separator: " ")
    {
      effects[String(name)] = .paragraph
    }
    effects["li"] = .item
    effects["td"] = .cell
    effects["th"] = .cell
    for name in "script style template noscript object embed title textarea select".split(
      separator: " ")
    {
      effects[String(name)] = .drop
    }
    return effects
  }()

  static func plain(_ html: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(html.count)
    var position = 0
    while position < html.count {
      let byte = html[position]
      if byte == UInt8(ascii: "<"), let tag = tag(html, at: position) {
        position = tag.end
        apply(tag, html, &position, &out)
      } else if byte == UInt8(ascii: "&"), let (text, end) = HTMLReference.read(html, position) {
        out += Array(text.utf8)
        position = end
      } else {
        out.append(byte)
        position += 1
      }
    }
    return out
  }

  private struct Tag {
    var name: String
    var closes: Bool
    var end: Int
  }

  private static func apply(
    _ tag: Tag, _ html: [UInt8], _ position: inout Int, _ out: inout [UInt8]
  ) {
    let newline = UInt8(ascii: "\n")
    switch effects[tag.name] ?? .nothing {
    case .nothing: break
    case .newline: if tag.name == "br" || out.last != newline { out.append(newline) }
    case .paragraph: out += out.last == newline ? [newline] : [newline, newline]
    case .item where !tag.closes:
      if out.last != newline { out.append(newline) }
      out += Array("- ".utf8)
    case .item: break
    case .cell where tag.closes: out.append(UInt8(ascii: " "))
    case .cell: break
    case .drop where !tag.closes:
      while position < html.count {
        if html[position] == UInt8(ascii: "<"), let end = self.tag(html, at: position),
          end.closes, end.name == tag.name
        {
          position = end.end
          return
        }
        position += 1
      }
    case .drop: break
    }
  }

  /// Returns the tag or comment at a `<`; nil for a bare `<`.
  private static func tag(_ html: [UInt8], at start: Int) -> Tag? {
    var position = start + 1
    if html[position...].starts(with: "!--".utf8) {
      var end = position + 3
      while end + 2 < html.count, !html[end...].starts(with: "-->".utf8) { end += 1 }
      return end + 2 < html.count ? Tag(name: "!--", closes: false, end: end + 3) : nil
    }
    let closes = position < html.count && html[position] == UInt8(ascii: "/")
    if closes { position += 1 }
    let nameStart = position
    while position < html.count, isNameByte(html[position]), position - nameStart < 12 {
      position += 1
    }
    let name = String(decoding: html[nameStart..<position], as: UTF8.self).lowercased()
    guard effects[name] != nil else { return nil }
    var quote: UInt8?
    // Longer texts are not tags.
    while position < html.count, position - start < 4_096 {
      let byte = html[position]
      position += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return Tag(name: name, closes: closes, end: position)
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
