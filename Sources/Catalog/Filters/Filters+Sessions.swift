import CatalogForm
import CatalogModel

/// The filters of sessions.
extension Filters {
  static let sessions: [Filter] =
    [
      .records(
        "track", .track, "A track, by ID or name.", example: "NLP Applications",
        .reference("track"), facet: .names("track")),
      .records(
        "room", .room, "A room, by ID or name.", example: "East Foyer",
        .reference("room"), facet: .names("room")),
      .records(
        "speaker", .speaker, "A speaker or chair, by ID or name.", example: "a-gretton",
        .ofRecords { [try $0.reader.conditions.speakers($0.filter[.speaker])] },
        facet: .names(
          "speaker",
          .pairs(
            """
            SELECT session_id AS owner, slug AS value FROM session_speaker
            JOIN speaker ON speaker.id = speaker_id
            """))),
      .choices(
        "kind", Session.kinds, "The kind of session.", example: "tutorial",
        .indexed("kind"), counting: .column("session.kind", isIndexed: true)),
      .choices(
        "format", Conference.formats, "The attendance format.", example: "virtual",
        .indexed("format"), counting: .column("session.format", isIndexed: true)),
      stated("language", "A BCP 47 language tag.", example: "en"),
      stated("level", "The level of difficulty, as published.", example: "beginner"),
      .choices(
        "status", Conference.statuses, "Whether it takes place.", example: "scheduled",
        .ofRecords {
          [try $0.reader.conditions.sessionStatus($0.filter[.status], isInOrder: $0.isByTime)]
        }, counting: .mostly("scheduled", column: "session.status")),
      sessionPhase, sessionDays, outermost,
    ]

  /// A session's topic may be its own, its track's or its conference's.
  static func sessionTopics(_ name: String) -> (Filter.Condition, FacetSource.Values) {
    (
      .ofRecords { [try $0.reader.conditions.sessionTopics(name, $0.filter[FilterKey(name)])] },
      .sessionTopics
    )
  }

  /// A part counts as a separate session if it takes place at another time than the whole, or the whole
  /// has no time.
  private static let outermost = Filter.flag(FilterKey.outermost.name) {
    """
    (session.parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM session AS whole
      WHERE whole.id = session.parent_id AND coalesce(session.starts_at, whole.starts_at)
        BETWEEN whole.starts_at AND coalesce(whole.ends_at, whole.starts_at)))
    """
  }

  /// Returns a filter by a column with values as published.
  ///
  /// It accepts any value as long as no session has one.
  private static func stated(_ name: String, _ description: String, example: String) -> Filter {
    .names(
      name, description, example: example, .indexed(name),
      facet: FacetSource(values: .column("session.\(name)", isIndexed: true))
    ) { decoder in
      let known = try decoder.reader.names.sessionValues(name)
      return try decoder.arguments.names(
        name,
        resolve: { value in
          known.isEmpty ? [value] : known.filter { Folding.order($0) == Folding.order(value) }
        }, known: { known })
    }
  }
}
