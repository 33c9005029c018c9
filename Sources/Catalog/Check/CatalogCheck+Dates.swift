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
        "it is filed under \(row.int(1)), but starts on \(row.text(2))",
        state: #""dates":{"edtf":"…/…"}"#)
    }
    try connection.each(
      """
      SELECT slug, date_text FROM conference
      WHERE start_earliest IS NULL AND (year IS NULL OR year >= CAST(?1 AS INTEGER))
      ORDER BY slug
      """, String(today.description.prefix(4))
    ) { row in
      let words = row.isNull(1) ? "" : "; its source says \"\(row.text(1))\""
      try found(
        .doubtful, "no-dates", "conference", row.text(0),
        "its dates are unknown\(words)", state: #""dates":{"edtf":"…/…"}"#)
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
      let (conference, slug) = (row.text(0), row.text(1))
      found(
        .wrong, "deadline-after-event", "deadline", "\(conference)/\(slug)",
        "the \(row.text(2)) deadline \(row.text(3)) is after the event's end on \(row.text(4))",
        mend: try mending.restating("conference", conference, "deadlines") {
          $0.text(gap: "local") { $0["id"]?.string == slug }
        })
    }
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
        "nothing is known of the time zone \"\(zone)\"",
        mend: try mending.restating("conference", conference, "deadlines") {
          $0.text(gap: "time_zone_declared") { $0["time_zone_declared"]?.string == zone }
        })
    }
  }
}
