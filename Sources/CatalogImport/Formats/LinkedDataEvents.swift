import CatalogForm
import CatalogModel

/// Events that other sites publish: an event that no other contains is a conference, and the events
/// that it contains are its sessions.
final class LinkedDataEvents {
  private let graph: LinkedDataGraph
  private let builder: BatchBuilder
  private let parameters: ImportParameters
  private var ignored: [String: Int] = [:]
  private var isAdded: Set<Int> = []

  /// The types of events that are conferences if no other event contains them.
  private static let conferences: Set = [
    "Event", "BusinessEvent", "ConferenceEvent", "EducationEvent", "ExhibitionEvent", "Hackathon",
  ]

  /// The members that are read; any other is counted in one notice.
  private static let members: Set = [
    "@context", "@id", "@type", "name", "alternateName", "description", "startDate", "endDate",
    "eventStatus", "eventAttendanceMode", "location", "organizer", "superEvent", "subEvent",
    "subEvents", "sameAs", "url", "inLanguage", "performer", "contributor",
  ]

  init(_ graph: LinkedDataGraph, _ parameters: ImportParameters) {
    self.graph = graph
    self.parameters = parameters
    builder = graph.builder
  }

  func read() {
    let hosts = Set(graph.items.compactMap { $0.fields.node.host })
    let site = hosts.count == 1 ? hosts.first : nil
    builder.sourceIfNone(
      site ?? Paths.stem(builder.origin), title: "Events of \(site ?? Paths.name(builder.origin))")
    let roots = graph.items.indices.filter { index in
      let item = graph.items[index]
      return !item.isSeries && !item.isMerged && graph.container(of: item) == nil
    }
    if roots.count > 1, parameters.conference != nil {
      builder.problem(.notice, "--conference was not used: the file has \(roots.count) conferences")
    }
    for root in roots { addConference(root, isAlone: roots.count == 1) }
    skipUnreached(Set(roots))
    report()
  }

  private func report() {
    func list(_ counts: [String: Int]) -> String {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    }
    if !ignored.isEmpty {
      builder.problem(.notice, "members that the catalog does not have, ignored: \(list(ignored))")
    }
    if !graph.others.isEmpty {
      builder.problem(.notice, "nodes that are not events, ignored: \(list(graph.others))")
    }
  }

  /// Reports the items that lead to no record: series without an edition, and events that are neither
  /// conferences nor within one, such as those that contain each other.
  private func skipUnreached(_ roots: Set<Int>) {
    for (index, item) in graph.items.enumerated() where !item.isMerged {
      if item.isSeries {
        guard roots.isDisjoint(with: item.children) else { continue }
        item.fields.skip("a series without an edition in the file", "name", item.name)
      } else if !roots.contains(index), !isAdded.contains(index) {
        item.fields.skip("an event that no imported conference contains", "name", item.name)
      }
    }
  }

  private func note(_ node: Node, isSession: Bool) {
    builder.count("events")
    for (name, value) in node.members ?? []
    where !Self.members.contains(name) && !(isSession && name == "duration") {
      ignored[name, default: 0] += value.elements.count
    }
  }

  private func addConference(_ index: Int, isAlone: Bool) {
    let item = graph.items[index]
    let fields = item.fields
    note(fields.node, isSession: false)
    guard let name = item.name else {
      return fields.skip("an event without a name", "@id", fields.node["@id"]?.text)
    }
    guard fields.node.types.isEmpty || !Self.conferences.isDisjoint(with: fields.node.types) else {
      return fields.skip(
        "expected one of the types \(Self.conferences.sorted().joined(separator: ", "))", "@type",
        fields.node.types.joined(separator: ", "))
    }
    let places = fields.eventLocations()
    let cityZone = CityZones.zone(of: places.locations.lazy.compactMap(\.city).first, in: builder)
    let zone = (parameters.timeZone ?? cityZone).flatMap { builder.zone($0) }
    let year =
      EditionName.read(name)?.year ?? fields.literal("startDate").flatMap { EditionDates.year($0) }
    let series = item.parents.map { graph.items[$0] }.first { $0.isSeries && $0.name != nil }
    let seriesName = series?.name ?? SeriesName.guess(name)
    var own = parameters
    if !isAlone { own.conference = nil }
    let isZoneNeeded = item.children.contains { child in
      let start = graph.items[child].fields.node["startDate"]?.literal ?? ""
      return start.utf8.count > 10 && ISOText.time(start) == nil
    }
    if isZoneNeeded, parameters.timeZone == nil, let cityZone {
      fields.assume("times without a zone; assumed to be in \(cityZone), from the city", "location")
    }
    let programme = ProgrammeBuilder(
      EditionName(series: SlugText.make([seriesName]), seriesName: seriesName, year: year),
      title: name, zone: isZoneNeeded ? cityZone : nil, parameters: own, in: builder)
    for child in item.children { addSession(child, nil, programme, depth: 0) }
    programme.describe { record in
      fields.describe(&record, at: places, zone: zone)
      record.status = fields.eventStatus() ?? record.status
      if let short = fields.literal("alternateName"), short.utf8.count <= 20, !short.contains(" ") {
        record.acronym = short
      }
      if item.children.isEmpty { record.programmeStatus = "not_announced" }
    }
    builder.addExternalID(
      .conference, programme.id, as: fields.node["@id"]?.text ?? fields.node["url"]?.literal)
    programme.finish(isWhole: false)
  }

  private func addSession(
    _ index: Int, _ parent: String?, _ programme: ProgrammeBuilder, depth: Int
  ) {
    guard depth < 8, isAdded.insert(index).inserted else { return }
    let item = graph.items[index]
    let fields = item.fields
    note(fields.node, isSession: true)
    guard let title = item.name else {
      return fields.skip("an event without a name", "@id", fields.node["@id"]?.text)
    }
    programme.activateScope()
    let slug = builder.slug(
      .session, programme.id, SlugText.shortened(SlugText.make([title]), to: 70))
    let kinds = ["SocialEvent": "social", "ExhibitionEvent": "exhibition"]
    var session = Session(
      id: slug, conference: programme.id,
      kind: SessionKinds.kind(ofTitle: title) ?? fields.node.types.lazy.compactMap { kinds[$0] }
        .first
        ?? "other", title: title)
    session.parent = parent
    session.abstract = PlainText.block(fields.value("description")?.literal)
    if let start = fields.literal("startDate") {
      session.startsAt = programme.time(start)
      if session.startsAt == nil {
        session.publishedStart = ProgrammeBuilder.publishedTime(start)
        fields.notice("the session has no start time in UTC", "startDate", start)
      }
    }
    if let end = fields.literal("endDate") {
      session.endsAt = programme.time(end)
      if session.endsAt == nil { session.publishedEnd = ProgrammeBuilder.publishedTime(end) }
    } else if let text = fields.literal("duration") {
      session.endsAt = end(after: session.startsAt, text, fields)
    }
    if let start = session.startsAt, let end = session.endsAt, end.instant <= start.instant {
      let name = fields.node["endDate"] == nil ? "duration" : "endDate"
      fields.drop("expected an end after the start", name, fields.literal(name))
      session.endsAt = nil
    }
    switch fields.eventStatus() {
    case "cancelled": session.status = "cancelled"
    case "rescheduled": session.status = "moved"
    case nil, "scheduled": break
    case let other: fields.drop("a session can be cancelled or rescheduled", "eventStatus", other)
    }
    session.format = fields.attendanceFormat()
    session.room = room(fields, programme)
    session.language = fields.languageTags()?.first
    let people = (fields.value("performer")?.elements ?? []).filter {
      !$0.types.contains("Organization")
    }
    for person in people {
      let keys = [person["@id"]?.text].compactMap(\.self)
      guard let speaker = programme.speaker(PlainText.line(person.literal), keys: keys),
        !session.speakers.contains(speaker)
      else { continue }
      session.speakers.append(speaker)
    }
    session.links = fields.eventLinks(home: nil)
    builder.addExternalID(
      .session, slug, as: fields.node["@id"]?.text ?? fields.node["url"]?.literal ?? title)
    builder.document.sessions.append(session)
    for child in item.children { addSession(child, slug, programme, depth: depth + 1) }
  }

  private func end(
    after start: ZonedInstant?, _ text: String, _ fields: MapDecoder
  ) -> ZonedInstant? {
    guard let length = CalendarDuration(text) else {
      fields.drop("expected a duration such as PT1H30M", "duration", text)
      return nil
    }
    let seconds = length.days * 86_400 + length.seconds
    return start.map {
      ZonedInstant(Instant(seconds: $0.instant.seconds + seconds), offset: $0.offset)
    }
  }

  /// The room: a place without an address, which is that of the conference.
  private func room(_ fields: MapDecoder, _ programme: ProgrammeBuilder) -> String? {
    guard let place = fields.value("location")?.elements.first, place["address"] == nil,
      !place.types.contains("VirtualLocation")
    else { return nil }
    return programme.room(PlainText.line(place.literal))
  }
}

extension Node {
  /// The host of its ID or page.
  fileprivate var host: String? {
    for text in [self["@id"]?.text, self["url"]?.literal] {
      guard let text, LinkText.isWeb(text), let slashes = text.firstRange(of: "//") else {
        continue
      }
      let host = text[slashes.upperBound...].prefix { !"/?#".contains($0) }.lowercased()
      return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }
    return nil
  }
}
