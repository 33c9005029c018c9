import Catalog

/// The members that each kind of record's object can have, for `fields`.
enum RecordFields {
  private static let common = ["type", "id", "url", "revision", "updated_at"]

  static func names(_ kind: RecordKind) -> [String] {
    let own: [String] =
      switch kind {
      case .conference:
        [
          "series", "name", "acronym", "edition_number", "year", "tagline", "theme", "summary",
          "kind", "status", "dates", "phase", "previous_dates", "time_zone", "format", "locations",
          "topics", "audiences", "session_kinds", "programme_status", "organizer", "links",
          "languages", "accessibility", "expected_attendance", "offers", "acceptance", "deadlines",
          "deadlines_status", "verification", "data_issues", "sources", "match", "distance_km",
          "similarity", "snippet", "tracks", "sessions", "speakers", "tracks_url", "sessions_url",
          "schedule_url",
        ]
      case .series:
        [
          "name", "full_name", "aliases", "kind", "parent", "organizer", "website", "frequency",
          "ended", "topics", "same_as", "rankings", "dates", "locations", "verification", "sources",
          "data_issues", "match", "snippet", "conferences", "recommended_for",
        ]
      case .session:
        [
          "conference", "track", "track_name", "parent", "work", "kind", "kind_label", "title",
          "abstract",
          "starts_at", "ends_at", "starts_at_local", "ends_at_local", "time_zone", "room",
          "room_name", "speakers", "topics", "language", "format", "level", "links",
          "status", "external_ids", "snippet", "conference_record", "track_record",
          "speaker_records", "data_issues", "sources",
        ]
      case .track:
        [
          "conference", "name", "aliases", "topics", "description", "color", "session_count",
          "snippet", "conference_record", "sessions", "sources",
        ]
      case .speaker: ["name", "affiliation", "bio", "orcid", "snippet", "sessions", "sources"]
      case .deadline:
        [
          "conference", "track", "kind", "kind_label", "label", "round", "local",
          "time_zone_declared", "precision", "at_utc", "at_local", "not_before_utc",
          "not_after_utc", "status", "seconds_left", "supersedes", "sources", "conference_record",
        ]
      case .venue:
        [
          "name", "address", "city", "region", "country", "geo", "capacity", "snippet",
          "distance_km",
        ]
      case .topic:
        [
          "label", "alt_labels", "broader", "narrower", "related", "definition",
          "conference_count", "snippet",
        ]
      case .audience: ["label", "alt_labels"]
      case .place: ["kind", "name", "alt_names", "country", "region", "time_zone", "geo"]
      case .source: ["title", "homepage", "publisher", "published_on", "retrieved_on", "licence"]
      case .recommendation:
        ["audience", "series", "conference", "subject", "as_named", "reason", "source"]
      case .guideItem: ["kind", "order", "title", "text", "source"]
      case .room: ["name"]
      }
    return (kind == .recommendation ? ["type", "url"] : common) + own
  }
}
