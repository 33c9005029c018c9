import SQLite

extension CatalogCheck {
  func checkProgrammes() throws {
    try connection.each("SELECT slug FROM session WHERE ends_at < starts_at ORDER BY slug") { row in
      try found(
        .wrong, "ends-before-start", "session", row.text(0), "it ends before it starts",
        state: #""starts_at":"…","ends_at":"…""#)
    }
    let day = "date(starts_at + coalesce(starts_offset, 0), 'unixepoch')"
    // Days are those of the published local time. A session that starts before 06:00 counts as
    // one of the day before.
    try connection.each(
      """
      SELECT conference, start_earliest, filter_end, count(*), min(day), max(day),
        group_concat(slug, ', ') FILTER (WHERE number <= 3),
        (SELECT count(*) FROM session WHERE conference_id = outside.id),
        min(start_earliest, min(day)), max(filter_end, max(day)),
        julianday(min(day)) >= julianday(start_earliest) - 3
          AND julianday(max(day)) <= julianday(filter_end) + 3,
        (SELECT min(\(day)) || '/' || max(\(day)) FROM session WHERE conference_id = outside.id)
      FROM (
        SELECT conference.id AS id, conference.slug AS conference, start_earliest, filter_end,
          session.slug AS slug, \(day) AS day,
          row_number() OVER (PARTITION BY conference.id ORDER BY starts_at, session.slug) AS number
        FROM session JOIN conference ON conference.id = conference_id
        WHERE starts_at IS NOT NULL AND start_earliest IS NOT NULL
          AND session.kind NOT IN ('break', 'social', 'networking') AND (
          \(day) < start_earliest
          OR date(starts_at + coalesce(starts_offset, 0) - 21600, 'unixepoch') > filter_end)
      ) AS outside GROUP BY id ORDER BY conference
      """
    ) { row in
      let days = row.text(4) == row.text(5) ? row.text(4) : "\(row.text(4)) to \(row.text(5))"
      found(
        .wrong, "session-outside-conference", "conference", row.text(0),
        "the conference is from \(row.text(1)) to \(row.text(2)), but \(row.int(3)) of"
          + " \(row.int(7)) sessions are on \(days):"
          + " \(row.text(6))\(row.int(3) > 3 ? " and others" : "")",
        mend: try mendingDays(row))
    }
    try connection.each(
      """
      SELECT slug, (ends_at - starts_at) / 3600 FROM session
      WHERE ends_at - starts_at > CASE kind WHEN 'workshop' THEN 259200 ELSE 86400 END
      ORDER BY slug
      """
    ) { row in
      try found(
        .doubtful, "long-session", "session", row.text(0), "it lasts \(row.int(1)) hours",
        state: #""ends_at":"…""#)
    }
    try connection.each(
      """
      SELECT conference.slug FROM conference WHERE programme_status = 'announced'
        AND NOT EXISTS (SELECT 1 FROM session WHERE conference_id = conference.id) ORDER BY slug
      """
    ) { row in
      found(
        .doubtful, "no-sessions", "conference", row.text(0),
        "its programme is announced, but the catalog has no sessions of it",
        mend: "catalog import … --conference \(row.text(0))\(mending.database)")
    }
  }

  /// Returns the command that corrects sessions outside their conference.
  ///
  /// It extends the conference if its sessions are at most 3 days before or after it, or takes the
  /// days of all sessions if most of them are outside. Otherwise it corrects the first such session.
  private func mendingDays(_ row: borrowing Row) throws -> String {
    let isMost = row.int(3) * 2 > row.int(7)
    guard isMost || row.bool(10) else {
      let session = row.text(6).split(separator: ",").first.map(String.init) ?? ""
      return try mending.setting("session", session, #""starts_at":"…","ends_at":"…""#)
    }
    let days = row.bool(10) ? "\(row.text(8))/\(row.text(9))" : row.text(11)
    return try mending.setting("conference", row.text(0), #""dates":{"edtf":"\#(days)"}"#)
  }

  /// Reports records that are parts of themselves.
  ///
  /// Only records that cannot be reached from a record without a parent can be.
  func checkCircles() throws {
    for kind in ["session", "series"] {
      try connection.each(
        """
        WITH RECURSIVE sound (id) AS (
          SELECT id FROM \(kind) WHERE parent_id IS NULL
            AND id IN (SELECT parent_id FROM \(kind) WHERE parent_id IS NOT NULL)
          UNION ALL SELECT part.id FROM sound JOIN \(kind) AS part ON part.parent_id = sound.id),
        above (start, id) AS (
          SELECT id, parent_id FROM \(kind)
            WHERE parent_id IS NOT NULL AND id NOT IN (SELECT id FROM sound)
          UNION SELECT start, parent_id FROM above JOIN \(kind) USING (id)
            WHERE parent_id IS NOT NULL)
        SELECT slug, (SELECT slug FROM \(kind) AS parent WHERE parent.id = \(kind).parent_id)
        FROM above JOIN \(kind) ON \(kind).id = start WHERE above.id = start ORDER BY slug
        """
      ) { row in
        try found(
          .wrong, "part-of-itself", kind, row.text(0),
          "it is part of itself through \(row.text(1))",
          state: #""clear":["parent"]"#)
      }
    }
  }

  func checkDuplicates() throws {
    try connection.each(
      """
      SELECT one.slug, other.slug, one.year FROM conference AS one
      JOIN conference AS other ON other.id > one.id AND other.year = one.year
      WHERE lower(one.name) = lower(other.name)
          AND coalesce(abs(julianday(one.start_earliest) - julianday(other.start_earliest)), 0) < 60
        OR EXISTS (SELECT 1 FROM conference_series AS a
          JOIN conference_series AS b ON b.series_id = a.series_id
          JOIN series ON series.id = a.series_id AND series.kind = 'recurring'
          WHERE a.conference_id = one.id AND b.conference_id = other.id
            AND one.start_earliest IS other.start_earliest
            AND (\(Self.places("one")) = \(Self.places("other"))
              OR \(Self.places("one")) = '' OR \(Self.places("other")) = ''))
      ORDER BY one.slug
      """
    ) { row in
      found(
        .doubtful, "likely-duplicate", "conference", row.text(1),
        "likely duplicate of \(row.text(0)): the same name or series in \(row.int(2))",
        mend: mending.merging("conference", row.text(1), into: row.text(0)))
    }
    try connection.each(
      """
      SELECT min(slug), max(slug), title FROM session
      WHERE starts_at IS NOT NULL AND kind NOT IN ('break', 'social', 'networking', 'qa')
      GROUP BY conference_id, parent_id, title, starts_at, room_id, coalesce(work, '')
      HAVING count(*) > 1 ORDER BY 1
      """
    ) { row in
      found(
        .doubtful, "likely-duplicate", "session", row.text(1),
        "likely duplicate of \(row.text(0)): \"\(row.text(2))\" at the same time",
        mend: mending.merging("session", row.text(1), into: row.text(0)))
    }
    try connection.each(
      """
      SELECT min(slug), max(slug), full_name FROM series WHERE full_name IS NOT NULL
      GROUP BY lower(full_name) HAVING count(*) > 1 ORDER BY 1
      """
    ) { row in
      found(
        .doubtful, "likely-duplicate", "series", row.text(1),
        "likely duplicate of \(row.text(0)): both are named \"\(row.text(2))\"",
        mend: mending.merging("series", row.text(1), into: row.text(0)))
    }
  }

  /// Returns the SQL for the cities of a conference, with "online" for a virtual location.
  private static func places(_ conference: String) -> String {
    """
    coalesce((SELECT group_concat(DISTINCT coalesce(city_folded, 'online')) FROM location
      WHERE conference_id = \(conference).id AND (city IS NOT NULL OR is_virtual)), '')
    """
  }
}
