import SQLite

extension CatalogCheck {
  func checkDates() throws {
    try connection.each(
      """
      SELECT slug, name, start_earliest, end_latest FROM conference
      WHERE end_latest < start_earliest ORDER BY slug
      """
    ) { row in
      found(
        .wrong, "ends-before-start", conference: row.text(0), name: row.text(1),
        "it ends on \(row.text(3)), before it starts on \(row.text(2))",
        mend: #""dates":{"edtf":"…/…"}"#)
    }
    try connection.each(
      """
      SELECT slug, name, year, start_earliest FROM conference
      WHERE year IS NOT NULL AND start_earliest IS NOT NULL
        AND (substr(start_latest, 1, 4) < CAST(year AS TEXT)
          OR substr(start_earliest, 1, 4) > CAST(year AS TEXT))
      ORDER BY slug
      """
    ) { row in
      found(
        .wrong, "year-contradicts-dates", conference: row.text(0), name: row.text(1),
        "it is filed under \(row.int(2)), but starts on \(row.text(3))",
        mend: #""dates":{"edtf":"…/…"}"#)
    }
    try connection.each(
      """
      SELECT slug, name, date_text FROM conference
      WHERE start_earliest IS NULL AND (year IS NULL OR year >= CAST(?1 AS INTEGER))
      ORDER BY slug
      """, String(today.description.prefix(4))
    ) { row in
      let words = row.isNull(2) ? "" : "; its source says \"\(row.text(2))\""
      found(
        .doubtful, "no-dates", conference: row.text(0), name: row.text(1),
        "its dates are unknown\(words)", mend: #""dates":{"edtf":"…/…"}"#)
    }
  }

  func checkDeadlines() throws {
    // A day later everywhere, so that no zone can make it right.
    try connection.each(
      """
      SELECT conference.slug, deadline.slug, deadline.kind, local, end_latest FROM deadline
      JOIN conference ON conference.id = conference_id
      WHERE end_latest IS NOT NULL AND at_utc > unixepoch(end_latest, '+2 days')
        AND deadline.kind NOT IN ('other', 'camera-ready', 'supplementary')
      ORDER BY conference.slug, deadline.position
      """
    ) { row in
      found(
        .wrong, "deadline-after-event", "deadline", "\(row.text(0))/\(row.text(1))",
        "the \(row.text(2)) deadline \(row.text(3)) is after the event's end on \(row.text(4))",
        show: "/conferences/\(row.text(0))/deadlines?pretty")
    }
    var zones: Set<String> = []
    try connection.each(
      """
      SELECT conference.slug, deadline.slug, time_zone_declared FROM deadline
      JOIN conference ON conference.id = conference_id WHERE time_zone_declared IS NOT NULL
      ORDER BY conference.slug, deadline.position
      """
    ) { row in
      let zone = row.text(2)
      guard zones.contains(zone) || DeclaredZone(zone) == nil else { return }
      zones.insert(zone)
      found(
        .wrong, "unknown-zone", "deadline", "\(row.text(0))/\(row.text(1))",
        "nothing is known of the time zone \"\(zone)\"",
        show: "/conferences/\(row.text(0))/deadlines?pretty")
    }
  }
}
