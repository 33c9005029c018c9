import CatalogForm
public import CatalogModel
import SQLite

/// Data that output formats for people show with a record.
extension CatalogReader {
  /// Returns the labels of all topics, by ID.
  public func topicLabels() throws -> [String: String] {
    let rows = try connection.all("SELECT slug, label FROM topic") { ($0.text(0), $0.text(1)) }
    return Dictionary(rows) { first, _ in first }
  }

  /// Adds to locations the names of region and country, and the coordinates and regions that the
  /// gazetteer has for their cities.
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
