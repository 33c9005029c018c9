import CatalogModel
import SQLite

/// What day it is in the zones of conferences.
///
/// A conference without a known zone keeps the days of the zone 12 hours west of UTC, in which a
/// day ends last.
struct LocalDays {
  /// Where undated conferences begin in the order of lists.
  static let undated = "'9999-12-310'"
  private static let lastZone = -12 * 3_600

  /// The day in UTC.
  let today: Day
  /// Where conferences begin in the order of lists that can last until yesterday.
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

  /// The day in the zone of a conference: yesterday, today or tomorrow as UTC has it.
  func day(of id: String) -> SQLCondition {
    guard !zones.isEmpty else { return SQLCondition("?", "\(fallback)") }
    var values: [any Bindable] = []
    let cases = zones.map { day, names in
      values += names as [any Bindable]
      values.append("\(day)")
      return "WHEN zoned.time_zone IN (\(names.map { _ in "?" }.joined(separator: ", "))) THEN ?"
    }
    return SQLCondition(
      """
      (SELECT CASE \(cases.joined(separator: " ")) ELSE ? END
        FROM conference AS zoned WHERE zoned.id = \(id))
      """, values: values + ["\(fallback)"])
  }

  /// When a day ends, at the earliest, in any zone; nil if it has ended in all.
  ///
  /// If it has ended in some, the next quarter of an hour, at which days end.
  static func end(of day: Day, after now: Instant) -> Instant? {
    let first = Instant(day + 1, offset: 14 * 3_600)
    guard first <= now else { return first }
    guard now < Instant(day + 1, offset: lastZone) else { return nil }
    return nextQuarter(after: now)
  }

  /// The next instant at which a day can begin in some zone.
  static func nextQuarter(after now: Instant) -> Instant {
    Instant(seconds: now.seconds - now.seconds % 900 + 900)
  }

  /// The conferences that have one of some phases, as `EventDates.phases(zone:)` tells them.
  func condition(_ phase: String, row: String, id: String) -> SQLCondition {
    let day = day(of: id)
    let (yesterday, tomorrow) = (today + -1, today + 1)
    let start = "\(row).sort_start"
    let end = "\(row).filter_end"
    switch phase {
    case "upcoming":
      return SQLCondition(
        """
        \(start) >= ? AND \(start) < \(Self.undated)
          AND (\(start) >= ? OR substr(\(start), 1, 10) > \(day.sql))
        """, values: ["\(today)", "\(tomorrow + 1)"] + day.values)
    case "past":
      return SQLCondition(
        "\(start) < ? AND (\(end) < ? OR \(end) < \(day.sql))",
        values: ["\(tomorrow)2", "\(yesterday)"] + day.values)
    default:
      let begun = SQLCondition(
        """
        \(start) >= ? AND \(start) < ? AND \(end) >= ?
          AND substr(\(start), 1, 10) <= \(day.sql) AND \(end) >= \(day.sql)
        """,
        values: [longestBefore, "\(tomorrow)2", "\(yesterday)"] + day.values + day.values)
      let ongoing = SQLCondition(
        """
        conference.start_latest <= \(day.sql)
          AND coalesce(conference.end_earliest, conference.start_latest) >= \(day.sql)
        """, values: day.values + day.values)
      return .all([begun, phase == "ongoing" ? ongoing : ongoing.negated])
    }
  }
}

extension CatalogReader {
  /// What day it is for the conferences that may begin or end around now.
  func localDays(_ now: Instant) throws -> LocalDays {
    let day = now.day()
    let span = try longestSpan()
    let zones = try memory.values(
      SQLCondition(
        """
        SELECT DISTINCT time_zone, 0 FROM conference
        WHERE sort_start >= ? AND sort_start < ? AND filter_end >= ? AND time_zone IS NOT NULL
        """, "\(day + (-1 - span))", "\(day + 2)", "\(day + -1)"), connection)
    return LocalDays(
      now, zones: zones.map(\.value), longestSpan: span, rules: memory.zones)
  }

  /// The most days that a conference lasts, as filters take it.
  func longestSpan() throws -> Int {
    try memory.total(SQLCondition("SELECT max(span_days) FROM conference"), connection)
  }
}
