/// A topic of the taxonomy; the members follow SKOS.
public struct Topic: Sendable, Equatable {
  public var id: String
  public var label: String
  public var altLabels: [String]
  public var broader: [String]
  public var narrower: [String]
  public var related: [String]
  public var definition: String?
  /// The number of conferences on the topic or on narrower topics.
  public var conferenceCount: Int?
  public var stamp: Stamp?
}

/// A group of people that conferences are for.
public struct Audience: Sendable, Equatable {
  public var id: String
  public var label: String
  public var altLabels: [String]
  public var stamp: Stamp?

  package init(id: String, label: String, altLabels: [String], stamp: Stamp? = nil) {
    self.id = id
    self.label = label
    self.altLabels = altLabels
    self.stamp = stamp
  }
}

/// An entry of the gazetteer.
public struct Place: Sendable, Equatable {
  public static let kinds = ["continent", "group", "country", "region", "city"]
  /// The kinds that consist of countries.
  package static let groups = ["continent", "group"]

  public var id: String
  /// One of `kinds`.
  public var kind: String
  public var name: String
  public var altNames: [String]
  /// ISO 3166-1 alpha-2; `nil` for a continent or another group.
  public var country: String?
  /// ISO 3166-2.
  public var region: String?
  public var timeZone: String?
  public var coordinates: Coordinates?
  public var stamp: Stamp?
  /// The countries of a group, as ISO 3166-1 alpha-2 codes.
  public var countries: [String] = []

  package init(
    id: String, kind: String, name: String, altNames: [String], country: String? = nil,
    region: String? = nil, timeZone: String? = nil, coordinates: Coordinates? = nil,
    stamp: Stamp? = nil, countries: [String] = []
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.altNames = altNames
    self.country = country
    self.region = region
    self.timeZone = timeZone
    self.coordinates = coordinates
    self.stamp = stamp
    self.countries = countries
  }

  package var isGroup: Bool { Self.groups.contains(kind) }
}

/// A point in WGS 84 degrees.
public struct Coordinates: Sendable, Equatable {
  public var latitude: Double
  public var longitude: Double

  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// Where an event takes place, as far as known.
public struct Location: Sendable, Equatable {
  public static let precisions = ["venue", "city", "region", "country"]

  public var venue: String?
  public var city: String?
  /// ISO 3166-2.
  public var region: String?
  /// ISO 3166-1 alpha-2.
  public var country: String?
  public var coordinates: Coordinates?
  /// The finest known level, one of `precisions`; `nil` for a virtual location.
  public var precision: String?
  /// "stated", or "candidate" for one of several possible locations.
  public var certainty: String
  /// The location as published.
  public var text: String?
  public var isVirtual: Bool
  public var url: String?
  /// The display name of the region, set when a record is shown.
  public var regionName: String?
  /// The display name of the country, set when a record is shown.
  public var countryName: String?
  /// The members that the gazetteer derives from the city: "region" and "geo".
  package var inferred: [String] = []

  package init(
    venue: String? = nil, city: String? = nil, region: String? = nil, country: String? = nil,
    coordinates: Coordinates? = nil, precision: String? = nil, certainty: String,
    text: String? = nil, isVirtual: Bool, url: String? = nil, regionName: String? = nil,
    countryName: String? = nil
  ) {
    self.venue = venue
    self.city = city
    self.region = region
    self.country = country
    self.coordinates = coordinates
    self.precision = precision
    self.certainty = certainty
    self.text = text
    self.isVirtual = isVirtual
    self.url = url
    self.regionName = regionName
    self.countryName = countryName
  }
}

/// A building where conferences take place, or a part of one.
public struct Venue: Sendable, Equatable {
  public var id: String
  public var name: String
  public var address: String?
  public var city: String?
  /// ISO 3166-2.
  public var region: String?
  /// ISO 3166-1 alpha-2.
  public var country: String?
  public var coordinates: Coordinates?
  public var capacity: Int?
  public var stamp: Stamp?
}
