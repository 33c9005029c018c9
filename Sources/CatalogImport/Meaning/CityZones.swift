import Catalog

/// The time zones that the time zone database names by a city: "Europe/Brussels".
enum CityZones {
  private static let areas = [
    "Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
  ]

  /// The zone of a city by its English name; nil where the database names none, or several, by it.
  static func zone(of city: String?, in builder: BatchBuilder) -> String? {
    guard let name = city?.replacingAll(" ", with: "_"), name.utf8.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    let zones = areas.compactMap { builder.zone("\($0)/\(name)")?.name }
    return zones.count == 1 ? zones[0] : nil
  }
}
