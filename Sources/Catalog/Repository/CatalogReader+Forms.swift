public import CatalogModel
import SQLite

/// What forms for people show beside a record.
extension CatalogReader {
  /// The labels of all topics by their ids.
  public func topicLabels() throws -> [String: String] {
    let rows = try connection.all("SELECT slug, label FROM topic") { ($0.text(0), $0.text(1)) }
    return Dictionary(rows) { first, _ in first }
  }

  /// Locations with the points and regions that the gazetteer has for their cities, and with names.
  public func located(_ locations: [Location]) -> [Location] {
    let context = context()
    return locations.map { location in
      var location = location
      location.infer(by: context)
      location.regionName = location.region.flatMap { context.label(.region, $0) }
      location.countryName = location.country.flatMap { context.label(.country, $0) }
      return location
    }
  }
}
