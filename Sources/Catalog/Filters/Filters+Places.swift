import CatalogForm
import CatalogModel
import SQLite

/// Filters by places.
extension Filters {
  static func city(
    _ description: String, example: String, _ condition: Filter.Condition? = nil,
    counting values: FacetSource.Values = .filed()
  ) -> Filter {
    place(
      "city", description, example: example, condition ?? .place(column: "city_folded"),
      FacetSource(
        values: values,
        label: { reader, city in
          try reader.connection.first(
            "SELECT city FROM location WHERE city_folded = ?1 LIMIT 1", city
          ) { $0.text(0) }
        })
    ) { try $0.cities(named: $1) }
  }

  static func region(
    _ description: String, example: String, _ condition: Filter.Condition? = nil,
    counting values: FacetSource.Values? = nil
  ) -> Filter {
    place(
      "region", description, example: example, condition ?? .place(column: "effective_region"),
      // The groups of countries are in the index for the filter only; they are no values of the
      // facet.
      .labels(.region, values ?? .filed(where: "filing.value GLOB '[A-Z]*'"))
    ) { try $0.regions(named: $1) }
  }

  static func country(
    _ description: String, example: String, _ condition: Filter.Condition? = nil,
    counting values: FacetSource.Values = .filed()
  ) -> Filter {
    place(
      "country", description, example: example, condition ?? .place(column: "country"),
      .labels(.country, values)
    ) { try $0.countries(named: $1) }
  }

  private static func place(
    _ level: String, _ description: String, example: String, _ condition: Filter.Condition,
    _ facet: FacetSource, resolve: @escaping @Sendable (NameResolver, String) throws -> [String]
  ) -> Filter {
    var facet = facet
    if case .place = condition { facet.leavesOut = ["place"] }
    return .names(level, description, example: example, condition, facet: facet) { decoder in
      let names = decoder.reader.names
      // The parameters to suggest if the value is not a place of this level.
      let others = (level == "country" ? ["region", "city"] : ["city", "region", "country"])
        .filter { $0 != level }
      return try decoder.arguments.names(
        level, resolve: { try resolve(names, $0) },
        known: { (try? names.labels(level)) ?? [] },
        elsewhere: { value in others.first { (try? names.isPlace($0, value)) ?? false } })
    }
  }

  /// Returns a filter by the distance from a point.
  static func near(
    _ description: String, radius: String, example: String, radiusExample: String,
    _ condition: Filter.Condition
  ) -> Filter {
    Filter(
      "near",
      [
        Parameter("near", .point, description, example: example),
        Parameter("radius", .distance, radius, example: radiusExample),
      ], condition
    ) { $0.filter[.near] = try $0.near() }
  }
}

extension FilterDecoder {
  fileprivate func near() throws -> Near? {
    let radius = arguments.kilometres("radius")
    guard let value = arguments.values("near").first else {
      if let radius = arguments.values("radius").first {
        arguments.report(
          "radius", radius, expected: "given together with near", code: "bad-combination")
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

  /// Returns the coordinates of the city with a name; reports an error if there is none.
  private func point(ofCity value: String) throws -> Coordinates? {
    let name = value.hasPrefix("place:") ? String(value.dropFirst(6)) : value
    let cities = try reader.names.cities(locatedBy: name)
    guard cities.count < 2 else {
      throw AmbiguousCity(
        parameter: "near", name: name,
        candidates: cities.map(\.nameInArea))
    }
    guard let point = cities.first?.coordinates else {
      arguments.report(
        "near", value,
        expected: "a city that the catalog can locate, or a point such as 37.77,-122.42",
        suggestion: try reader.names.city(nearest: name), code: "unknown-value")
      return nil
    }
    arguments.note("near", "\(point.latitude),\(point.longitude)")
    return point
  }
}

extension Place {
  /// The name followed by the code of the region or country: "Boston, US-MA".
  var nameInArea: String { "\(name), \(region ?? country ?? "")" }
}

/// The name in a parameter belongs to several cities.
package struct AmbiguousCity: Error {
  package let parameter: String
  package let name: String
  package let candidates: [String]
}
