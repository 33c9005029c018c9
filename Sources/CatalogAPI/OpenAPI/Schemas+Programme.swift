import Catalog
import CatalogModel

extension Schemas {
  static let track: [Member] =
    identity("track") + [
      Member("conference", .string), conferenceName,
      Member("name", .string),
      Member("aliases", .texts),
      Member("topics", .texts), .topicNames,
      Member("description", .orNull(.string)),
      Member("color", .orNull(.string)),
      Member("session_count", .integer),
      provenance, snippet, conferenceRecord,
      Member("sessions", .array(.named("Session")), "With include=sessions.", optional: true),
    ]

  static let session: [Member] =
    identity("session") + [
      Member("conference", .string), conferenceName,
      Member("track", .orNull(.string)), Member("track_name", .orNull(.string)),
      Member("parent", .orNull(.string)),
      Member("work", .orNull(.string), "Shared by the slots of one contribution."),
      Member("kind", .values(Session.kinds)), .kindName,
      Member("kind_label", .orNull(.string), "The kind as published."),
      Member("title", .string),
      Member("abstract", .orNull(.string)),
      Member("description", .orNull(.string), "What the programme says beyond the abstract."),
      Member("do_not_record", .orNull(.boolean), "True if it must not be recorded."),
      Member("starts_at", .orNull(.instant), "With the offset in which it was published."),
      Member("ends_at", .orNull(.instant)),
      Member(
        "published_start", .orNull(.string),
        "The start as published, if its time zone is not known: a local date and time without an "
          + "offset, or a date."),
      Member(
        "published_end", .orNull(.string), "The end as published; see published_start."),
      Member("time_zone", .orNull(.string)),
      Member(
        "day", .orNull(.date),
        "The day of the programme to which it belongs, if it starts after midnight of "
          + "that day."),
      Member("room", .orNull(.string)),
      Member("room_name", .orNull(.string)),
      Member(
        "speakers",
        .array(
          .object([
            Member("id", .string), Member("name", .orNull(.string), "As billed."),
            Member(
              "role", .values(SpeakerReference.roles), "Only of who is no speaker.",
              optional: true),
            Member("url", .url, optional: true),
          ]))),
      Member("topics", .texts, "The IDs of its topics and of those that it inherits."), .topicNames,
      Member(
        "inherited_topics", .texts, "Those of `topics` that only its track or conference has."),
      Member("derived_topics", .texts, "Those of `topics` that only its title names."),
      Member("language", .orNull(.string)),
      Member("format", .orNull(.string)), .formatName,
      Member("level", .orNull(.string)),
      Member("links", .array(.named("Link")), "Paper, slides, recording and the like."),
      Member("status", .string),
      Member("starts_at_local", .orNull(.instant), "With tz=.", optional: true),
      Member("ends_at_local", .orNull(.instant), "With tz=.", optional: true),
      snippet, conferenceRecord,
      Member("track_record", .named("Track"), "With include=track.", optional: true),
      Member(
        "speaker_records", .array(.named("Speaker")), "With include=speakers.", optional: true),
      issues, provenance,
      Member("external_ids", .object([Member("guid", .orNull(.string))])),
    ]

  static let speaker: [Member] =
    identity("speaker") + [
      Member("name", .string, "Not a key: different people may share it."),
      Member("affiliation", .orNull(.string)),
      Member("bio", .orNull(.string)),
      Member("orcid", .orNull(.string)),
      Member(
        "sessions", .array(.any), "Of one speaker: id, title, url, and role of who only chairs.",
        optional: true),
      provenance, snippet,
    ]

  static let topic: [Member] =
    identity("topic") + [
      Member("label", .string),
      Member("aliases", .texts, "Each can be used in topic=."),
      Member("broader", .texts),
      Member("narrower", .texts),
      Member("related", .texts),
      Member("definition", .orNull(.string)),
      Member("conference_count", .integer, "Narrower topics included.", optional: true),
      snippet,
    ]

  static let audience: [Member] =
    identity("audience") + [
      Member("label", .string), Member("aliases", .texts, "Each can be used in audience=."),
    ]

  static let guideItem: [Member] =
    identity("guide_item") + [
      Member("kind", .values(GuideItem.kinds)),
      Member("order", .integer, "Its place within its kind, from 1."),
      Member("title", .string),
      Member("text", .orNull(.string)),
      Member("source", .orNull(.string)),
      snippet,
    ]

  static let source: [Member] =
    identity("source") + [
      Member("title", .string),
      .website,
      Member("publisher", .orNull(.string)),
      Member("published_on", .orNull(.string)),
      Member("retrieved_on", .orNull(.string)),
      Member("licence", .orNull(.string)),
    ]

  static let venue: [Member] =
    identity("venue") + [
      Member("name", .string),
      Member("address", .orNull(.string)),
      Member("city", .orNull(.string)),
      Member("region", .orNull(.string), "ISO 3166-2."), regionName,
      Member("country", .orNull(.string), "ISO 3166-1 alpha-2."), countryName,
      Member("geo", point),
      Member("capacity", .orNull(.integer)),
      Member("distance_km", .orNull(.number), "From the point of `near`.", optional: true),
      snippet,
    ]

  static let place: [Member] =
    identity("place") + [
      Member("kind", .values(Place.kinds)),
      Member("name", .string),
      Member("aliases", .texts, "Each can be used in filters."),
      Member("country", .orNull(.string), "Null for a continent or another group."), countryName,
      Member("region", .orNull(.string)), regionName,
      Member("countries", .texts, "Of a continent or another group."),
      Member("time_zone", .orNull(.string)),
      Member("geo", point),
    ]

  /// WGS 84 degrees, or null.
  static let point: Schema = .orNull(.object([Member("lat", .number), Member("lon", .number)]))
}
