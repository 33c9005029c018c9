import CatalogForm
import CatalogModel

/// The schemas of responses without records.
extension Schemas {
  static let documents: [(name: String, schema: Schema)] =
    roots + histories + schedule + changes + responses

  private static let responses: [(name: String, schema: Schema)] =
    ["Root", "Readiness", "NextEdition", "Schedule"].map { name -> (name: String, schema: Schema) in
      (name + "Response", response(of: .named(name)))
    }
    + ["Revision", "Health"].map { name -> (name: String, schema: Schema) in
      (name + "Response", .object([Member("data", .named(name))]))
    }

  private static func rows(of row: String) -> Schema {
    .object([
      Member("data", .array(.named(row))), Member("page", .named("Page")),
      Member("meta", .named("Meta")),
    ])
  }

  private static let roots: [(name: String, schema: Schema)] = [
    (
      "Root",
      .object([
        Member("name", .string), Member("description", .string), Member("revision", .integer),
        Member("as_of", .instant), Member("documentation", .url), Member("openapi", .url),
        Member("forms", .array(.named("RootForm"))),
        Member("collections", .array(.named("RootCollection"))),
        Member("resources", .texts, "Templates of the URLs of records and their lists."),
        Member("examples", .texts),
      ])
    ),
    (
      "RootForm",
      .object([
        Member("name", .string), Member("extension", .string), Member("media_type", .string),
        Member("for", .string),
      ])
    ),
    (
      "RootCollection",
      .object([
        Member("name", .string), Member("url", .url), Member("summary", .string),
        Member("count", .integer, optional: true),
      ])
    ),
    (
      "Revision", .object([Member("revision", .integer), Member("as_of", .instant)])
    ),
    ("Health", .object([Member("status", .values(["ok"]))])),
    (
      "Readiness",
      .object([Member("status", .values(["ready"])), Member("schema", .integer)])
    ),
    (
      "ProblemKind",
      .object([
        Member("type", .values(["problem"])), Member("id", .string), Member("url", .url),
        Member("meaning", .string),
      ])
    ),
    ("ProblemKindResponse", response(of: .named("ProblemKind"))),
    ("ProblemKindList", rows(of: "ProblemKind")),
  ]

  private static let histories: [(name: String, schema: Schema)] = [
    ("AuditList", rows(of: "AuditEntry")),
    (
      "AuditEntry",
      .object([
        Member("at", .instant), Member("action", .string), Member("actor", .orNull(.string)),
        Member("via", .orNull(.string)), Member("request_id", .orNull(.string)),
        Member(
          "address", .orNull(.string),
          "The address of the client; only for tokens with the scope admin.", optional: true),
        Member("record", .string, "The path of the record, such as conferences/vldb-2026."),
        Member("revision", .orNull(.integer)),
        Member("previous_revision", .orNull(.integer)),
        Member("changes", .array(.named("FieldChange"))), Member("reason", .orNull(.string)),
      ])
    ),
    (
      "FieldChange",
      .object([Member("field", .string), Member("before", .json), Member("after", .json)])
    ),
    ("DeadlineHistoryList", rows(of: "DeadlineHistory")),
    (
      "DeadlineHistory",
      .object([
        Member("type", .values(["deadline_history"])), Member("kind", .values(Deadline.kinds)),
        Member("closings", .array(.named("Closing"))),
        Member("estimate", .orNull(.named("DeadlineEstimate"))),
      ])
    ),
    (
      "Closing",
      .object([
        Member("conference", .string), Member("url", .url), Member("id", .string),
        Member("label", .orNull(.string)), Member("round", .orNull(.integer)),
        Member("starts_on", .date), Member("local", .orNull(.string)), Member("at_utc", .instant),
        Member("days_before_start", .integer),
      ])
    ),
    (
      "DeadlineEstimate",
      .object([
        Member("estimate", .boolean), Member("basis", .texts),
        Member("days_before_start", .named("Range")), Member("conference", .orNull(.string)),
        Member("from", .orNull(.date)), Member("to", .orNull(.date)),
      ])
    ),
    (
      "NextEdition",
      .object([
        Member("type", .values(["next_edition"])), Member("url", .url),
        Member("series", .string),
        Member("status", .values(["announced", "expected", "unknown"])),
        Member("conference", .orNull(.string)), Member("edition", .orNull(.named("Conference"))),
        Member("expected", .orNull(.named("ExpectedEdition"))),
        Member("expected_deadlines", .array(.named("Deadline"))),
      ])
    ),
    (
      "ExpectedEdition",
      .object([
        Member("from", .string, "A month."), Member("to", .string, "A month."),
        Member("place", .orNull(.string)), Member("basis", .named("EditionBasis")),
      ])
    ),
    (
      "EditionBasis",
      .object([
        Member("editions", .array(.named("HeldEdition"))), Member("years_between", .named("Range")),
      ])
    ),
    (
      "HeldEdition",
      .object([
        Member("conference", .string), Member("url", .url), Member("edtf", .orNull(.string)),
      ])
    ),
    ("OverlapList", rows(of: "Overlap")),
    (
      "Overlap",
      .object([
        Member("overlap", .values(["certain", "possible"])), Member("from", .date),
        Member("to", .date), Member("conferences", .array(.named("OverlapConference"))),
      ])
    ),
    (
      "OverlapConference",
      .object([
        Member("id", .string), Member("url", .url), Member("name", .string),
        Member("edtf", .orNull(.string)),
      ])
    ),
  ]

  private static let schedule: [(name: String, schema: Schema)] = [
    (
      "ProgrammeFile",
      .object([
        Member("$schema", .url, "With format=schedule-json: the schema of schedule.json."),
        Member("generator", .object([Member("name", .string), Member("url", .url)])),
        Member(
          "schedule",
          .object([
            Member("version", .string), Member("base_url", .url),
            Member("conference", .named("ProgrammeFileConference")),
          ])),
      ])
    ),
    (
      "ProgrammeFileConference",
      .object([
        Member("acronym", .string), Member("title", .string),
        Member("description", .string, optional: true), Member("start", .string),
        Member("end", .string), Member("daysCount", .integer),
        Member("timeslot_duration", .string, "HH:MM."),
        Member("time_zone_name", .string, optional: true), Member("url", .url),
        Member(
          "tracks",
          .array(
            .object([
              Member("name", .string), Member("slug", .string),
              Member("color", .string, optional: true),
            ]))),
        Member("rooms", .array(.object([Member("name", .string), Member("guid", .string)]))),
        Member(
          "days",
          .array(
            .object([
              Member("index", .integer), Member("date", .date), Member("day_start", .instant),
              Member("day_end", .instant),
              Member("rooms", .map(.array(.named("ProgrammeFileEvent"))), "Events by room."),
            ]))),
      ])
    ),
    (
      "ProgrammeFileEvent",
      .object([
        Member("guid", .string), Member("id", .integer), Member("date", .instant),
        Member("start", .string), Member("end", .instant, optional: true),
        Member("duration", .string, "HH:MM."), Member("room", .string), Member("slug", .string),
        Member("url", .url), Member("title", .string), Member("subtitle", .string),
        Member("track", .orNull(.string)), Member("type", .string),
        Member("language", .orNull(.string)), Member("abstract", .string),
        Member("description", .string), Member("recording_license", .string),
        Member("do_not_record", .orNull(.boolean)), Member("persons", .array(.json)),
        Member("links", .array(.json)), Member("origin_url", .url),
        Member("attachments", .array(.json)),
      ])
    ),
    (
      "Schedule",
      .object([
        Member("type", .values(["schedule"])), Member("conference", .string),
        Member("url", .url), Member("name", .string), Member("time_zone", .orNull(.string)),
        Member("programme_status", .orNull(.values(Conference.programmeStatuses))),
        Member("days", .array(.named("ScheduleDay"))),
        Member("unscheduled", .array(.named("ScheduleSession")), "The sessions without a time."),
      ])
    ),
    (
      "ScheduleDay",
      .object([
        Member("date", .date),
        Member("rooms", .array(.named("ScheduleDivision")), "Only with by=room.", optional: true),
        Member("tracks", .array(.named("ScheduleDivision")), "Only with by=track.", optional: true),
      ])
    ),
    (
      "ScheduleDivision",
      .object([
        Member("id", .orNull(.string)), Member("name", .orNull(.string)),
        Member("sessions", .array(.named("ScheduleSession"))),
      ])
    ),
    (
      "ScheduleSession",
      .object([
        Member("id", .string), Member("url", .url), Member("title", .string),
        Member("kind", .values(Session.kinds)), Member("track", .orNull(.string)),
        Member("track_name", .orNull(.string)), Member("room", .orNull(.string)),
        Member("room_name", .orNull(.string)), Member("parent", .string, optional: true),
        Member("starts_at", .orNull(.instant)), Member("starts_at_utc", .orNull(.instant)),
        Member("starts_at_local", .orNull(.instant), "Only with tz=.", optional: true),
        Member("ends_at", .orNull(.instant)), Member("ends_at_utc", .orNull(.instant)),
        Member("ends_at_local", .orNull(.instant), "Only with tz=.", optional: true),
        Member("speakers", .array(.named("SpeakerReference"))),
      ])
    ),
  ]

  private static let changes: [(name: String, schema: Schema)] = [
    (
      "ChangeList",
      .object([
        Member("data", .array(.named("Change"))),
        Member("page", .named("ChangePage")), Member("meta", .named("ChangeMeta")),
      ])
    ),
    (
      "ChangePage",
      .object([
        Member("next", .orNull(.url)), Member("checkpoint", .string),
        Member("has_more", .boolean), Member("self", .url),
      ])
    ),
    (
      "ChangeMeta",
      .object([
        Member("ignored", .texts, optional: true), Member("horizon", .string),
        Member("epoch", .string), Member("export", .url),
      ])
    ),
    (
      "Change",
      .object([
        Member("cursor", .string), Member("revision", .integer), Member("at", .instant),
        Member("op", .string), Member("kind", .string), Member("id", .string),
        Member("url", .orNull(.url)), Member("changed_fields", .texts),
        Member("previous_revision", .orNull(.integer)),
        Member("previous_id", .string, optional: true),
        Member(
          "record", .orNull(.anyObject),
          "The record in the native format; null if it was deleted or left the list."),
      ])
    ),
    (
      "ImportResult",
      .object([
        Member("dry_run", .boolean, optional: true),
        Member("counts", .map(.named("ImportCounts")), "The number of changes, by kind of record."),
        Member("results", .array(.named("ImportedRecord"))),
        Member(
          "results_omitted", .integer,
          "The number of changes beyond the limit of records in a response; /changes lists them all.",
          optional: true),
        Member("notices", .texts, optional: true),
      ])
    ),
    (
      "ImportMeta",
      .object([
        Member(
          "revision", .orNull(.integer), "The revision of the import; null if nothing changed.")
      ])
    ),
    (
      "ImportResponse",
      .object([Member("data", .named("ImportResult")), Member("meta", .named("ImportMeta"))])
    ),
    (
      "Confirmation",
      .object([Member("source", .string, "The URL of the page with the evidence.")])
    ),
    (
      "ImportCounts",
      .object(
        ["created", "updated", "deleted", "unchanged"].map { Member($0, .integer) })
    ),
    (
      "ImportedRecord",
      .object([
        Member("kind", .string), Member("id", .string), Member("op", .string),
        Member("changed_fields", .texts),
      ])
    ),
  ]
}
