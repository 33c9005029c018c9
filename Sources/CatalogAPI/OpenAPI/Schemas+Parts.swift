import Catalog
import CatalogModel

extension Schemas {
  private static let days = Schema.object([Member("min", .integer), Member("max", .integer)])

  static let parts: [(name: String, schema: Schema)] = [
    (
      "Dates",
      .object([
        Member("edtf", .orNull(.string), "ISO 8601-2: 2026-01 is January, and not its first day."),
        Member("text", .orNull(.string), "As published."),
        Member("precision", .values(["day", "month", "season", "year", "unknown"])),
        Member("start", .orNull(.date), "Only where it is exactly known."),
        Member("end", .orNull(.date), "Only where it is exactly known."),
        Member("start_earliest", .orNull(.date)),
        Member("start_latest", .orNull(.date)),
        Member("end_earliest", .orNull(.date)),
        Member("end_latest", .orNull(.date), "Null where the end is unknown."),
      ])
    ),
    (
      "Location",
      .object([
        Member("venue", .orNull(.string)),
        Member("city", .orNull(.string)),
        Member("region", .orNull(.string), "ISO 3166-2."), regionName,
        Member("country", .orNull(.string), "ISO 3166-1 alpha-2."), countryName,
        Member("geo", point),
        Member(
          "precision", .orNull(.values(Location.precisions)), "The finest level that is known."),
        Member(
          "certainty", .values(["stated", "candidate"]),
          "candidate: one of several places that were named."),
        Member("text", .orNull(.string), "As published."),
        Member("virtual", .boolean, optional: true),
        Member("url", .string, optional: true),
      ])
    ),
    (
      "DeadlineBasis",
      .object([
        Member(
          "editions",
          .array(
            .object([
              Member("conference", .string), Member("url", .url), Member("starts_on", .date),
              Member("days_before_start", days),
            ])), "The latest first."),
        Member("days_before_start", days, "In any of the editions."),
      ])
    ),
    (
      "NextDeadline",
      .object([
        Member("id", .string, "Unique in the catalog."), Member("url", .url),
        Member("kind", .values(Deadline.kinds)), Member("label", .orNull(.string)),
        Member("round", .orNull(.integer)),
        Member("at_utc", .orNull(.instant), "Null where no time of day is known."),
        Member("not_before_utc", .orNull(.instant)), Member("not_after_utc", .orNull(.instant)),
      ])
    ),
    (
      "Link",
      .object([
        Member("rel", .values(Link.relations)), Member("url", .string),
        Member("title", .string, "What the source calls it.", optional: true),
        Member("checked_at", .string, optional: true), Member("ok", .boolean, optional: true),
      ])
    ),
    (
      "Verification",
      .object([
        Member("state", .values(Verification.states)), Member("checked_at", .orNull(.string)),
        Member("note", .string, optional: true),
      ])
    ),
    (
      "Attribution",
      .object([
        Member("source", .string, "The slug of the source."),
        Member("fields", .texts, "The members that it supports; * for all."),
        Member("as_stated", .string, optional: true), Member("checked_at", .orNull(.string)),
      ])
    ),
    (
      "DataIssue",
      .object([Member("field", .string), Member("values", .any, "With their sources.")])
    ),
    (
      "Advice",
      .object([
        Member("audience", .string), audienceName,
        Member("series", .orNull(.string), "The series that is recommended, if one is."),
        Member("reason", .orNull(.string)), Member("source", .orNull(.string)),
      ])
    ),
    (
      "Ranking",
      .object([
        Member("system", .values(Ranking.systems)), Member("value", .string),
        Member("year", .orNull(.integer)), Member("source", .orNull(.string)),
      ])
    ),
  ]

  static let regionName = Member("region_name", .orNull(.string), "The name of `region`.")
  static let countryName = Member("country_name", .orNull(.string), "The name of `country`.")

  static let envelopes: [(name: String, schema: Schema)] = [
    (
      "Page",
      .object([
        Member("limit", .integer),
        Member("total", .orNull(.integer), "In the whole list."),
        Member("next", .orNull(.url)), Member("prev", .orNull(.url)), Member("self", .url),
      ])
    ),
    (
      "Meta",
      .object([
        Member(
          "expected", .integer, "Expected deadlines in the whole list, with expected=.",
          optional: true),
        Member(
          "ignored", .texts, "Parameters that a lenient client had passed over.", optional: true),
        Member("vague_excluded", .integer, "What fits but for its vague dates.", optional: true),
        Member(
          "coarser_excluded", .integer, "What fits but for its place, known only more coarsely.",
          optional: true),
        Member(
          "unlocated", .integer, "What fits but has no place to measure from.", optional: true),
        Member("did_you_mean", .string, optional: true),
        Member("searched_for", .string, optional: true),
        Member(
          "understood",
          .object([
            Member("query", .url, "States the filters by their parameters."),
            Member(
              "words",
              .array(
                .object([
                  Member("words", .string), Member("parameter", .string),
                  Member("value", .string),
                ]))),
          ]), "Words of q that were taken as filters.", optional: true),
        Member(
          "partial_match",
          .object([Member("words", .integer), Member("of", .integer)]),
          "Nothing fits all words; each record fits so many of them.", optional: true),
        Member(
          "excluded_by_words", .integer, "Hits that -words exclude, if these exclude all.",
          optional: true),
        Member("explain", .any, "With explain=1.", optional: true),
      ])
    ),
    (
      "Problem",
      .object([
        Member("type", .string, "Leads to what the kind of problem means."),
        Member("title", .string), Member("status", .integer), Member("detail", .string),
        Member("instance", .string),
        Member("request_id", .string, "Names this request in the server's log."),
        Member("errors", .array(.named("Mistake")), "Every mistake at once.", optional: true),
        Member("corrected", .url, "The query with its mistakes put right.", optional: true),
        Member("did_you_mean", .texts, optional: true),
      ])
    ),
    (
      "Mistake",
      .object([
        Member("parameter", .string, optional: true), Member("value", .orNull(.string)),
        Member("code", .string), Member("expected", .string, "What would be right."),
        Member("did_you_mean", .string, optional: true),
        Member("alternatives", .texts, "Further parameters that may be meant.", optional: true),
        Member("docs", .string, "Where the manual tells of it.", optional: true),
      ])
    ),
  ]
}
