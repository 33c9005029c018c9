public import CatalogModel
public import JSON

extension Recommendation {
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      if context.isAnswer {
        let publicID = RecordKind.recommendation.publicID(id)
        json.identity(
          "recommendation", publicID, "recommendations/\(publicID)", stamp, context)
      } else {
        json.member("type", "recommendation")
        if !context.showsOthers { json.member("id", id) }
      }
      let subject =
        series.map { ("series", "series", $0) }
        ?? ("conference", "conferences", conference ?? "")
      json.member("audience", audience)
      json.text("audience_name", .audience, audience, context)
      json.member(subject.0, subject.2)
      json.object("subject") { json in
        json.member("type", subject.0)
        json.member("id", subject.2)
        json.member("name", subjectName)
        if context.isAnswer { json.member("display_name", subjectDisplayName) }
        json.url("url", "\(subject.1)/\(subject.2)", context)
      }
      json.member("as_named", asNamed)
      json.member("reason", reason)
      json.member("source", source)
    }
  }
}

extension GuideItem {
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.identity("guide_item", id, "guide/\(id)", stamp, context)
      json.member("kind", kind)
      json.member("order", order)
      json.member("title", title)
      json.member("text", text)
      json.member("source", source)
    }
  }
}

extension Track {
  public func write(to json: inout JSONWriter, in context: RepresentationContext, sessions: Int?) {
    json.object { json in
      json.identity("track", id, "tracks/\(id)", stamp, context)
      json.member("conference", conference)
      if context.isAnswer { json.member("conference_name", conferenceName) }
      json.member("name", name)
      json.member("aliases", aliases)
      json.member("topics", topics)
      json.texts("topic_names", .topic, topics, context)
      json.member("description", description)
      json.member("color", color)
      if let sessions { json.member("session_count", sessions) }
    }
  }
}

extension Room {
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.identity("room", id, "rooms/\(id)", stamp, context)
      json.member("conference", conference)
      json.member("name", name)
      json.member("capacity", capacity)
    }
  }
}

extension Place {
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.identity("place", id, "places/\(id)", stamp, context)
      json.member("kind", kind)
      json.member("name", name)
      json.member("aliases", altNames)
      json.member("country", country)
      json.text("country_name", .country, country, context)
      json.member("region", region)
      json.text("region_name", .region, region, context)
      if context.isAnswer || isGroup { json.member("countries", countries) }
      json.member("time_zone", timeZone)
      json.geo(coordinates)
    }
  }
}

extension Session {
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.identity("session", id, "sessions/\(id)", stamp, context)
      json.member("conference", conference)
      if context.isAnswer { json.member("conference_name", conferenceName) }
      json.member("track", track)
      if context.showsOthers { json.member("track_name", trackName) }
      json.member("parent", parent)
      if context.isAnswer || work != nil { json.member("work", work) }
      json.member("kind", kind)
      json.text("kind_name", kind, context)
      if context.isAnswer || kindLabel != nil { json.member("kind_label", kindLabel) }
      json.member("title", title)
      json.member("abstract", abstract)
      json.member("description", description)
      json.member("do_not_record", doNotRecord)
      json.member("starts_at", startsAt.map { $0.instant.formatted(offset: $0.offset) })
      json.member("ends_at", endsAt.map { $0.instant.formatted(offset: $0.offset) })
      let published = startsAt == nil ? (publishedStart, publishedEnd) : (nil, nil)
      if context.isAnswer || published.0 != nil { json.member("published_start", published.0) }
      if context.isAnswer || published.1 != nil { json.member("published_end", published.1) }
      if context.isAnswer || day != nil { json.member("day", day?.description) }
      json.local("starts_at_local", startsAt?.instant, context)
      json.local("ends_at_local", endsAt?.instant, context)
      json.member("time_zone", timeZone)
      json.member("room", room)
      if context.showsOthers { json.member("room_name", roomName) }
      json.list("speakers", speakers) { json, speaker in
        json.object { json in
          json.member("id", speaker.id)
          if context.showsOthers { json.member("name", speaker.name) }
          if let role = speaker.role { json.member("role", role) }
          json.url("url", "speakers/\(speaker.id)", context)
        }
      }
      json.topics(topics, inherited: inheritedTopics, derived: derivedTopics, context)
      json.member("language", language)
      json.member("format", format)
      json.text("format_name", format, context)
      json.member("level", level)
      json.links(links)
      json.member("status", status)
      // An export has the contradictions in `kept`.
      if context.isAnswer { json.issues(dataIssues) }
      if context.isAnswer || guid != nil {
        json.object("external_ids") { $0.member("guid", guid) }
      }
    }
  }
}
