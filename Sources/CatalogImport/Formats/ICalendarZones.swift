import CatalogForm
import CatalogModel

/// The time zones of one calendar by their names: its own definitions, IANA names, aliases of
/// these, and the zone of times without a name.
final class ICalendarZones {
  let builder: BatchBuilder
  private let definitions: [String: ICalendarComponent]
  private var zones: [String: CalendarZone?] = [:]
  private var differing: Set<String> = []
  /// The zone of times without a zone; `nil` if the calendar has no known zone.
  private(set) var calendarZone: CalendarZone?
  /// What the zone of times without a zone is assumed from; `nil` if the importer has set it.
  private(set) var assumedFrom: String?
  private var saidFloating = false

  init(_ calendar: ICalendarComponent, _ parameters: ImportParameters, in builder: BatchBuilder) {
    self.builder = builder
    var definitions: [String: ICalendarComponent] = [:]
    for zone in calendar.components where zone.name == "VTIMEZONE" {
      if let name = zone.text("TZID").map(Self.key), definitions[name] == nil {
        definitions[name] = zone
      }
    }
    self.definitions = definitions
    if let property = calendar.property("X-WR-TIMEZONE"),
      let name = PlainText.line(ICalendarComponent.unescaped(property.value))
    {
      calendarZone = zone(name, line: property.line)
      assumedFrom = "X-WR-TIMEZONE"
    }
    if calendarZone == nil, let name = parameters.timeZone {
      calendarZone = zone(name, line: nil)
      assumedFrom = nil
    }
  }

  /// Uses the zone of a city for times without a zone.
  func assume(city: String?) {
    guard calendarZone == nil, let name = CityZones.zone(of: city, in: builder), let city else {
      return
    }
    calendarZone = builder.zone(name).map { CalendarZone(label: name, rules: $0, database: $0) }
    assumedFrom = "the city \(city)"
  }

  /// Returns the zone of a time without a zone; reports a problem once.
  func floating(line: Int) -> CalendarZone? {
    if !saidFloating {
      saidFloating = true
      if calendarZone == nil {
        builder.problem(
          .notice,
          "a time without a time zone: only its date and local time were kept. Name the zone with "
            + "--time-zone", line: line)
      } else if let assumedFrom {
        builder.assume(
          "times without a time zone; assumed to be in the zone of \(assumedFrom)", line: line,
          value: calendarZone?.label)
      }
    }
    return calendarZone
  }

  private static func key(_ name: String) -> String { PlainText.line(name)?.lowercased() ?? "" }

  /// Returns the zone with this name; reports an unknown one once.
  func zone(_ name: String, line: Int?) -> CalendarZone? {
    let key = Self.key(name)
    if let known = zones[key] { return known }
    let zone = read(name, key, line)
    if zone == nil {
      builder.problem(
        .notice,
        "unknown time zone: only dates and local times were kept. Expected an IANA name, "
          + "a Windows name or a VTIMEZONE", line: line, value: name)
    }
    zones[key] = zone
    return zone
  }

  private func read(_ name: String, _ key: String, _ line: Int?) -> CalendarZone? {
    let definition = definitions[key]
    let known = ZoneNames.read(name, in: builder) ?? location(definition)
    var database: TimeZoneRules?
    if case .zone(let zone, _) = known { database = builder.zone(zone) }
    if let definition {
      if let rules = ZoneDefinition(definition, steps: &builder.recurrenceSteps) {
        return CalendarZone(label: name, rules: rules, database: database)
      }
      builder.problem(
        .notice, "invalid VTIMEZONE; the zone of its name was used", line: definition.line,
        value: name)
    }
    switch known {
    case .offset(let seconds):
      return CalendarZone(label: name, rules: FixedOffset(seconds: seconds))
    case .zone(let zone, let isAssumed):
      if isAssumed {
        builder.assume("unclear time zone; assumed to be \(zone)", line: line, value: name)
      }
      return database.map { CalendarZone(label: name, rules: $0, database: $0) }
    case nil: return nil
    }
  }

  /// Returns the zone of X-LIC-LOCATION, the IANA name beside the program's own name.
  private func location(_ definition: ICalendarComponent?) -> ZoneNames.Reading? {
    definition?.text("X-LIC-LOCATION").flatMap { ZoneNames.read($0, in: builder) }
  }

  /// Returns the IANA name of the zone if the time zone database agrees at this time; reports a
  /// difference once.
  func databaseName(_ time: CalendarTime, line: Int) -> String? {
    guard let zone = time.zone, let database = zone.database, let instant = time.instant else {
      return nil
    }
    let offset = database.offset(at: instant)
    if offset == zone.rules.offset(at: instant) { return database.name }
    if differing.insert(zone.label).inserted {
      builder.problem(
        .notice,
        "the VTIMEZONE of the file was used; the time zone database has another offset for "
          + "\(database.name)", line: line, value: zone.label)
    }
    return nil
  }
}
