import CatalogForm
import CatalogModel

/// The schemas of all responses, by their names in the OpenAPI document.
///
/// Further members may be added at any time; existing ones stay.
enum Schemas {
  typealias Member = Schema.Member

  /// Returns the schema of a record.
  static func schema(_ name: String) -> Schema? { records.first { $0.name == name }?.schema }

  /// The schemas of records.
  ///
  /// Without `fields=`, every member is present that is not marked optional.
  static let records: [(name: String, schema: Schema)] = [
    ("Conference", .object(conference)), ("Series", .object(series)), ("Track", .object(track)),
    ("Session", .object(session)), ("Room", .object(room)), ("Speaker", .object(speaker)),
    ("Deadline", .object(deadline)), ("Topic", .object(topic)), ("Audience", .object(audience)),
    ("Recommendation", .object(recommendation)), ("GuideItem", .object(guideItem)),
    ("Source", .object(source)), ("Venue", .object(venue)), ("Place", .object(place)),
  ]

  /// Schemas of records and their parts as `fields=` selects members of them.
  static let selections: [(name: String, schema: Schema)] = (records + parts).map { name, schema in
    (Schema.selection(of: name), .object(schema.members.map { $0.selectable }))
  }

  /// Returns the members with which every record begins.
  static func identity(_ types: String...) -> [Member] {
    [
      Member("type", .values(types), "The kind of record."),
      Member("id", .name, "The ID of the record."),
      Member("url", .url, "The URL of the record."),
      Member(
        "revision", .integer, "The revision of its last change.", optional: true),
      Member("updated_at", .instant, "The time of its last change.", optional: true),
    ]
  }

  /// Returns the member with the name to show for a record.
  static func displayName(_ example: String) -> Member {
    Member("display_name", .string, "A short name for display: \(example).")
  }

  static let audienceName = Member("audience_name", .orNull(.string), "The label of `audience`.")

  /// The member with the reasons why a hit is uncertain.
  static let match = Member(
    "match", .named("Match"), "Why the hit is not certain; absent if it is certain.", optional: true
  )

  static let provenance = Member(
    "sources", .list(of: .named("Attribution")),
    "Only in the response for one record: its sources.",
    optional: true)

  static let snippet = Member(
    "snippet", .string, "Only with q: HTML with the search words marked.", optional: true)

  static let distance = Member(
    "distance_km", .orNull(.number), "The distance from `near`.", optional: true)

  static let similarity = Member(
    "similarity", .named("Similarity"), "Only in /conferences/{conference}/similar.",
    optional: true)

  /// The member that include=conference adds.
  static let conferenceRecord = Member(
    "conference_record", .named("Conference"), "Only with include=conference.", optional: true)

  private static let conference: [Member] =
    identity("conference") + [
      displayName("NeurIPS 2026")
    ] + Conference.members.map(\.schema) + [
      match, distance, similarity, snippet,
      Member("tracks_url", .url, optional: true),
      Member("sessions_url", .url, optional: true),
      Member("schedule_url", .url, optional: true),
      Member("tracks", .array(.named("Track")), "Only with include=tracks.", optional: true),
      Member("sessions", .array(.named("Session")), "Only with include=sessions.", optional: true),
      Member("speakers", .array(.named("Speaker")), "Only with include=speakers.", optional: true),
    ]

  private static let series: [Member] =
    identity("series") + [
      displayName("NeurIPS")
    ] + Series.members.map(\.schema) + [
      Member(
        "conferences", .array(.oneOf(["Conference", "Edition"])),
        "Only in the response for one series: its editions.",
        optional: true),
      .issues, match, snippet,
    ]

  private static let deadline: [Member] =
    identity("deadline", "expected_deadline") + [
      Member("conference", .name, "Absent in the JSON of its conference.", optional: true),
      Member("conference_name", .string, "Absent in the JSON of its conference.", optional: true),
      Member("track", .orNull(.name), optional: true),
      Member("kind", .values(Deadline.kinds)), .kindName,
      Member("kind_label", .orNull(.name), "The kind as published."),
      Member("label", .orNull(.name)),
      Member("round", .orNull(.whole(.rounds))),
      Member("local", .orNull(.name), "As published: 2026-01-28 23:59:59, mid May 2027, or TBD."),
      Member(
        "time_zone_declared", .orNull(.name), "As published: AoE, PT, UTC-8, CST (UTC+08:00)."),
      Member("precision", .values(["datetime", "date", "month", "unknown"])),
      Member("at_utc", .orNull(.instant), "Null if the time of day is unknown."),
      Member("not_before_utc", .orNull(.instant)),
      Member("not_after_utc", .orNull(.instant)),
      Member(
        "status",
        .orNull(
          .values(["open", "passed", "extended", "cancelled", "postponed", "tba", "expected"])),
        "Null if it may have passed: its day has come and its time zone is unknown. A deadline that"
          + " has not passed is cancelled when its conference is cancelled.",
        optional: true),
      Member("seconds_left", .orNull(.integer), optional: true),
      Member("series", .string, "Only for an expected deadline: its series.", optional: true),
      Member("from", .date, "The first day on which it is expected.", optional: true),
      Member("to", .date, "The last day on which it is expected.", optional: true),
      Member(
        "basis", .named("DeadlineBasis"), "The past editions that it is derived from.",
        optional: true),
      Member("at_local", .orNull(.instant), "Only with tz=.", optional: true),
      conferenceRecord,
      Member("supersedes", .orNull(.name), "The ID of the deadline that this one replaces."),
      Member("sources", .list(of: .named("Attribution"))),
    ]

  private static let recommendation: [Member] =
    identity("recommendation") + [
      Member("audience", .name), audienceName,
      Member("series", .name, optional: true),
      Member("conference", .name, optional: true),
      Member("subject", .named("Subject"), "What is recommended."),
      Member("as_named", .orNull(.name), "The name that the source used."),
      Member("reason", .orNull(.text(.long))),
      Member("source", .orNull(.name)),
      snippet,
    ]
}
