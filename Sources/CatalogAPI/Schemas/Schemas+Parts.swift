import CatalogForm
import CatalogModel

extension Schemas {
  static let parts = details + shapes

  static let shapes: [(name: String, schema: Schema)] = [
    (
      "Dates",
      .object([
        Member("edtf", .orNull(.name), "ISO 8601-2; 2026-01 means some time in January."),
        Member("text", .orNull(.name), "The dates as published."),
        Member("precision", .values(["day", "month", "season", "year", "unknown"])),
        Member("start", .orNull(.date), "Only if it is known exactly."),
        Member("end", .orNull(.date), "Only if it is known exactly."),
        Member("start_earliest", .orNull(.date)),
        Member("start_latest", .orNull(.date)),
        Member("end_earliest", .orNull(.date)),
        Member("end_latest", .orNull(.date), "Null if the end is unknown."),
      ])
    ),
    (
      "Location",
      .object([
        Member("venue", .orNull(.name)),
        Member("city", .orNull(.name)),
        Member("region", .orNull(.name), "ISO 3166-2."), .regionName,
        Member("country", .orNull(.name), "ISO 3166-1 alpha-2."), .countryName,
        Member("geo", .point),
        Member(
          "inferred", .array(.values(["region", "geo"])),
          "The members that the server derived from the city.", optional: true),
        Member(
          "precision", .orNull(.values(Location.precisions)),
          "The most precise part of the place that is known."),
        Member(
          "certainty", .values(["stated", "candidate"]),
          "candidate: one of several possible places."),
        Member("text", .orNull(.name), "The place as published."),
        Member("virtual", .boolean, optional: true),
        Member("url", .name, optional: true),
      ])
    ),
    (
      "DeadlineBasis",
      .object([
        Member(
          "editions",
          .array(.named("BasisEdition")), "Latest first."),
        Member(
          "days_before_start", .named("Range"),
          "The smallest and the largest number of days among the editions."),
      ])
    ),
    (
      "NextDeadline",
      .object([
        Member("id", .string, "Unique in the catalog."), Member("url", .url),
        Member("kind", .values(Deadline.kinds)), Member("label", .orNull(.string)),
        Member("round", .orNull(.integer)),
        Member("at_utc", .orNull(.instant), "Null if the time of day is unknown."),
        Member("not_before_utc", .orNull(.instant)), Member("not_after_utc", .orNull(.instant)),
      ])
    ),
    (
      "Link",
      .object([
        Member("rel", .values(Link.relations)), Member("url", .name),
        Member("title", .name, "The title in the source.", optional: true),
        Member("checked_at", .name, optional: true), Member("ok", .boolean, optional: true),
      ])
    ),
    (
      "Verification",
      .object([
        Member("state", .values(Verification.states)), Member("checked_at", .orNull(.name)),
        Member("note", .text(.long), optional: true),
      ])
    ),
    (
      "Attribution",
      .object([
        Member("source", .name, "The ID of the source."),
        Member("fields", .names, "The members that it supports; * for all."),
        Member("as_stated", .name, optional: true), Member("checked_at", .orNull(.name)),
      ])
    ),
    (
      "DataIssue",
      .object([
        Member("field", .name),
        Member(
          "values", .array(.either([.named("IssueValue"), .json])),
          "The contradicting values with their sources."),
      ])
    ),
    (
      "Advice",
      .object([
        Member("audience", .string), audienceName,
        Member("series", .orNull(.string), "The recommended series; null for a conference."),
        Member("reason", .orNull(.string)), Member("source", .orNull(.string)),
      ])
    ),
    (
      "Ranking",
      .object([
        Member("system", .values(Ranking.systems)), Member("value", .name),
        Member("year", .orNull(.whole(.years))), Member("source", .orNull(.name)),
      ])
    ),
  ]

  static let envelopes: [(name: String, schema: Schema)] = [
    (
      "Page",
      .object([
        Member("limit", .integer),
        Member("total", .orNull(.integer), "The number of hits in the whole list."),
        Member("next", .orNull(.url)), Member("prev", .orNull(.url)), Member("self", .url),
      ])
    ),
    (
      "Meta",
      .object([
        Member(
          "expected", .integer,
          "Only with expected=: the number of expected deadlines in the whole list.",
          optional: true),
        Member(
          "ignored", .texts, "Only with Prefer: handling=lenient: the unknown parameters.",
          optional: true),
        Member(
          "vague_excluded", .integer, "Records excluded only by their vague dates.", optional: true),
        Member(
          "coarser_excluded", .integer,
          "Records excluded only because their place is known too roughly.",
          optional: true),
        Member(
          "unlocated", .integer, "Records excluded only because they have no coordinates.",
          optional: true),
        Member("did_you_mean", .string, optional: true),
        Member("searched_for", .string, optional: true),
        Member(
          "understood", .named("Understood"), "Words of q that were read as filters.",
          optional: true),
        Member(
          "candidates", .array(.named("Candidate")),
          "Only if words of q name several places: the query with each of them.", optional: true),
        Member(
          "partial_match", .named("PartialMatch"),
          "Only if no record has all words of q: how many of them the hits have.", optional: true),
        Member(
          "excluded_by_words", .integer,
          "Only if words after a hyphen exclude all hits: the number of these hits.",
          optional: true),
        Member("explain", .named("Explanation"), "Only with explain=1.", optional: true),
        Member("compared", .texts, "Only in /conflicts: the conferences.", optional: true),
        Member(
          "undated", .texts, "Only in /conflicts: the conferences without known dates.",
          optional: true),
        Member(
          "series", .string, "Only in /series/{series}/deadlines: the ID of the series.",
          optional: true),
        Member(
          "programme_status", .orNull(.values(Conference.programmeStatuses)),
          "Only in the lists of a programme.", optional: true),
        Member(
          "session_kinds", .orNull(.texts), "Only in the lists of a programme.",
          optional: true),
        Member(
          "deadlines_status", .orNull(.string), "Only in /conferences/{conference}/deadlines.",
          optional: true),
      ])
    ),
    (
      "Problem",
      .object([
        Member("type", .string, "The URL of the problem type in the manual."),
        Member("title", .string), Member("status", .integer), Member("detail", .string),
        Member("instance", .string),
        Member("request_id", .string, "The ID of the request in the server's log."),
        Member("errors", .array(.named("Mistake")), "All errors of the request.", optional: true),
        Member("corrected", .url, "The corrected query.", optional: true),
        Member("did_you_mean", .texts, optional: true),
      ])
    ),
    (
      "Mistake",
      .object([
        Member("parameter", .string, optional: true), Member("value", .orNull(.string)),
        Member("code", .string), Member("expected", .string, "The accepted values."),
        Member("did_you_mean", .string, optional: true),
        Member(
          "alternatives", .texts, "Further parameters with a similar meaning.", optional: true),
        Member("docs", .string, "The URL of the parameter in the manual.", optional: true),
      ])
    ),
  ]
}
