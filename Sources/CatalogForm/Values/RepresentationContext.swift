public import CatalogModel
import JSON

/// What a record's JSON depends on besides the record.
public struct RepresentationContext {
  /// Whether the JSON is for a response.
  ///
  /// Then it has URLs, stamps and time-dependent values, as placeholders that a `RecordTemplate` fills.
  /// An export has none of them.
  public var isResponse: Bool
  /// Whether records include data of other records, such as their names.
  var showsOthers = true
  /// The time zone for additional local times; `nil` for none.
  public var localZone: TimeZoneRules?
  public let zones: TimeZones
  /// Returns the coordinates of a location's city; `nil` if the gazetteer has none.
  package var gazetteer: (Location) -> Coordinates? = { _ in nil }

  /// Returns the region of a location's city; `nil` if the gazetteer has none.
  package var region: (Location) -> String? = { _ in nil }
  /// Returns the text of a code, such as the label of a topic; `nil` if there is none.
  package var label: (CodeKind, String) -> String? = { _, _ in nil }

  public init(isResponse: Bool, localZone: TimeZoneRules? = nil, zones: TimeZones = TimeZones()) {
    self.isResponse = isResponse
    self.localZone = localZone
    self.zones = zones
  }

  public static var export: RepresentationContext { RepresentationContext(isResponse: false) }

  /// The context for an export of each record's own data only.
  package static var exportWithoutOthers: RepresentationContext {
    var context = export
    context.showsOthers = false
    return context
  }
}

extension JSONWriter {
  /// Writes a member with a URL of this server; omitted in exports.
  mutating func url(_ name: String, _ path: String, _ context: RepresentationContext) {
    guard context.isResponse else { return }
    key(name)
    value(raw: [UInt8(ascii: "\""), RecordTemplate.baseURL] + Array("/\(path)\"".utf8))
  }

  /// Writes a member with a time-dependent value; omitted in exports.
  mutating func member(
    _ name: String, _ line: TimeDependentValue?, _ context: RepresentationContext
  ) {
    guard context.isResponse else { return }
    key(name)
    guard let line else { return null() }
    guard !line.steps.isEmpty else { return value(line.last) }
    value(raw: RecordTemplate.placeholder(for: line))
  }

  /// Writes a member with the seconds until an instant, 0 after it; omitted in exports.
  mutating func countdown(_ name: String, to instant: Instant?, _ context: RepresentationContext) {
    guard context.isResponse else { return }
    key(name)
    guard let instant else { return null() }
    value(raw: RecordTemplate.placeholder(forSecondsUntil: instant))
  }

  /// Writes a member with an instant in the requested time zone, if there is one.
  mutating func local(_ name: String, _ instant: Instant?, _ context: RepresentationContext) {
    guard let zone = context.localZone else { return }
    member(name, instant.map { $0.formatted(offset: zone.offset(at: $0)) })
  }
}

extension Location {
  /// Adds the region and the coordinates that the gazetteer has for the city, unless they are
  /// stated.
  package mutating func infer(by context: RepresentationContext) {
    if coordinates == nil, let point = context.gazetteer(self) {
      coordinates = point
      inferred.append("geo")
    }
    if region == nil, let region = context.region(self) {
      self.region = region
      inferred.append("region")
    }
  }

  /// The location without inferred members.
  var asStated: Location {
    var location = self
    if inferred.contains("region") { location.region = nil }
    if inferred.contains("geo") { location.coordinates = nil }
    location.inferred = []
    return location
  }
}
