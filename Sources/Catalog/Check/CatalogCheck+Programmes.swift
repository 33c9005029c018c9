import SQLite

extension CatalogCheck {
  func checkProgrammes() throws {
    try connection.each("SELECT slug FROM session WHERE ends_at < starts_at ORDER BY slug") { row in
      found(.wrong, "ends-before-start", "session", row.text(0), "it ends before it starts")
    }
    // By the day where it was published; what goes on after midnight belongs to the day before.
    try connection.each(
      """
      SELECT conference, start_earliest, filter_end, count(*), min(day), max(day),
        group_concat(slug, ', ') FILTER (WHERE number <= 3),
        (SELECT count(*) FROM session WHERE conference_id = outside.id)
      FROM (
        SELECT conference.id AS id, conference.slug AS conference, start_earliest, filter_end,
          session.slug AS slug, date(starts_at + coalesce(starts_offset, 0), 'unixepoch') AS day,
          row_number() OVER (PARTITION BY conference.id ORDER BY starts_at, session.slug) AS number
        FROM session JOIN conference ON conference.id = conference_id
        WHERE starts_at IS NOT NULL AND start_earliest IS NOT NULL AND (
          date(starts_at + coalesce(starts_offset, 0), 'unixepoch') < start_earliest
          OR date(starts_at + coalesce(starts_offset, 0) - 21600, 'unixepoch') > filter_end)
      ) AS outside GROUP BY id ORDER BY conference
      """
    ) { row in
      let days = row.text(4) == row.text(5) ? row.text(4) : "\(row.text(4)) to \(row.text(5))"
      found(
        .wrong, "session-outside-conference", "conference", row.text(0),
        "it is from \(row.text(1)) to \(row.text(2)), but \(row.int(3)) of \(row.int(7)) sessions"
          + " are on \(days): \(row.text(6))\(row.int(3) > 3 ? " and others" : "")",
        show: "/conferences/\(row.text(0))/sessions?pretty")
    }
    try connection.each(
      """
      SELECT slug, (ends_at - starts_at) / 3600 FROM session
      WHERE ends_at - starts_at > 86400 ORDER BY slug
      """
    ) { row in
      found(.doubtful, "long-session", "session", row.text(0), "it lasts \(row.int(1)) hours")
    }
    try connection.each(
      """
      SELECT conference.slug FROM conference WHERE programme_status = 'announced'
        AND NOT EXISTS (SELECT 1 FROM session WHERE conference_id = conference.id) ORDER BY slug
      """
    ) { row in
      found(
        .doubtful, "no-sessions", "conference", row.text(0),
        "its programme is announced, but it has no session")
    }
  }

  func checkDuplicates() throws {
    try connection.each(
      """
      SELECT one.slug, other.slug, one.year FROM conference AS one
      JOIN conference AS other ON other.id > one.id AND other.year = one.year
      WHERE lower(one.name) = lower(other.name)
        OR EXISTS (SELECT 1 FROM conference_series AS a
          JOIN conference_series AS b ON b.series_id = a.series_id
          JOIN series ON series.id = a.series_id AND series.kind = 'recurring'
          WHERE a.conference_id = one.id AND b.conference_id = other.id
            AND one.start_earliest IS other.start_earliest)
      ORDER BY one.slug
      """
    ) { row in
      found(
        .doubtful, "likely-duplicate", "conference", row.text(1),
        "it may be \(row.text(0)): the same name or series in \(row.int(2))",
        show: "/conferences?year=\(row.int(2))&q=\(row.text(0))&pretty")
    }
    try connection.each(
      """
      SELECT min(slug), max(slug), title FROM session
      WHERE starts_at IS NOT NULL AND kind NOT IN ('break', 'social', 'networking', 'qa')
      GROUP BY conference_id, title, starts_at, room_id, coalesce(work, '')
      HAVING count(*) > 1 ORDER BY 1
      """
    ) { row in
      found(
        .doubtful, "likely-duplicate", "session", row.text(1),
        "\"\(row.text(2))\" is on at the same time as \(row.text(0))")
    }
    try connection.each(
      """
      SELECT min(slug), max(slug), full_name FROM series WHERE full_name IS NOT NULL
      GROUP BY lower(full_name) HAVING count(*) > 1 ORDER BY 1
      """
    ) { row in
      found(
        .doubtful, "likely-duplicate", "series", row.text(1),
        "\(row.text(0)) is \"\(row.text(2))\", too")
    }
  }
}
