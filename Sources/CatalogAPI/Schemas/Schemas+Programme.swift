import Catalog
import CatalogForm
import CatalogModel

extension Schemas {
  static let track: [Member] =
    identity("track") + Track.members.map(\.schema) + [
      provenance, snippet, conferenceRecord,
      Member("sessions", .array(.named("Session")), "Only with include=sessions.", optional: true),
    ]

  static let session: [Member] =
    identity("session") + Session.members.map(\.schema) + [
      snippet, conferenceRecord,
      Member("track_record", .named("Track"), "Only with include=track.", optional: true),
      Member(
        "speaker_records", .array(.named("Speaker")), "Only with include=speakers.", optional: true),
      provenance,
    ]

  static let room: [Member] = identity("room") + Room.members.map(\.schema)

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
    identity("guide_item") + GuideItem.members.map(\.schema) + [snippet]

  static let source: [Member] = identity("source") + Source.members.map(\.schema)

  static let venue: [Member] =
    identity("venue") + Venue.members.map(\.schema) + [
      Member("distance_km", .orNull(.number), "The distance from `near`.", optional: true),
      snippet,
    ]

  static let place: [Member] = identity("place") + Place.members.map(\.schema)
}
