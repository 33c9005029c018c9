import CatalogForm
import CatalogModel

/// The filters of tracks, deadlines and speakers.
extension Filters {
  /// A track has its own topics; if it has none, those of its conference.
  static func trackTopics(_ name: String) -> (Filter.Condition, FacetSource.Values) {
    (
      .ofRecords { [try $0.reader.conditions.trackTopics(name, $0.filter[FilterKey(name)])] },
      .pairs(
        """
        \(FacetSource.topics("track", name)) UNION ALL
        SELECT track.id, value FROM track JOIN filing USING (conference_id)
        WHERE filter = '\(name)' AND NOT EXISTS (
          SELECT 1 FROM track_topic WHERE track_id = track.id)
        """)
    )
  }

  static let deadlines: [Filter] = [
    .choices(
      "kind", Deadline.kinds, "The kind of deadline.", example: "paper",
      .indexed("kind"), counting: .column("deadline.kind")),
    deadlineStatus, closing, deadlinePhase,
  ]

  /// The declared status; if none is declared, the one that follows from the time.
  private static let deadlineStatus = Filter(
    "status",
    [
      Parameter(
        "status", .choices(["open", "passed", "extended", "cancelled", "postponed", "tba"]),
        "Its phase at the time of the request.", example: "open")
    ],
    .ofRecords { list in
      let (statuses, now) = (list.filter[.status], list.filter.now.seconds)
      let filters = list.reader.conditions.columnFilters([
        ("status", SharedConditions.deadlineStatus(list.filter.now), statuses)
      ])
      // "open" and "passed" are also ranges of the index by time; the range is a further condition.
      let time = Table.deadline.sort_at
      let range: SQLFragment? =
        switch statuses.included {
        case ["open"]: SQLFragment("\(time) >= ?", now)
        case ["passed"]: SQLFragment("\(time) < ?", now)
        default: nil
        }
      return [
        IndexedFilter(
          filters + (range.map { [.init(name: "status", condition: $0)] } ?? []), time,
          isInOrder: list.isByTime)
      ]
    },
    facet: .codes(.expression { SharedConditions.deadlineStatus($0) })
  ) { decoder in
    decoder.filter[.status] = decoder.arguments.choices("status")
    decoder.filling.dependsOnSecond()
  }

  /// A speaker's conferences are those of the speaker's sessions; the list of sessions applies the
  /// filter.
  static let speakersConference = conference(
    .none,
    facet: .conferences(
      .pairs(
        """
        SELECT DISTINCT speaker_id AS owner, conference.slug AS value FROM session_speaker
        JOIN session ON session.id = session_id JOIN conference ON conference.id = conference_id
        """)))
}

extension FacetSource {
  /// Returns a query for the pairs of a table's records and their topics.
  static func topics(_ owner: String, _ name: String) -> String {
    name == "topic"
      ? """
      SELECT \(owner)_id AS owner, topic.slug AS value FROM \(owner)_topic
      JOIN topic_descendant ON descendant_id = \(owner)_topic.topic_id
      JOIN topic ON topic.id = topic_descendant.topic_id
      """
      : """
      SELECT \(owner)_id AS owner, slug AS value FROM \(owner)_topic
      JOIN topic ON topic.id = topic_id
      """
  }
}
