import Catalog
import CatalogModel
import JSON

extension LinkedDataNode {
  mutating func describe(_ conference: Conference, _ entry: Entry) {
    identity("ConferenceEvent", entry)
    kind(conference.kind, unless: "conference")
    member("alternateName", conference.acronym)
    member("description", conference.summary ?? conference.theme ?? conference.tagline)
    if let dates = conference.dates {
      member("startDate", Self.date(dates.start, dates, dates.startEarliest))
      member("endDate", Self.date(dates.end, dates, dates.endEarliest))
    }
    member("eventStatus", Self.status(conference.status))
    member("eventAttendanceMode", Self.attendance(conference.format))
    nodes("location", conference.locations) { $0.place($1) }
    about(conference.effectiveTopics)
    nodes("audience", conference.effectiveAudiences) { node, audience in
      node.node("Audience") { $0.json.member("audienceType", audience) }
    }
    member("inLanguage", conference.languages)
    if let organizer = conference.organizer {
      node("organizer", "Organization") { $0.json.member("name", organizer) }
    }
    nodes("superEvent", conference.series) { node, series in
      node.node("EventSeries") { $0.json.member("@id", $0.url("series/\(series)")) }
    }
    member("sameAs", conference.website)
  }

  mutating func describe(_ deadline: Deadline, _ entry: Entry) {
    identity("Event", entry)
    member("startDate", deadline.moment.at?.description ?? day(deadline)?.description)
    if let standing = deadline.standing { member("eventStatus", Self.status(standing)) }
    nodes("location", entry.host?.locations ?? []) { $0.place($1) }
    superEvent(deadline.conference, entry.host)
    // The terms of schema.org lack the kind, the published time and the time zone.
    if deadline.expectation == nil, let record = CalendarRecord.json(entry) {
      node("additionalProperty", "PropertyValue") { node in
        node.json.member("name", "record")
        node.json.member("value", record)
      }
    }
  }

  mutating func describe(_ session: Session, _ entry: Entry) {
    identity(Self.types[session.kind] ?? "Event", entry)
    kind(session.kind, unless: "other")
    member("description", session.abstract ?? session.description)
    member("startDate", session.startsAt.map { $0.instant.formatted(offset: $0.offset) })
    member("endDate", session.endsAt.map { $0.instant.formatted(offset: $0.offset) })
    member("eventStatus", Self.status(session.status))
    member("eventAttendanceMode", Self.attendance(session.format))
    if let room = session.roomName ?? session.room {
      node("location", "Place") { node in
        node.member("@id", session.room.map { node.url("rooms/\($0)") })
        node.json.member("name", room)
        let places = entry.host?.locations.filter { !$0.isVirtual } ?? []
        node.nodes("containedInPlace", places) { $0.place($1) }
      }
    } else {
      nodes("location", entry.host?.locations ?? []) { $0.place($1) }
    }
    for (name, role) in [("performer", nil), ("contributor", "chair")] {
      nodes(name, session.speakers.filter { $0.role == role }) { node, speaker in
        node.node("Person") { node in
          node.json.member("@id", node.url("speakers/\(speaker.id)"))
          node.member("name", speaker.name)
        }
      }
    }
    let works = ["paper", "slides", "poster"]
    nodes("workFeatured", session.links.filter { works.contains($0.rel) }) { node, link in
      node.node("CreativeWork") { node in
        node.kind(link.rel, unless: "paper")
        node.member("url", link.url)
        node.member("name", link.title)
      }
    }
    nodes("recordedIn", session.links.filter { $0.rel == "video" }) { node, link in
      node.node("VideoObject") { $0.member("url", link.url) }
    }
    member("inLanguage", session.language)
    about(session.effectiveTopics)
    superEvent(session.conference, entry.host)
  }

  private mutating func superEvent(_ conference: String, _ host: Entry.ParentConference?) {
    node("superEvent", "ConferenceEvent") { node in
      node.json.member("@id", node.url("conferences/\(conference)"))
      node.member("name", host?.name)
    }
  }

  mutating func place(_ location: Location) {
    if location.isVirtual {
      return node("VirtualLocation") { node in
        node.json.member("name", "Online")
        node.member("url", location.url)
      }
    }
    node("Place") { node in
      node.member("name", location.venue ?? location.displayText)
      if location.certainty == "candidate" {
        node.json.member("disambiguatingDescription", "One of several possible places.")
        node.node("additionalProperty", "PropertyValue") { node in
          node.json.member("name", "certainty")
          node.json.member("value", location.certainty)
        }
      }
      if location.city ?? location.region ?? location.country != nil {
        node.node("address", "PostalAddress") { node in
          node.member("addressLocality", location.city)
          node.member("addressRegion", location.region)
          node.member("addressCountry", location.country)
        }
      }
      let isFine = location.precision == "city" || location.precision == "venue"
      if isFine { node.geo(location.coordinates) }
    }
  }

  private func day(_ deadline: Deadline) -> Day? {
    deadline.moment.precision == .date ? deadline.local.flatMap { Day($0) } : nil
  }

  /// Returns a day, or else the month or year if ISO 8601 can express it; nil otherwise.
  private static func date(_ exact: Day?, _ dates: EventDates, _ earliest: Day?) -> String? {
    if let exact { return exact.description }
    guard dates.endLatest != nil, let earliest, let edtf = dates.edtf, !edtf.contains("/") else {
      return nil
    }
    switch dates.precision {
    case "month": return String(earliest.description.prefix(7))
    case "year": return String(earliest.description.prefix(4))
    default: return nil
    }
  }

  private static func status(_ status: String) -> String? {
    switch status {
    case "scheduled": "https://schema.org/EventScheduled"
    case "postponed": "https://schema.org/EventPostponed"
    case "rescheduled": "https://schema.org/EventRescheduled"
    case "cancelled": "https://schema.org/EventCancelled"
    case "moved-online": "https://schema.org/EventMovedOnline"
    default: nil
    }
  }

  private static func attendance(_ format: String?) -> String? {
    switch format {
    case "in-person": "https://schema.org/OfflineEventAttendanceMode"
    case "virtual": "https://schema.org/OnlineEventAttendanceMode"
    case "hybrid": "https://schema.org/MixedEventAttendanceMode"
    default: nil
    }
  }

  private static let types = [
    "tutorial": "EducationEvent", "workshop": "EducationEvent", "social": "SocialEvent",
    "networking": "SocialEvent", "exhibition": "ExhibitionEvent",
  ]
}
