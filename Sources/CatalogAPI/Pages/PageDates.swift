import CatalogModel

/// Dates as HTML pages show them: exact days spelled out, vague ones as vague as they are.
extension EventDates {
  var isExact: Bool { start != nil && (end != nil || endLatest == nil) }

  /// For example "27–29 Apr 2026", "January 2026" or "Summer 2026"; nil if the dates are unknown.
  var pageText: String? {
    if isExact { return displayText }
    if let edtf, let month = Month(edtf) { return month.text }
    return text ?? edtf
  }

  /// The earliest first and the latest last day of the conference, for drawing; nil if unknown.
  var bounds: ClosedRange<Day>? {
    guard let first = startEarliest else { return nil }
    return first...max(first, endLatest ?? endEarliest ?? startLatest ?? first)
  }
}

extension PageContext {
  /// Returns the name of a time zone for readers: "Los Angeles time" for "America/Los_Angeles".
  static func text(ofZone zone: String) -> String {
    guard let city = zone.split(separator: "/").dropFirst().last, !zone.hasPrefix("Etc/") else {
      return zone
    }
    return "\(city.replacing("_", with: " ")) time"
  }
}

extension Day {
  /// 0 for Monday, 6 for Sunday.
  var weekday: Int { ((number + 3) % 7 + 7) % 7 }
}

extension Deadline {
  /// The time as published with its zone, for example "15 Dec 2026, 23:59 AoE".
  var pageText: String {
    guard let local, let published = Day(String(local.prefix(10))), expectation == nil else {
      return timeInWords
    }
    let clock = local.dropFirst(11).prefix(5)
    // "Anywhere on earth" is published as UTC-12, too.
    if let anywhereText, anywhereText == "\(published.displayText), \(clock) AoE" {
      return anywhereText
    }
    let zone = timeZoneDeclared.map { " \($0)" } ?? ""
    return published.displayText + (clock.isEmpty ? "" : ", \(clock)") + zone
  }

  /// The end of the deadline "anywhere on earth", 12 hours west of UTC; nil without an exact time.
  var anywhereText: String? {
    guard let at = moment.at else { return nil }
    let text = at.formatted(offset: -43_200)
    return at.day(offset: -43_200).displayText + ", \(text.dropFirst(11).prefix(5)) AoE"
  }
}
