import CatalogModel
import SQLite

/// The current day in the time zones of conferences.
///
/// A conference without a time zone uses UTC-12, in which a day ends last.
struct LocalDays {
  /// The sort key from which conferences are undated, as an SQL literal.
  static let undated = "'9999-12-310'"
  private static let lastZone = -12 * 3_600

  /// The current day in UTC.
  let today: Day
  /// The lowest sort key of a conference that can last until yesterday.
  let longestBefore: String
  private var zones: [(day: Day, names: [String])] = []
  private let fallback: Day

  init(_ now: Instant, zones names: [String], longestSpan: Int, rules: TimeZones) {
    today = now.day()
    fallback = now.day(offset: Self.lastZone)
    longestBefore = (today + (-1 - longestSpan)).description
    for name in names {
      guard let day = rules.rules(name).map({ now.day(offset: $0.offset(at: now)) }),
        day != fallback
      else { continue }
      if let index = zones.firstIndex(where: { $0.day == day }) {
        zones[index].names.append(name)
      } else {
        zones.append((day, [name]))
      }
    }
  }

  /// Returns the expression of the current day in a conference's time zone: yesterday, today or
  /// tomorrow in UTC.
  func day(of id: SQLFragment) -> SQLFragment {
    guard !zones.isEmpty else { return SQLFragment("?", "\(fallback)") }
    var values: [any Bindable] = []
    let cases = zones.map { day, names in
      values += names as [any Bindable]
      values.append("\(day)")
      return "WHEN zoned.time_zone IN (\(names.map { _ in "?" }.joined(separator: ", "))) THEN ?"
    }
    return SQLFragment(
      """
      (SELECT CASE \(cases.joined(separator: " ")) ELSE ? END
        FROM conference AS zoned WHERE zoned.id = \(id))
      """, values: values + ["\(fallback)"])
  }

  /// Returns the earliest instant at which a day ends in some time zone; `nil` if it has ended in
  /// all.
  ///
  /// If the day has ended in some zones, returns the next quarter of an hour, at which it may end
  /// in others.
  static func end(of day: Day, after now: Instant) -> Instant? {
    let first = Instant(day + 1, offset: 14 * 3_600)
    guard first <= now else { return first }
    guard now < Instant(day + 1, offset: lastZone) else { return nil }
    return nextQuarter(after: now)
  }

  /// Returns the next quarter of an hour, the earliest instant at which a day can begin in some
  /// time zone.
  static func nextQuarter(after now: Instant) -> Instant {
    Instant(seconds: now.seconds - now.seconds % 900 + 900)
  }

  /// Returns the condition of conferences in a phase; agrees with `EventDates.phases(zone:)`.
  func condition(_ phase: String, row: Table, id: SQLFragment) -> SQLFragment {
    let day = day(of: id)
    let (yesterday, tomorrow) = (today + -1, today + 1)
    let (start, end) = (row.sort_start, row.filter_end)
    switch phase {
    case "upcoming":
      return """
        \(SQLFragment("\(start) >= ?", "\(today)")) AND \(start) < \(Self.undated)
          AND (\(SQLFragment("\(start) >= ?", "\(tomorrow + 1)")) OR substr(\(start), 1, 10) > \(day))
        """
    case "past":
      return """
        \(SQLFragment("\(start) < ? AND (\(end) < ?", "\(tomorrow)2", "\(yesterday)"))
          OR \(end) < \(day))
        """
    default:
      let begun = SQLFragment(
        "\(start) >= ? AND \(start) < ? AND \(end) >= ?", longestBefore, "\(tomorrow)2",
        "\(yesterday)")
      let (first, last) = (Table.conference.start_latest, Table.conference.end_earliest)
      let ongoing: SQLFragment = "\(first) <= \(day) AND coalesce(\(last), \(first)) >= \(day)"
      return .all([
        begun, "substr(\(start), 1, 10) <= \(day)", "\(end) >= \(day)",
        phase == "ongoing" ? ongoing : ongoing.negated,
      ])
    }
  }
}

extension SharedConditions {
  /// Returns the current days of the conferences that may begin or end around now.
  func localDays(_ now: Instant) throws -> LocalDays {
    let day = now.day()
    let span = try longestSpan()
    let zones = try memory.values(
      SQLFragment(
        """
        SELECT DISTINCT time_zone, 0 FROM conference
        WHERE sort_start >= ? AND sort_start < ? AND filter_end >= ? AND time_zone IS NOT NULL
        """, "\(day + (-1 - span))", "\(day + 2)", "\(day + -1)"), connection)
    return LocalDays(
      now, zones: zones.map(\.value), longestSpan: span, rules: memory.zones)
  }

  /// Returns the longest duration that filters assume for a conference, in days.
  func longestSpan() throws -> Int {
    try memory.total(SQLFragment("SELECT max(span_days) FROM conference"), connection)
  }
}
