import CatalogModel

/// Values of events in the terms of schema.org.
extension MapDecoder {
  /// The text of a literal, or the name of a node, as one line.
  func literal(_ name: String) -> String? { PlainText.line(value(name)?.literal) }

  private static let statuses = [
    "EventCancelled": "cancelled", "EventPostponed": "postponed",
    "EventRescheduled": "rescheduled", "EventMovedOnline": "moved-online",
    "EventScheduled": "scheduled",
  ]

  /// Returns the status, or of several the one that is not "scheduled"; nil if it is missing or unknown.
  func eventStatus() -> String? {
    let terms = (value("eventStatus")?.elements ?? []).compactMap(\.literal)
    let known = terms.compactMap { Self.statuses[$0.schemaName] }
    for term in terms where Self.statuses[term.schemaName] == nil {
      drop(
        "expected one of \(Self.statuses.keys.sorted().joined(separator: ", "))", "eventStatus",
        term)
    }
    return known.first { $0 != "scheduled" } ?? known.first
  }

  /// The attendance format.
  func attendanceFormat() -> String? {
    let formats = [
      "OfflineEventAttendanceMode": "in-person", "OnlineEventAttendanceMode": "virtual",
      "MixedEventAttendanceMode": "hybrid",
    ]
    let terms = (value("eventAttendanceMode")?.elements ?? []).compactMap { $0.literal?.schemaName }
    for term in terms where formats[term] == nil {
      drop(
        "expected one of \(formats.keys.sorted().joined(separator: ", "))", "eventAttendanceMode",
        term)
    }
    let known = Set(terms.compactMap { formats[$0] })
    return known.count > 1 ? "hybrid" : known.first
  }

  /// Returns the first and last day; `zone` is that of the place, for times in UTC.
  func eventDates(zone: TimeZoneRules?) -> EventDates? {
    let (start, end) = (literal("startDate"), literal("endDate"))
    if let start, start.utf8.count == 4 || start.utf8.count == 7 {
      let edtf = end == nil || end == start ? start : "\(start)/\(end ?? "")"
      if let dates = try? EventDates(edtf: edtf, text: nil) { return dates }
    }
    let first = start.map { localDay($0, "startDate", zone) }
    var last = end.map { localDay($0, "endDate", zone) }
    // An event that ends at midnight ends on the day before.
    if let end, let start, Self.clock(end) == "00:00", ![nil, "00:00"].contains(Self.clock(start)),
      let day = last.flatMap({ Day(String($0.prefix(10))) }),
      let firstDay = first.flatMap({ Day(String($0.prefix(10))) }), day > firstDay
    {
      last = "\(day + -1)"
    }
    return EditionDates.read(start: first, end: last, text: nil, year: nil, in: self)
  }

  private static func clock(_ text: String) -> String? {
    let time = text.dropFirst(10)
    return time.isEmpty ? nil : String(time.dropFirst().prefix(5))
  }

  /// The day of a time in UTC at the place; any other text unchanged.
  private func localDay(_ text: String, _ name: String, _ zone: TimeZoneRules?) -> String {
    guard let (instant, offset) = ISOText.time(text), offset == 0 else { return text }
    if let zone { return "\(instant.day(offset: zone.offset(at: instant)))" }
    if !instant.seconds.isMultiple(of: 86_400) {
      assume(
        "a time in UTC, and the zone of the place is unknown; assumed to be the day in UTC", name,
        text)
    }
    return text
  }

  /// The places and, if they say it, the attendance format.
  func eventLocations() -> (locations: [Location], format: String?) {
    var locations: [Location] = []
    var formats: Set<String> = []
    for node in value("location")?.elements ?? [] {
      let place = MapDecoder.place(node)
      if let doubt = place.doubt { notice(doubt, "location", place.location?.text) }
      if let location = place.location {
        locations.append(location)
        formats.insert(place.format ?? (location.isVirtual ? "virtual" : "in-person"))
      } else if let format = place.format {
        formats.insert(format)
      }
    }
    // An event with a place can have a virtual part, too.
    let format = formats == ["in-person"] ? nil : formats.count > 1 ? "hybrid" : formats.first
    return (locations, format)
  }

  private static func place(_ node: Node) -> PlaceText {
    if let text = PlainText.line(node.text) { return named(text) }
    if node.types.contains("VirtualLocation") {
      var location = Location(text: PlainText.line(node["name"]?.literal))
      location.isVirtual = true
      location.url = PlainText.line(node["url"]?.literal).flatMap { LinkText.isWeb($0) ? $0 : nil }
      return PlaceText(location: location, format: "virtual")
    }
    let name = PlainText.line(node["name"]?.literal)
    let address = node["address"] ?? node
    func part(_ key: String) -> String? { PlainText.line(address[key]?.literal) }
    let (city, region) = (part("addressLocality"), part("addressRegion"))
    var place: PlaceText
    if let text = PlainText.line(node["address"]?.text) {
      place = named(text)
    } else if let read = PlaceText.read(city: city, region: region, country: part("addressCountry"))
    {
      place = read
    } else {
      return name.map { named($0) } ?? PlaceText()
    }
    guard var location = place.location else { return place }
    if let name, location.venue != name,
      location.city.map({ name != $0 && !name.hasPrefix("\($0), ") }) ?? true,
      name != location.text
    {
      location.venue = name
    }
    location.text = [location.venue, location.text].compactMap(\.self).joined(separator: ", ")
    if let latitude = node["geo"]?["latitude"]?.literal.flatMap({ Double($0) }),
      let longitude = node["geo"]?["longitude"]?.literal.flatMap({ Double($0) })
    {
      location.coordinates = Coordinates(degreesNorth: latitude, east: longitude)
    }
    let properties = node["additionalProperty"]?.elements ?? []
    if properties.contains(where: { $0["value"]?.text == "candidate" }) {
      location.certainty = "candidate"
    }
    location.precision = PlaceText.precision(location)
    place.location = location
    return place
  }

  /// A place of which only a text is given: without a known country, or with a number of a street or
  /// post code, it is kept as text.
  private static func named(_ text: String) -> PlaceText {
    let place = PlaceText.read(text)
    guard let location = place.location, !location.isVirtual else { return place }
    if location.country != nil, !text.contains(where: \.isNumber) { return place }
    var kept = Location(text: text)
    kept.country = location.country
    kept.precision = PlaceText.precision(kept)
    return PlaceText(
      location: kept, format: place.format,
      doubt: "a place in one text; expected the city in addressLocality. It was kept as text")
  }

  /// The home page, and the other pages that are the same thing.
  func eventLinks(home: String?) -> [Link] {
    var links: [Link] = []
    for (name, node) in [("url", value("url")), ("sameAs", value("sameAs"))] {
      for text in (node?.elements ?? []).compactMap({ PlainText.line($0.literal) }) {
        guard LinkText.isWeb(text) else {
          drop(LinkText.expected, name, text)
          continue
        }
        guard text != home, !links.contains(where: { $0.url == text }) else { continue }
        links.append(Link(to: text, as: links.isEmpty ? "home" : "related"))
      }
    }
    return links
  }

  /// The names of organizations or people, joined by commas.
  func names(_ name: String) -> String? {
    let names = (value(name)?.elements ?? []).compactMap { PlainText.line($0.literal) }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// Language tags; the name of a language is none.
  func languageTags() -> [String]? {
    let tags = (value("inLanguage")?.elements ?? []).compactMap { node in
      PlainText.line(node.text ?? node["alternateName"]?.literal ?? node["name"]?.literal)
    }
    let known = tags.filter { tag in
      (2...12).contains(tag.utf8.count) && tag.prefix { $0 != "-" }.utf8.count <= 3
        && tag.utf8.allSatisfy { $0 == 0x2d || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a }
    }
    for tag in tags where !known.contains(tag) {
      drop("expected a language tag such as en", "inLanguage", tag)
    }
    return known.isEmpty ? nil : known
  }

  /// Sets what an event has in common with the conferences of the catalog.
  func describe(
    _ conference: inout Conference, at places: (locations: [Location], format: String?),
    zone: TimeZoneRules?, home: String? = nil
  ) {
    conference.dates = eventDates(zone: zone) ?? conference.dates
    conference.locations = places.locations
    conference.format = attendanceFormat() ?? places.format
    conference.summary = PlainText.block(value("description")?.literal)
    conference.organizer = names("organizer")
    conference.links = eventLinks(home: home)
    conference.languages = languageTags()
  }
}
