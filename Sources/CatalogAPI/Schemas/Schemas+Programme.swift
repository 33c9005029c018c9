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
      Member("sessions", .array(.named("Session")), "Only with include=sessions.", optional: true),
    ]

  static let session: [Member] =
    identity("session") + [
      Member("conference", .string), conferenceName,
      Member("track", .orNull(.string)), Member("track_name", .orNull(.string)),
      Member("parent", .orNull(.string)),
      Member("work", .orNull(.string), "An ID that all slots of one contribution share."),
      Member("kind", .values(Session.kinds)), .kindName,
      Member("kind_label", .orNull(.string), "The kind as published."),
      Member("title", .string),
      Member("abstract", .orNull(.string)),
      Member("description", .orNull(.string), "A description besides the abstract."),
      Member("do_not_record", .orNull(.boolean), "True if nobody may record the session."),
      Member("starts_at", .orNull(.instant), "The start with its UTC offset, as published."),
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
        "Only for a session after midnight: the day under which the programme lists it."),
      Member("room", .orNull(.string)),
      Member("room_name", .orNull(.string)),
      Member("speakers", .array(.named("SpeakerReference"))),
      Member("topics", .texts, "The IDs of its own topics and of inherited ones."), .topicNames,
      Member(
        "inherited_topics", .texts, "The `topics` that it inherits from its track or conference."),
      Member("derived_topics", .texts, "The `topics` that are derived from its title."),
      Member("language", .orNull(.string)),
      Member("format", .orNull(.string)), .formatName,
      Member("level", .orNull(.string)),
      Member("links", .array(.named("Link")), "Links to the paper, slides, recording and so on."),
      Member("status", .string),
      Member("starts_at_local", .orNull(.instant), "Only with tz=.", optional: true),
      Member("ends_at_local", .orNull(.instant), "Only with tz=.", optional: true),
      snippet, conferenceRecord,
      Member("track_record", .named("Track"), "Only with include=track.", optional: true),
      Member(
        "speaker_records", .array(.named("Speaker")), "Only with include=speakers.", optional: true),
      issues, provenance,
      Member("external_ids", .named("ExternalIDs")),
    ]

  static let room: [Member] =
    identity("room") + [
      Member("conference", .string, "The ID of its conference."), Member("name", .string),
      Member("capacity", .orNull(.integer), "The number of people for whom it has room."),
    ]

  static let speaker: [Member] =
    identity("speaker") + Speaker.members.map(\.schema) + [
      Member(
        "sessions", .array(.oneOf(["Session", "SpeakerSession"])),
        "The sessions of one speaker; whole records with include=sessions.", optional: true),
      provenance, snippet,
    ]

  static let topic: [Member] = identity("topic") + Topic.members.map(\.schema) + [snippet]

  static let audience: [Member] = identity("audience") + Audience.members.map(\.schema)

  static let guideItem: [Member] =
    identity("guide_item") + [
      Member("kind", .values(GuideItem.kinds)),
      Member("order", .integer, "Its position within its kind, from 1."),
      Member("title", .string),
      Member("text", .orNull(.string)),
      Member("source", .orNull(.string)),
      snippet,
    ]

  static let source: [Member] = identity("source") + Source.members.map(\.schema)

  static let venue: [Member] =
    identity("venue") + Venue.members.map(\.schema) + [
      Member("distance_km", .orNull(.number), "The distance from `near`.", optional: true),
      snippet,
    ]

  static let place: [Member] =
    identity("place") + [
      Member("kind", .values(Place.kinds)),
      Member("name", .string),
      Member("aliases", .texts, "Further names; filters accept each of them."),
      Member("country", .orNull(.string), "Null for a continent or a group of countries."),
      .countryName,
      Member("region", .orNull(.string)), .regionName,
      Member("countries", .texts, "The countries of a continent or a group of countries."),
      Member("time_zone", .orNull(.string)),
      Member("geo", .point),
    ]
}
