public import CatalogModel
public import JSON

/// Records as cards and list rows show them: few members, and none with an unknown value.
extension Record {
  /// The kinds of record with a brief form.
  public static let briefKinds: [RecordKind] = [.conference, .series, .session]

  public func writeBrief(to json: inout JSONWriter, in context: RepresentationContext) {
    switch self {
    case .conference(let conference): conference.writeBrief(to: &json, in: context)
    case .series(let series): series.writeBrief(to: &json, in: context)
    case .session(let session): session.writeBrief(to: &json, in: context)
    default: write(to: &json, in: context)
    }
  }
}

extension Conference {
  fileprivate func writeBrief(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.member("id", id)
      json.url("url", "conferences/\(id)", context)
      json.member("display_name", displayName)
      json.member("name", name)
      json.known("dates_text", dates.flatMap { $0.text ?? $0.edtf })
      json.known("start", dates?.start?.description)
      json.known("end", dates?.end?.description)
      json.known("place_name", locations.placeText(context))
      json.member("topics", effectiveTopics)
      json.texts("topic_names", .topic, effectiveTopics, context)
      json.known("format", format)
      json.known("format_name", format.map(CodeText.of))
      json.member("status", status)
      json.nextDeadline(of: deadlines, context)
    }
  }
}

extension [Location] {
  /// Returns the display text of the locations: "Pisa, Tuscany, Italy; Online", or "One of: …" if
  /// all are candidates.
  public func placeText(_ context: RepresentationContext) -> String? {
    func texts(_ certainty: String) -> [String] {
      filter { $0.certainty == certainty }.compactMap { $0.placeText(context) }.distinct
    }
    let stated = texts("stated")
    if !stated.isEmpty { return stated.joined(separator: "; ") }
    let candidates = texts("candidate")
    return candidates.isEmpty ? nil : "One of: " + candidates.joined(separator: "; ")
  }
}

extension Location {
  /// Returns the names of the city, the region and the country; the published text if all are
  /// unknown.
  public func placeText(_ context: RepresentationContext) -> String? {
    if isVirtual { return "Online" }
    let region = region ?? context.region(self)
    let names = [
      city, region.flatMap { context.label(.region, $0) },
      country.map { context.label(.country, $0) ?? $0 },
    ].compactMap { $0 }.distinct
    return names.isEmpty ? text : names.joined(separator: ", ")
  }
}

extension Series {
  fileprivate func writeBrief(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.member("id", id)
      json.url("url", "series/\(id)", context)
      json.member("display_name", name)
      json.member("name", fullName ?? name)
      json.member("topics", topics)
      json.texts("topic_names", .topic, topics, context)
      json.known("website", website)
    }
  }
}

extension Session {
  fileprivate func writeBrief(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.member("id", id)
      json.url("url", "sessions/\(id)", context)
      json.member("title", title)
      json.member("kind", kind)
      json.text("kind_name", kind, context)
      json.member("conference", conference)
      json.known("conference_name", conferenceName)
      json.known("track_name", trackName)
      json.known("room_name", roomName)
      json.known("starts_at", startsAt.map { $0.instant.formatted(offset: $0.offset) })
      json.known("ends_at", endsAt.map { $0.instant.formatted(offset: $0.offset) })
      json.member("speaker_names", speakers.filter { $0.role == nil }.map { $0.name ?? $0.id })
      json.member("status", status)
    }
  }
}

extension JSONWriter {
  /// Writes a member unless its value is unknown.
  fileprivate mutating func known(_ name: String, _ text: String?) {
    if let text { member(name, text) }
  }
}
