import CatalogForm
import CatalogModel
import JSON
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
        let field = row.text(1)
        let values = DataIssue(field: field, values: row.text(2)).displayText
        found(
          .doubtful, "contradiction", kind, row.text(0),
          "contradiction in \(field): \(values). The command keeps the value shown; edit it to"
            + " choose another",
          mend: try mending.editing(
            kind, row.text(0), field.split(separator: ".").first.map(String.init) ?? field))
      }
    }
    let oldest = today + -Self.staleAfterDays
    try connection.each(
      """
      SELECT slug, verification_state, verification_note, coalesce(verification_checked_at, (
        SELECT max(checked_at) FROM attribution
        WHERE owner_kind = 'conference' AND owner_id = conference.id)) AS checked
      FROM conference WHERE filter_end >= ?1 AND checked < ?2 ORDER BY checked, slug
      """, today.description, oldest.description
    ) { row in
      let note = row.textOrNil(2).map { #","note":\#(FieldText.of(.string($0)))"# } ?? ""
      try found(
        .doubtful, "stale", "conference", row.text(0),
        "it is upcoming, and was last checked on \(row.text(3)). Compare it with its source, then"
          + " run the command",
        state:
          #""verification":{"state":"\#(row.text(1))","checked_at":"\#(today)"\#(note)}"#)
    }
    try connection.each(
      """
      SELECT slug FROM conference WHERE NOT EXISTS (
        SELECT 1 FROM attribution WHERE owner_kind = 'conference' AND owner_id = conference.id)
      ORDER BY slug
      """
    ) { row in
      try found(
        .doubtful, "no-source", "conference", row.text(0), "it has no source",
        state: #""sources":[{"source":"…"}]"#)
    }
  }
}
