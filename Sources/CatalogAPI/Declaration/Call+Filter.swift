import Catalog
import CatalogModel
import HTTP
import JSON

/// Reads the filters of a list; mistakes are left in the arguments.
extension Call {
  /// Only parameters that the endpoint declares can be there, so all are looked for.
  func filter() throws -> CatalogFilter {
    var filter = CatalogFilter(now: now)
    try readNames(&filter)
    filter.years = arguments.integers("year")
    filter.verifications = arguments.choices("verified")
    filter.parts = arguments.choices("has")
    filter.sessionKinds = arguments.choices("session_kind")
    filter.formats = arguments.choices("format")
    filter.kinds = arguments.choices("kind")
    filter.statuses = arguments.choices("status")
    filter.phases = phases()
    filter.match = arguments.oneOf("match").flatMap(Match.init) ?? .usual
    filter.ranks = try ranks()
    filter.languages = try stated("language")
    filter.levels = try stated("level")
    filter.avoided = try avoided()
    filter.near = try near()
    filter.deadlines = deadlines()
    filter.text = text()
    filter.updatedSince = arguments.instant("updated_since")
    readDays(&filter)
    return filter
  }

  private func readNames(_ filter: inout CatalogFilter) throws {
    let reader = reader
    func names(
      _ name: String, _ kind: String, _ resolve: (String) throws -> [String]
    ) rethrows -> Choice {
      try arguments.names(
        name, resolve: resolve, known: { (try? reader.labels(kind)) ?? [] },
        elsewhere: { value in
          guard let levels = Self.placeLevels[kind] else { return nil }
          return levels.first { (try? reader.isPlace($0, value)) ?? false }
        }, comparesWords: kind == "topic")
    }
    filter.topics = try names("topic", "topic") { try reader.topics(named: $0) }
    filter.exactTopics = try names("topic.exact", "topic") { try reader.topics(named: $0) }
    filter.audiences = try names("audience", "audience") { try reader.audiences(named: $0) }
    filter.series = try names("series", "series") { try reader.series(named: $0) }
    filter.cities = try names("city", "city") { try reader.cities(named: $0) }
    filter.regions = try names("region", "region") { try reader.regions(named: $0) }
    filter.countries = try names("country", "country") { try reader.countries(named: $0) }
    func slugs(_ name: String, _ kind: RecordKind) throws -> Choice {
      try arguments.names(
        name, resolve: { try reader.slugs(kind, named: $0) },
        known: { try reader.slugs(kind, like: arguments.values(name).first ?? "") },
        hint: { Self.hint(kind, $0) })
    }
    filter.conferences = try slugs(
      arguments.isDeclared("id") ? "id" : "conference", .conference)
    filter.tracks = try slugs("track", .track)
    filter.rooms = try slugs("room", .room)
    filter.speakers = try slugs("speaker", .speaker)
  }

  /// Where to look for a record of which only a word is known; rooms have no list.
  static func hint(_ kind: RecordKind, _ word: String) -> String {
    kind == .room
      ? ""
      : "; /\(kind.collection)?\(PercentEncoding.query([(name: "q", value: word)])) finds it by words"
  }

  /// Where else a place may be known that one level does not know.
  private static let placeLevels = [
    "city": ["region", "country"], "region": ["city", "country"], "country": ["region", "city"],
  ]

  /// The dates of conferences that must not overlap.
  private func avoided() throws -> [EventDates] {
    let reader = reader
    let choice = try arguments.names(
      "avoid", resolve: { try reader.slugs(.conference, named: $0) },
      known: { try reader.slugs(.conference, like: arguments.values("avoid").first ?? "") },
      hint: { Self.hint(.conference, $0) })
    if let excluded = choice.excluded.first {
      arguments.report("avoid", "-\(excluded)", expected: "IDs without a leading hyphen")
    }
    return try choice.included.compactMap { try reader.conference($0)?.dates }
  }

  private func phases() -> Choice {
    let phases = arguments.choices("phase")
    guard !phases.isEmpty else { return phases }
    if arguments.isDeclared("id") {
      // The days of conferences begin at quarters of an hour, whatever their zones.
      let quarter = now.seconds - now.seconds % 900
      filling.note(changedAt: Instant(seconds: quarter))
      filling.note(changesAt: Instant(seconds: quarter + 900))
    } else {
      filling.dependsOnSecond()
    }
    return phases
  }

  private func ranks() throws -> Choice {
    let reader = reader
    let ranks = try arguments.isGiven("rank") ? reader.ranks() : []
    return try arguments.names(
      "rank", resolve: { try reader.ranks(named: $0) }, known: { ranks },
      meant: { value in
        // A rank names its system; CORE's are the best known.
        let found = ranks.filter { $0.lowercased().hasSuffix(":\(value.lowercased())") }
        return found.first { $0.hasPrefix("core:") } ?? found.first
      })
  }

  /// Values of a column of sessions; any, as long as no session states one.
  private func stated(_ name: String) throws -> Choice {
    guard arguments.isGiven(name) else { return Choice() }
    let known = try reader.sessionValues(name)
    return try arguments.names(
      name,
      resolve: { value in
        known.isEmpty ? [value] : known.filter { Folding.order($0) == Folding.order(value) }
      }, known: { known })
  }

  private func text() -> SearchText? {
    guard let value = arguments.values("q").first else { return nil }
    guard value.count <= 500 else {
      arguments.report("q", String(value.prefix(50)) + "…")
      return nil
    }
    let text = SearchText(value)
    if text.isEmpty { arguments.passOver("q") }
    return text
  }

  private func near() throws -> Near? {
    let radius = arguments.kilometres("radius")
    guard let value = arguments.values("near").first else {
      if arguments.isGiven("radius") {
        arguments.report(
          "radius", arguments.values("radius")[0], expected: "given together with near",
          code: "bad-combination")
      }
      return nil
    }
    if value.contains(where: \.isLetter) {
      return try point(ofCity: value).map { Near(center: $0, kilometres: radius ?? 100) }
    }
    let parts = value.split(separator: ",", omittingEmptySubsequences: false).map {
      Arguments.decimal($0.drop { $0 == " " })
    }
    guard parts.count == 2, let latitude = parts[0], let longitude = parts[1],
      (-90...90).contains(latitude), (-180...180).contains(longitude)
    else {
      arguments.report("near", value)
      return nil
    }
    return Near(
      center: Coordinates(latitude: latitude, longitude: longitude), kilometres: radius ?? 100)
  }

  /// Where the city of a name is; throws the candidates if it is the name of several.
  private func point(ofCity value: String) throws -> Coordinates? {
    let name = value.hasPrefix("place:") ? String(value.dropFirst(6)) : value
    let cities = try reader.cities(locatedBy: name)
    guard cities.count < 2 else {
      let candidates = cities.map { "\($0.name), \($0.region ?? $0.country ?? "")" }
      throw Problem(
        status: .multipleChoices, kind: "several-meanings",
        detail: "\"\(name)\" names several cities: \(candidates.joined(separator: "; ")).",
        suggestions: candidates.map { candidate in
          url(arguments.asked.map { $0.name == "near" ? ("near", candidate) : $0 })
        })
    }
    guard let point = cities.first?.coordinates else {
      arguments.report(
        "near", value,
        expected: "a city that the catalog can locate, or a point such as 37.77,-122.42",
        suggestion: Suggestion.nearest(to: name, among: try reader.labels("city"), limit: 1).first,
        code: "unknown-value")
      return nil
    }
    arguments.note("near", "\(point.latitude),\(point.longitude)")
    return point
  }

  private func deadlines() -> DeadlineFilter? {
    var deadlines = DeadlineFilter()
    deadlines.kinds = arguments.choices("deadline.kind")
    deadlines.from = arguments.instant("deadline.from")
    deadlines.to = arguments.instant("deadline.to", isEnd: true)
    if let end = arguments.within("deadline.within") {
      deadlines.from = max(deadlines.from ?? now, now)
      deadlines.to = min(deadlines.to ?? end, end)
    }
    for name in ["deadline.from", "deadline.to", "deadline.within"] where isRelative(name) {
      filling.dependsOnSecond()
    }
    return deadlines == DeadlineFilter() ? nil : deadlines
  }

  /// The days of `from`, `to`, `month` and `when`, all of which must hold.
  private func readDays(_ filter: inout CatalogFilter) {
    if arguments.isDeclared("within") {
      filter.closesFrom = arguments.instant("from")
      filter.closesTo = arguments.instant("to", isEnd: true)
      if let end = arguments.within("within") {
        filter.closesFrom = max(filter.closesFrom ?? now, now)
        filter.closesTo = min(filter.closesTo ?? end, end)
      }
      if ["from", "to", "within"].contains(where: isRelative) || arguments.isGiven("status") {
        filling.dependsOnSecond()
      }
      return
    }
    filter.from = arguments.day("from")
    filter.to = arguments.day("to", isEnd: true)
    func narrow(_ first: Day, _ last: Day) {
      filter.from = max(filter.from ?? first, first)
      filter.to = min(filter.to ?? last, last)
    }
    if let month = arguments.month("month") { narrow(month.first, month.last) }
    let today = arguments.today
    switch arguments.span("when") {
    case .days(let first, let last): narrow(first, last)
    case .upcoming: filter.from = max(filter.from ?? today, today)
    case .ongoing: narrow(today, today)
    case .past: filter.endedBefore = today
    case nil: break
    }
    if ["from", "to", "when"].contains(where: isRelative) {
      filling.note(changedAt: Instant(today))
      filling.note(changesAt: Instant(today + 1))
    }
    if let from = filter.from, let to = filter.to, from > to {
      let name = ["to", "month", "when", "from"].first(where: arguments.isGiven) ?? "to"
      arguments.report(
        name, arguments.values(name).first ?? "",
        expected:
          "a range that does not end before it begins (\(from) to"
          + " \(to))", code: "bad-combination")
    }
  }

  /// Whether a value means another time tomorrow.
  private func isRelative(_ name: String) -> Bool {
    guard let value = arguments.values(name).first else { return false }
    return !(value.first?.isNumber ?? true) || name.hasSuffix("within")
  }
}
