/// A time zone in one of the spellings that are published with deadlines.
public enum DeclaredZone: Sendable, Equatable {
  /// Seconds east of UTC, without summer time.
  case fixed(Int)
  case rules(TimeZoneRules)

  /// Fails if the spelling is unknown, contradicts itself, or stands for several zones.
  ///
  /// AoE is UTC-12. "UTC-8" and "GMT+02" are 8 hours west and 2 hours east (the reverse of POSIX
  /// `Etc/GMT+2`). All sorts of hyphens, minus signs and dashes are equal, with or without blanks.
  /// In "AoE (UTC-12)" both parts must agree if both are known; "CST (UTC+8)" has the offset in the
  /// brackets. "CST", "IST" and "BST" alone are unknown (see `ZoneAbbreviation`).
  public init?(_ spelling: String) {
    let text = Self.plain(spelling)
    if let zone = Self(plain: text) {
      self = zone
      return
    }
    guard let halves = Self.halves(text) else { return nil }
    switch (Self(plain: halves.outer), Self(plain: halves.inner)) {
    case (let outer?, let inner?)
    where outer == inner || ZoneAbbreviation.means(halves.outer, inner):
      self = inner
    case (let .rules(rules)?, let .fixed(offset)?) where rules.uses(offset):
      self = .rules(rules)
    case (nil, let zone?) where halves.isBracketed, (let zone?, nil) where halves.isBracketed:
      self = zone
    default: return nil
    }
  }

  /// Returns the instant of a local time in the zone; 86,400 seconds are the end of the day.
  public func instant(of day: Day, second: Int) -> Instant {
    switch self {
    case .fixed(let offset): Instant(day, second: second, offset: offset)
    case .rules(let rules): rules.instant(of: day, second: second)
    }
  }

  /// Returns the offset at an instant, in seconds east of UTC.
  public func offset(at instant: Instant) -> Int {
    switch self {
    case .fixed(let offset): offset
    case .rules(let rules): rules.offset(at: instant)
    }
  }

  public static func == (one: DeclaredZone, other: DeclaredZone) -> Bool {
    switch (one, other) {
    case (.fixed(let one), .fixed(let other)): one == other
    case (.rules(let one), .rules(let other)): one.name == other.name
    default: false
    }
  }

  /// Returns the text with uniform blanks, hyphens and plus signs.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for character in text {
      switch character {
      case "−", "–", "—", "‐", "‑", "‒", "－", "﹣": plain.append("-")
      case "＋", "±": plain.append("+")
      case _ where character.isWhitespace: if plain.last != " " { plain.append(" ") }
      default: plain.append(character)
      }
    }
    while plain.first == " " { plain.removeFirst() }
    while plain.last == " " { plain.removeLast() }
    return plain
  }

  /// Splits a text with two spellings of one zone: "AoE (UTC-12)", "AoE, UTC-12", "UTC-12 AoE".
  ///
  /// In "(UTC-12)" both are the same.
  private static func halves(_ text: String) -> (outer: String, inner: String, isBracketed: Bool)? {
    if let end = text.last, end == ")" || end == "]",
      let open = text.lastIndex(where: { $0 == "(" || $0 == "[" })
    {
      let inner = plain(String(text[text.index(after: open)...].dropLast()))
      let outer = plain(String(text[..<open]))
      return (outer.isEmpty ? inner : outer, inner, true)
    }
    for separator in [",", "=", "/", " "] {
      let parts = text.split(separator: separator).map { plain(String($0)) }
      if parts.count == 2 { return (parts[0], parts[1], false) }
    }
    return nil
  }

  private init?(plain text: String) {
    var upper = text.uppercased()
    for ending in [" TIME ZONE", " TIMEZONE", " TIME"] where upper.hasSuffix(ending) {
      upper.removeLast(ending.count)
    }
    if let minutes = ZoneAbbreviation.fixed[upper] {
      self = .fixed(minutes * 60)
    } else if let name = ZoneAbbreviation.rules[upper] {
      guard let rules = try? TimeZoneRules(named: name) else { return nil }
      self = .rules(rules)
    } else if let offset = Self.offset(upper) {
      self = .fixed(offset)
    } else {
      guard let rules = try? TimeZoneRules(named: text) else { return nil }
      self = .rules(rules)
    }
  }

  /// Parses an offset of up to 14 hours: "UTC-8", "GMT +05:30", "UTC+0530", "+05:30", "-12",
  /// "UTC+5.5".
  private static func offset(_ text: String) -> Int? {
    var rest = Substring(text)
    for prefix in ["UTC/GMT", "GMT/UTC", "UTC", "GMT"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      break
    }
    rest = rest.drop { $0 == " " }
    guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
    rest = rest.dropFirst().drop { $0 == " " }
    for unit in ["HOURS", "HRS", "H"] where rest.hasSuffix(unit) {
      rest = rest.dropLast(unit.count)
      break
    }
    while rest.last == " " { rest.removeLast() }
    guard let minutes = minutes(rest), minutes <= 14 * 60 else { return nil }
    return (sign == "+" ? 60 : -60) * minutes
  }

  private static func minutes(_ text: Substring) -> Int? {
    if text.hasSuffix(".5") { return Day.digits(text.dropLast(2)).map { $0 * 60 + 30 } }
    var hours = text
    var minutes: Substring = "00"
    if let colon = text.firstIndex(where: { $0 == ":" || $0 == "." }) {
      hours = text[..<colon]
      minutes = text[text.index(after: colon)...]
    } else if text.utf8.count == 4 {
      hours = text.prefix(2)
      minutes = text.suffix(2)
    }
    guard let hour = Day.digits(hours), let minute = Day.digits(minutes, 2), minute < 60 else {
      return nil
    }
    return hour * 60 + minute
  }
}

extension Day {
  /// Parses one or two digits.
  fileprivate static func digits(_ text: Substring) -> Int? { digits(text, 1) ?? digits(text, 2) }
}
