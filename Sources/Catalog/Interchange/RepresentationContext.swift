public import CatalogModel
import JSON

/// What the JSON form of a record depends on besides the record.
public struct RepresentationContext {
  /// Whether the JSON is for an answer.
  ///
  /// It has URLs, stamps and what the clock decides, as holes that a `Template` fills. False for an export, which has none of them.
  public var isAnswer: Bool
  /// Whether records show what other records say: names, and what refers to them.
  var showsOthers = true
  /// The zone in which local times are added; nil adds none.
  public var localZone: TimeZoneRules?
  public let zones: TimeZones
  /// Where a place is that is named without a point of its own; only cities have one.
  var gazetteer: (Location) -> Coordinates? = { _ in nil }

  /// The region of a city that is named without one.
  var region: (Location) -> String? = { _ in nil }
  /// The text of a code: the label of a topic, the name of a country.
  var label: (CodeKind, String) -> String? = { _, _ in nil }

  public init(isAnswer: Bool, localZone: TimeZoneRules? = nil, zones: TimeZones = TimeZones()) {
    self.isAnswer = isAnswer
    self.localZone = localZone
    self.zones = zones
  }

  public static var export: RepresentationContext { RepresentationContext(isAnswer: false) }

  /// An export of what each record says itself.
  static var exportWithoutOthers: RepresentationContext {
    var context = export
    context.showsOthers = false
    return context
  }
}

extension JSONWriter {
  /// A member that holds a URL of this server; left out of exports.
  mutating func url(_ name: String, _ path: String, _ context: RepresentationContext) {
    guard context.isAnswer else { return }
    key(name)
    value(raw: [UInt8(ascii: "\""), Template.baseURL] + Array("/\(path)\"".utf8))
  }

  /// A member whose value the clock decides; left out of exports.
  mutating func member(_ name: String, _ line: TimeLine?, _ context: RepresentationContext) {
    guard context.isAnswer else { return }
    key(name)
    guard let line else { return null() }
    guard !line.steps.isEmpty else { return value(line.last) }
    value(raw: Template.hole(for: line))
  }

  /// A member that counts the seconds down to an instant, and stays at zero.
  mutating func countdown(_ name: String, to instant: Instant?, _ context: RepresentationContext) {
    guard context.isAnswer else { return }
    key(name)
    guard let instant else { return null() }
    value(raw: Template.hole(forSecondsUntil: instant))
  }

  /// A member with an instant in the zone that was asked for.
  mutating func local(_ name: String, _ instant: Instant?, _ context: RepresentationContext) {
    guard let zone = context.localZone else { return }
    member(name, instant.map { $0.formatted(offset: zone.offset(at: $0)) })
  }
}

extension Location {
  /// Adds the region and the point that the gazetteer has for the city, unless they are stated.
  mutating func infer(by context: RepresentationContext) {
    if coordinates == nil, let point = context.gazetteer(self) {
      coordinates = point
      inferred.append("geo")
    }
    if region == nil, let region = context.region(self) {
      self.region = region
      inferred.append("region")
    }
  }

  /// The location without what is inferred.
  var asStated: Location {
    var location = self
    if inferred.contains("region") { location.region = nil }
    if inferred.contains("geo") { location.coordinates = nil }
    location.inferred = []
    return location
  }
}
