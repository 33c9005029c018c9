public import CatalogModel
public import JSON

extension JSONWriter {
  /// Writes the members that every record begins with.
  mutating func identity(
    _ type: String, _ id: String, _ path: String, _ stamp: Stamp?, _ context: RepresentationContext
  ) {
    member("type", type)
    member("id", id)
    guard context.isResponse else { return }
    url("url", path, context)
    if let stamp {
      member("revision", stamp.revision)
      member("updated_at", stamp.updatedAt.description)
    }
  }

  mutating func dates(_ name: String, _ dates: EventDates?) {
    guard let dates else { return member(name, nil as String?) }
    object(name) { json in
      json.member("edtf", dates.edtf)
      json.member("text", dates.text)
      json.member("precision", dates.precision)
      json.member("start", dates.start?.description)
      json.member("end", dates.end?.description)
      json.member("start_earliest", dates.startEarliest?.description)
      json.member("start_latest", dates.startLatest?.description)
      json.member("end_earliest", dates.endEarliest?.description)
      json.member("end_latest", dates.endLatest?.description)
    }
  }

  mutating func geo(_ coordinates: Coordinates?) {
    guard let coordinates else { return member("geo", nil as String?) }
    object("geo") { json in
      json.member("lat", coordinates.latitude)
      json.member("lon", coordinates.longitude)
    }
  }

  mutating func locations(_ locations: [Location], _ context: RepresentationContext) {
    list("locations", locations) { json, location in
      var location = location
      if context.isResponse { location.infer(by: context) } else { location = location.asStated }
      json.object { json in
        json.member("venue", location.venue)
        json.member("city", location.city)
        json.member("region", location.region)
        json.text("region_name", .region, location.region, context)
        json.member("country", location.country)
        json.text("country_name", .country, location.country, context)
        json.geo(location.coordinates)
        if !location.inferred.isEmpty { json.member("inferred", location.inferred) }
        json.member("precision", location.precision)
        json.member("certainty", location.certainty)
        json.member("text", location.text)
        if location.isVirtual { json.member("virtual", true) }
        if location.url != nil { json.member("url", location.url) }
      }
    }
  }

  mutating func verification(_ verification: Verification) {
    object("verification") { json in
      json.member("state", verification.state)
      json.member("checked_at", verification.checkedAt)
      if verification.note != nil { json.member("note", verification.note) }
    }
  }

  mutating func links(_ links: [Link]) {
    list("links", links) { json, link in
      json.object { json in
        json.member("rel", link.rel)
        json.member("url", link.url)
        if link.title != nil { json.member("title", link.title) }
        if link.checkedAt != nil { json.member("checked_at", link.checkedAt) }
        if link.ok != nil { json.member("ok", link.ok) }
      }
    }
  }

  mutating func issues(_ issues: [DataIssue]) {
    list("data_issues", issues) { json, issue in
      json.object { json in
        json.member("field", issue.field)
        json.member("values", json: issue.values)
      }
    }
  }

  /// Writes attributions; `names` maps fields to the members with other names.
  package mutating func sources(_ sources: [Attribution], names: [String: String] = [:]) {
    list("sources", sources) { json, source in
      json.object { json in
        json.member("source", source.source)
        json.member("fields", source.fields.map { names[$0] ?? $0 })
        if source.asStated != nil { json.member("as_stated", source.asStated) }
        json.member("checked_at", source.checkedAt)
      }
    }
  }
}

extension JSONWriter {
  /// Writes the member `next_deadline`, which is time-dependent: null after the last deadline.
  mutating func nextDeadline(
    of deadlines: [Deadline], _ context: RepresentationContext
  ) {
    let steps = deadlines.compactMap { deadline in
      deadline.standing == nil ? deadline.closing.map { (closing: $0, deadline: deadline) } : nil
    }.enumerated().sorted { ($0.1.closing, $0.0) < ($1.1.closing, $1.0) }.map { _, step in
      var json = JSONWriter()
      step.deadline.writeAsNext(to: &json, in: context)
      return (until: Instant(seconds: step.closing.seconds + 1), json: json.bytes)
    }
    key("next_deadline")
    if steps.isEmpty { null() } else { value(raw: RecordTemplate.placeholder(forSteps: steps)) }
  }
}

extension Deadline {
  /// Writes the deadline; without its conference if it is `within` the conference's object.
  public func write(
    to json: inout JSONWriter, in context: RepresentationContext, within: Bool
  ) {
    json.object { json in
      json.identity(
        "deadline", context.isResponse ? publicID : id, path, stamp, context)
      if !within {
        json.member("conference", conference)
        if context.isResponse { json.member("conference_name", conferenceName) }
      }
      json.member("kind", kind)
      json.text("kind_name", kind, context)
      if context.isResponse || kindLabel != nil { json.member("kind_label", kindLabel) }
      json.member("label", label)
      json.member("round", round)
      json.member("local", local)
      json.member("time_zone_declared", timeZoneDeclared)
      json.member("precision", moment.precision.rawValue)
      json.member("at_utc", moment.at?.description)
      json.member("not_before_utc", moment.notBefore?.description)
      json.member("not_after_utc", moment.notAfter?.description)
      json.local("at_local", moment.at, context)
      if context.isResponse {
        json.member("status", statuses, context)
        // Within a conference a countdown would change the whole response every second.
        if !within {
          let isOff = standing == "cancelled" || standing == "postponed"
          json.countdown("seconds_left", to: isOff ? nil : moment.at, context)
        }
      } else if declaredStatus != nil {
        json.member("status", declaredStatus)
      }
      if context.isResponse {
        json.member("supersedes", supersedes.map { Self.publicID($0, of: conference) })
      } else if supersedes != nil {
        json.member("supersedes", supersedes)
      }
      json.sources(sources)
    }
  }

  /// The path of the deadline's URL, without the leading slash.
  public var path: String { "conferences/\(conference)/deadlines/\(publicID)" }

  /// Writes the deadline as its conference's `next_deadline`, without a countdown, which would
  /// change the conference's response every second.
  fileprivate func writeAsNext(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.member("id", publicID)
      json.url("url", path, context)
      json.member("kind", kind)
      json.member("label", label)
      json.member("round", round)
      json.member("at_utc", moment.at?.description)
      json.member("not_before_utc", moment.notBefore?.description)
      json.member("not_after_utc", moment.notAfter?.description)
    }
  }
}
