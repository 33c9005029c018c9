import CatalogForm
import CatalogModel

extension Schemas {
  /// Schemas that occur only inside other parts.
  static let details: [(name: String, schema: Schema)] = [
    (
      "Point",
      .object([
        Member("lat", .bounded(.number, ["minimum": -90, "maximum": 90])),
        Member("lon", .bounded(.number, ["minimum": -180, "maximum": 180])),
      ])
    ),
    ("Range", .object([Member("min", .integer), Member("max", .integer)])),
    (
      "BasisEdition",
      .object([
        Member("conference", .string), Member("url", .url), Member("starts_on", .date),
        Member("days_before_start", .named("Range")),
      ])
    ),
    ("IssueValue", .object([Member("value", .json), Member("source", .orNull(.string))])),
    (
      "Match",
      .object([
        Member(
          "dates", .values(["possible"]), "possible: the dates are too vague to be sure.",
          optional: true),
        Member(
          "place", .values(["candidate", "coarser"]),
          "candidate: one of several possible places; coarser: the place is known less precisely"
            + " than the filter needs.", optional: true),
      ])
    ),
    ("Similarity", .object([Member("score", .number), Member("shared_topics", .texts)])),
    (
      "Acceptance",
      .object([
        Member("submitted", .orNull(.integer), optional: true),
        Member("accepted", .orNull(.integer), optional: true),
        Member(
          "rate", .orNull(.number), "The share of accepted papers, from 0 to 1.", optional: true),
        Member("source", .orNull(.string), optional: true),
      ])
    ),
    (
      "Edition",
      // A complete conference has a name.
      .lacking(
        [["name"]],
        .object([Member("id", .string), Member("url", .url), displayName("NeurIPS 2026")]))
    ),
    (
      "Subject",
      .object([
        Member("type", .values(["series", "conference"])), Member("id", .string),
        Member("name", .orNull(.string)), displayName("NeurIPS"), Member("url", .url),
      ])
    ),
    (
      "SpeakerReference",
      .object([
        Member("id", .string),
        Member("name", .orNull(.string), "The name as published for the session."), role,
        Member("url", .url, optional: true),
      ])
    ),
    (
      "SpeakerSession",
      // A complete session has a kind.
      .lacking(
        [["kind"]],
        .object([Member("id", .string), Member("title", .string), role, Member("url", .url)]))
    ),
    ("ExternalIDs", .object([Member("guid", .orNull(.name))])),
  ]

  static let role = Member(
    "role", .values(SpeakerReference.roles), "Present only if the person is not a speaker.",
    optional: true)
}
