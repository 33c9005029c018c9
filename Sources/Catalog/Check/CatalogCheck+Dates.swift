import CatalogModel
import JSON
import SQLite

extension CatalogCheck {
  func checkDates() throws {
    try connection.each(
      """
      SELECT slug, start_earliest, end_latest FROM conference
      WHERE end_latest < start_earliest ORDER BY slug
      """
    ) { row in
      try found(
        .wrong, "ends-before-start", "conference", row.text(0),
        "it ends on \(row.text(2)), before it starts on \(row.text(1))",
        state: #""dates":{"edtf":"…/…"}"#)
    }
    try connection.each(
      """
      SELECT slug, year, start_earliest FROM conference
      WHERE year IS NOT NULL AND start_earliest IS NOT NULL
        AND (substr(start_latest, 1, 4) < CAST(year AS TEXT)
          OR substr(start_earliest, 1, 4) > CAST(year AS TEXT))
      ORDER BY slug
      """
    ) { row in
      try found(
        .wrong, "year-contradicts-dates", "conference", row.text(0),
        "its year is \(row.int(1)), but it starts on \(row.text(2))",
        state: #""dates":{"edtf":"…/…"}"#)
    }
    try connection.each(
      """
      SELECT slug, date_text FROM conference
      WHERE start_earliest IS NULL AND (year IS NULL OR year = CAST(?1 AS INTEGER))
      ORDER BY slug
      """, String(today.description.prefix(4))
    ) { row in
      let words = row.isNull(1) ? "" : "; the source has \"\(row.text(1))\""
      try found(
        .doubtful, "no-dates", "conference", row.text(0),
        "its dates are unknown\(words)", state: #""dates":{"edtf":"…/…"}"#)
    }
  }

  func checkDeadlines() throws {
    // Only a deadline more than a day later is wrong in every time zone.
    try connection.each(
      """
      SELECT conference.slug, deadline.slug, deadline.kind, local, end_latest FROM deadline
      JOIN conference ON conference.id = conference_id
      WHERE end_latest IS NOT NULL
        AND coalesce(at_utc, not_before_utc) > unixepoch(end_latest, '+2 days')
        AND deadline.kind NOT IN ('other', 'camera-ready', 'supplementary')
      ORDER BY conference.slug, deadline.position
      """
    ) { row in
      try foundDeadline(
        .wrong, row, "deadline-after-event",
        "the \(row.text(2)) deadline \(row.text(3)) is after the end of the conference on"
          + " \(row.text(4))")
    }
    try checkDistantDeadlines()
    try checkNoonDeadlines()
    var zones: Set<String> = []
    try connection.each(
      """
      SELECT conference.slug, deadline.slug, time_zone_declared FROM deadline
      JOIN conference ON conference.id = conference_id WHERE time_zone_declared IS NOT NULL
      ORDER BY conference.slug, deadline.position
      """
    ) { row in
      let (conference, zone) = (row.text(0), row.text(2))
      guard DeclaredZone(zone) == nil, zones.insert("\(conference) \(zone)").inserted else {
        return
      }
      found(
        .wrong, "unknown-zone", "deadline", "\(conference)/\(row.text(1))",
        "unknown time zone \"\(zone)\" of a deadline; expected AoE, an offset such as UTC-8, or an IANA name",
        mend: try mending.editing("conference", conference, "deadlines") {
          $0.text(gap: "time_zone_declared") { $0["time_zone_declared"]?.string == zone }
        })
    }
  }

  /// Reports deadlines more than 18 months before the conference, which probably belong to another
  /// edition.
  private func checkDistantDeadlines() throws {
    try connection.each(
      """
      SELECT conference.slug, deadline.slug, deadline.kind, local,
        coalesce(start_earliest, year || '-01-01') AS start FROM deadline
      JOIN conference ON conference.id = conference_id
      WHERE start IS NOT NULL AND deadline.kind <> 'other'
        AND coalesce(at_utc, not_after_utc) < unixepoch(start, '-18 months')
      ORDER BY conference.slug, deadline.position
      """
    ) { row in
      try foundDeadline(
        .doubtful, row, "deadline-of-another-year",
        "the \(row.text(2)) deadline \(row.text(3)) is more than 18 months before the conference,"
          + " which starts on \(row.text(4)) or later")
    }
  }

  /// Reports deadlines at 11:59, which is often written for 23:59; 11:59 UTC is correct, being
  /// 23:59 AoE.
  private func checkNoonDeadlines() throws {
    try connection.each(
      """
      SELECT conference.slug, deadline.slug, deadline.kind, local, time_zone_declared, at_utc
      FROM deadline JOIN conference ON conference.id = conference_id
      WHERE at_utc IS NOT NULL AND (local GLOB '*[ T]11:59' OR local GLOB '*[ T]11:59:[0-9][0-9]'
        OR replace(replace(lower(local), '.', ''), ' ', '') GLOB '*11:59am')
      ORDER BY conference.slug, deadline.position
      """
    ) { row in
      let zone = row.isNull(4) ? nil : DeclaredZone(row.text(4))
      guard let zone, zone.offset(at: Instant(seconds: row.int(5))) != 0 else { return }
      try foundDeadline(
        .doubtful, row, "deadline-before-noon",
        "the \(row.text(2)) deadline \(row.text(3)) \(row.text(4)) is one minute before noon; it"
          + " may mean 23:59")
    }
  }

  private func foundDeadline(
    _ severity: Finding.Severity, _ row: Row, _ code: String, _ message: String
  ) throws {
    let (conference, slug) = (row.text(0), row.text(1))
    found(
      severity, code, "deadline", "\(conference)/\(slug)", message,
      mend: try mending.editing("conference", conference, "deadlines") {
        $0.text(gap: "local") { $0["id"]?.string == slug }
      })
  }
}
