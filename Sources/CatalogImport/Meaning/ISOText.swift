import CatalogModel

/// ISO 8601 times with an offset, in the variants that programs write.
enum ISOText {
  /// Reads "2026-01-31T09:30:00+01:00", also with a space for the T, with "+01" or "+0100", and
  /// without seconds.
  static func time(_ text: String) -> (instant: Instant, offset: Int)? {
    let rfc = withTee(text)
    return Instant.parse(rfc3339: rfc) ?? Instant.parse(rfc3339: full(rfc))
  }

  static func withTee(_ text: String) -> String {
    var text = text
    if text.utf8.count > 10, text.utf8[text.utf8.index(text.startIndex, offsetBy: 10)] == 0x20 {
      let space = text.utf8.index(text.startIndex, offsetBy: 10)
      text.replaceSubrange(space...space, with: "T")
    }
    return text
  }

  private static func full(_ text: String) -> String {
    guard let tee = text.firstIndex(of: "T") else { return text }
    let clock = text[text.index(after: tee)...]
    guard let sign = clock.lastIndex(where: { "+-Z".contains($0) }) else { return text }
    var time = String(clock[..<sign])
    if time.utf8.count == 5 { time += ":00" }
    var zone = String(clock[sign...])
    if zone.utf8.count == 3 { zone += ":00" }
    if zone.utf8.count == 5 { zone.insert(":", at: zone.index(zone.startIndex, offsetBy: 3)) }
    return text[...tee] + time + zone
  }
}
