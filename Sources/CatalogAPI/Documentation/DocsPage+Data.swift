/// The sections about files: the native format, and how imports are merged.
extension DocsPage {
  static let data = [
    Section(id: "native-format", title: "The native format") { _, page in
      list(nativeFormat, &page)
    },
    Section(id: "merging", title: "How sources are merged") { _, page in
      list(merging, &page)
    },
  ]

  private static func list(_ rules: [String], _ page: inout HTMLWriter) {
    page.element("ul") { page in
      for rule in rules {
        page.element("li") { $0.prose(rule) }
        page.raw("\n")
      }
    }
  }

  private static let nativeFormat = [
    "`catalog export` writes the whole catalog in the native format: one record per line, with the"
      + " members of the API except derived ones.",
    "The member `kept` has data stored beside a record: its time stamps and position, the IDs of"
      + " other systems (`ids`), hashes of each source's latest claims (`said`), and former IDs."
      + " Omit it if you write records by hand.",
    "If you import an export into an empty database, the new catalog gives the same responses,"
      + " except for revision numbers.",
    "A record needs an `id` and a `name` (a topic or audience a `label`, a session a `title`)."
      + " Sessions, tracks and rooms also need a `conference`.",
    "Missing and null members keep their stored values. Any other value is applied: `\"status\":"
      + " \"scheduled\"` undoes a cancellation, and `\"links\": []` empties the list. `\"clear\":"
      + " [\"abstract\"]` empties the fields that it names.",
    "A line with `type`, `id` and `\"removed\": true` removes a conference, series, session or"
      + " speaker. If a source still has the record, its next import creates it again; a status of"
      + " `cancelled` stays.",
    "`\"merged_into\": \"ID\"` declares a record a duplicate of another. Its programme, its IDs in"
      + " other systems and its URL then lead to the other record.",
    "An export also has such lines for the records that its catalog had removed before"
      + " (`/export.ndjson` only with `removed=true`). They have a"
      + " `kept` with the time of the removal. A catalog that imports them returns 410 for the URLs"
      + " of these records, and removes those that it has and that nobody has changed since then.",
    "A session lists its chair as a speaker with a role: `{\"id\": \"ann\", \"role\": \"chair\"}`.",
  ]

  private static let merging = [
    "The import finds a record by its ID in the source, then by series and year, then by its `id`.",
    "Importing the same value again changes nothing. A new value replaces the same source's"
      + " earlier one, unless another source or an edit has changed the field since.",
    "If one value is more precise than the other, the catalog shows the more precise one: a day"
      + " instead of a month, a hall instead of its city. Lists are joined.",
    "If two sources contradict each other, the catalog shows the earlier claim and stores both in"
      + " `data_issues`. `catalog check` lists the contradictions, each with the command that"
      + " settles it.",
    "An edit in the native format settles a contradiction. It becomes open again only if a source"
      + " changes its claim.",
    "Calendars, Atom feeds, JSON-LD, `schedule.json` and `schedule.xml` that a catalog has written"
      + " add records and change none. In its CSV tables and lists of deadlines, a value that you edit changes that"
      + " member; an empty cell changes nothing. A response in JSON or NDJSON also adds the series,"
      + " conferences, tracks, rooms and speakers that it only names, where a catalog lacks them.",
    "A session that is missing from a complete programme is removed.",
    "A keyword of a paper becomes a topic if the catalog has such a topic.",
  ]
}
