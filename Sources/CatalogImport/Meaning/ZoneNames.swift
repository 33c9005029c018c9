import CatalogModel

/// Reads names of time zones that a calendar does not define.
enum ZoneNames {
  enum Reading: Equatable {
    /// An IANA name; `isAssumed` if the text only suggests it.
    case zone(String, isAssumed: Bool)
    /// Seconds east of UTC.
    case offset(Int)
  }

  /// Reads the name of a zone; returns nil for an unknown name, and for an abbreviation of several
  /// zones.
  ///
  /// Reads IANA names, also after a prefix ("/mozilla.org/20050126_1/Europe/Berlin"), Windows names
  /// ("Eastern Standard Time 1"), labels ("(UTC-05:00) Eastern Time (US & Canada)") and offsets
  /// ("GMT+0200").
  static func read(_ text: String, in builder: BatchBuilder) -> Reading? {
    guard let name = PlainText.line(text), name.utf8.count <= 200 else { return nil }
    if let zone = iana(name, in: builder) { return .zone(zone, isAssumed: false) }
    if let zone = windows(name) { return .zone(zone, isAssumed: false) }
    // A number after an IANA name marks a copy: "Europe/Berlin 1", "America/New_York-2". A number
    // after "UTC" or "GMT" is an offset.
    let original = withoutNumber(name, " #-_")
    if name.contains("/"), !["UTC", "GMT"].contains(original.suffix(3).uppercased()),
      let zone = iana(original, in: builder)
    {
      return .zone(zone, isAssumed: false)
    }
    if let offset = offset(name) { return .offset(offset) }
    let (label, prefix) = withoutOffset(name)
    if let zone = zone(ofLabel: label, in: builder) {
      guard let prefix else {
        // A single city only suggests its zone, but a full label without its offset is exact.
        return .zone(zone, isAssumed: ZoneLabels.labels[label.lowercased()] == nil)
      }
      return has(zone, prefix, in: builder) ? .zone(zone, isAssumed: false) : nil
    }
    if let zone = nickname(label), prefix.map({ has(zone, $0, in: builder) }) ?? true {
      return .zone(zone, isAssumed: true)
    }
    return prefix == 0 && label.isEmpty ? .offset(0) : nil
  }

  private static func iana(_ name: String, in builder: BatchBuilder) -> String? {
    let parts = name.split(separator: "/").map { String($0).replacingAll(" ", with: "_") }
    // An IANA name has one to three parts ("UTC", "America/Argentina/Buenos_Aires") and can follow
    // a prefix.
    for count in stride(from: min(3, parts.count), to: 0, by: -1) {
      if count == 1, parts.count > 1 { continue }
      let candidate = parts.suffix(count).joined(separator: "/")
      for spelling in [candidate, titled(candidate), candidate.uppercased()] {
        guard !notZones.contains(spelling), !spelling.hasPrefix("right/"),
          !spelling.hasPrefix("posix/"), let zone = builder.zone(spelling)
        else { continue }
        return zone.name
      }
    }
    return parts.count > 1 && parts.last?.uppercased() == "UTC" ? "Etc/UTC" : nil
  }

  /// Files of the time zone database that are not zones of places.
  private static let notZones: Set<String> = ["localtime", "Factory", "posixrules"]

  /// Returns "Europe/Isle_of_Man" for "europe/isle_of_man".
  private static func titled(_ name: String) -> String {
    let small: Set<String> = ["of", "au", "es"]
    var out = ""
    var word = ""
    for character in name.lowercased() + "/" {
      guard !character.isLetter else {
        word.append(character)
        continue
      }
      out += small.contains(word) ? word : word.prefix(1).uppercased() + word.dropFirst()
      word = ""
      out.append(character)
    }
    return String(out.dropLast())
  }

  /// Returns the zone of a Windows name; Exchange numbers copies: "Eastern Standard Time 1".
  private static func windows(_ name: String) -> String? {
    WindowsZones.names[name.lowercased()]
      ?? WindowsZones.names[withoutNumber(name, " #").lowercased()]
  }

  private static func withoutNumber(_ name: String, _ separators: String) -> String {
    var name = name
    while let last = name.last, last.isNumber || separators.contains(last) { name.removeLast() }
    return name
  }

  /// Reads "UTC+2", "GMT+0200", "+02:00" or "UTC"; positive is east, unlike in "Etc/GMT+2".
  private static func offset(_ name: String) -> Int? {
    var text = name.uppercased().replacingAll("−", with: "-").replacingAll(" ", with: "")[...]
    let isNamed = ["UTC", "GMT"].contains { text.hasPrefix($0) }
    if isNamed { text = text.dropFirst(3) }
    if text.isEmpty || text == "Z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    var digits = text.dropFirst().filter { $0 != ":" && $0 != "." }
    if digits.count <= 2, isNamed || digits.count == 2 { digits += "00" }
    if digits.count == 3 { digits = "0" + digits }
    guard let seconds = ZoneDefinition.offset("\(sign)\(digits)"), abs(seconds) <= 14 * 3_600,
      abs(seconds) % 900 == 0
    else { return nil }
    return seconds
  }

  /// Splits "(UTC+01:00) Amsterdam, Berlin" into the label and the standard offset.
  private static func withoutOffset(_ name: String) -> (label: String, offset: Int?) {
    guard name.hasPrefix("("), let end = name.firstIndex(of: ")"),
      let offset = offset(String(name[name.index(after: name.startIndex)..<end]))
    else { return (name, nil) }
    return (PlainText.line(String(name[name.index(after: end)...])) ?? "", offset)
  }

  private static func zone(ofLabel label: String, in builder: BatchBuilder) -> String? {
    if let zone = ZoneLabels.labels[label.lowercased()] ?? windows(label) { return zone }
    for city in label.split(whereSeparator: { ",/;".contains($0) }) {
      if let zone = CityZones.zone(of: PlainText.line(String(city)), in: builder) { return zone }
    }
    return nil
  }

  private static func nickname(_ label: String) -> String? {
    var words = label.lowercased().split(separator: " ")
    if words.last == "time" { words.removeLast() }
    if let last = words.last, ["standard", "daylight", "summer"].contains(last) {
      words.removeLast()
    }
    return ZoneLabels.nicknames[words.joined(separator: " ")]
  }

  /// Whether a zone has an offset in winter or in summer.
  private static func has(_ zone: String, _ offset: Int, in builder: BatchBuilder) -> Bool {
    guard let rules = builder.zone(zone) else { return false }
    return [1, 7].contains { month in
      Day(year: 2_026, month: month, day: 1).map { rules.offset(at: Instant($0)) } == offset
    }
  }
}
