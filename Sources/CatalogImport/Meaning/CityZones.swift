import CatalogModel

/// The time zones that the time zone database names by a city: "Europe/Brussels".
enum CityZones {
  private static let areas = [
    "Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
  ]

  /// Returns the zone of a city by its English name; nil if there is none, or several with
  /// different offsets ("Asia/Istanbul" equals "Europe/Istanbul").
  static func zone(of city: String?, in builder: BatchBuilder) -> String? {
    guard let name = city?.replacingAll(" ", with: "_"), name.utf8.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    let zones = areas.compactMap { builder.zone("\($0)/\(name)") }
    let offsets = zones.map { zone in
      [1, 7].map { month in
        Day(year: 2_026, month: month, day: 1).map { zone.offset(at: Instant($0)) }
      }
    }
    return Set(offsets).count == 1 ? zones.last?.name : nil
  }
}
