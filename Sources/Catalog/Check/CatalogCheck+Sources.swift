import SQLite

extension CatalogCheck {
  func checkSources() throws {
    for kind in ["conference", "series", "session"] {
      try connection.each(
        """
        SELECT slug, field, vals FROM data_issue
        JOIN \(kind) ON \(kind).id = owner_id AND owner_kind = '\(kind)'
        ORDER BY slug, data_issue.position
        """
      ) { row in
        found(
          .doubtful, "contradiction", kind, row.text(0),
          "sources differ on \(row.text(1)): \(row.text(2))")
      }
    }
    let oldest = today + -Self.staleAfterDays
    try connection.each(
      """
      SELECT slug, coalesce(verification_checked_at, (
        SELECT max(checked_at) FROM attribution
        WHERE owner_kind = 'conference' AND owner_id = conference.id)) AS checked
      FROM conference WHERE filter_end >= ?1 AND checked < ?2 ORDER BY checked, slug
      """, today.description, oldest.description
    ) { row in
      found(
        .doubtful, "stale", "conference", row.text(0),
        "it is still to come, and was last checked on \(row.text(1))")
    }
    try connection.each(
      """
      SELECT slug FROM conference WHERE NOT EXISTS (
        SELECT 1 FROM attribution WHERE owner_kind = 'conference' AND owner_id = conference.id)
      ORDER BY slug
      """
    ) { row in
      found(.doubtful, "no-source", "conference", row.text(0), "nothing tells where it is from")
    }
    try connection.each(
      """
      SELECT slug, url FROM link JOIN conference ON conference.id = owner_id
      WHERE owner_kind = 'conference' AND url NOT LIKE 'https://%' AND url NOT LIKE 'http://%'
      ORDER BY slug
      """
    ) { row in
      found(.wrong, "bad-link", "conference", row.text(0), "\"\(row.text(1))\" is no web address")
    }
  }
}
