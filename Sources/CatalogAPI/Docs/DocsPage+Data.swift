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

  private static func list(_ rules: [String], _ page: inout HTMLText) {
    page.element("ul") { page in
      for rule in rules {
        page.element("li") { $0.prose(rule) }
        page.raw("\n")
      }
    }
  }

  private static let nativeFormat = [
    "`catalog export` writes the whole catalog in the native format: one record a line, with the"
      + " members of the API but without derived ones.",
    "The member `kept` holds what stands beside a record: its time stamps and place, the IDs that"
      + " other systems give it (`ids`), hashes of what each source last said (`said`), and former"
      + " slugs. If you write records by hand, omit it.",
    "An export that is imported into an empty database makes a catalog that gives the same"
      + " responses, except for revision numbers.",
    "A record needs an `id` and a `name` (a topic or audience a `label`, a session a `title`)."
      + " Sessions, tracks and rooms also need a `conference`.",
    "A member that is missing or null stays as it is. Any other value is applied:"
      + " `\"status\": \"scheduled\"` takes a cancellation back, `\"links\": []` empties the list."
      + " `\"clear\": [\"abstract\"]` empties the fields that it names.",
    "A line with `\"removed\": true` beside `type` and `id` removes a conference, series, session or"
      + " speaker. A source that still has the record brings it back; a status of `cancelled` lasts.",
    "`\"merged_into\": \"ID\"` declares a record a duplicate of another. Its programme, its IDs in other"
      + " systems and its URL then lead to the other record.",
    "A session names its chair as a speaker with a role: `{\"id\": \"ann\", \"role\": \"chair\"}`.",
  ]

  private static let merging = [
    "The import finds a record by its ID in the source, then by series and year, then by its slug.",
    "A source that repeats itself changes nothing. A source that changes its claim is followed,"
      + " unless another source or an edit has spoken since.",
    "If one value is finer than the other, the catalog shows the finer one: a day instead of a"
      + " month, a hall instead of its city. Lists are joined.",
    "If two sources contradict each other, the catalog shows the earlier claim and keeps both in"
      + " `data_issues`. `catalog check` lists the contradictions, each with the command that"
      + " settles it.",
    "An edit in the native format settles a contradiction. Only a source that changes its claim"
      + " opens it again.",
    "A session that disappears from a complete programme is removed.",
    "Keywords of papers become topics if the catalog knows such a topic.",
  ]
}
