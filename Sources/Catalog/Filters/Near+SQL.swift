import CatalogModel
import SQLite

extension Near {
  private static let earthRadius = 6_371.0088

  /// The condition of a bounding box around the circle, in degrees, which the R*Tree index serves.
  var box: SQLFragment {
    let degrees = kilometres / 111.19
    let south = center.latitude - degrees
    let north = center.latitude + degrees
    var conditions = [
      SQLFragment("max_latitude >= ? AND min_latitude <= ?", south - 0.01, north + 0.01)
    ]
    // Around a pole, or in a circle wider than the earth, any longitude may lie in the circle.
    if north < 89, south > -89, degrees < 80 {
      let widest = max(abs(south), abs(north))
      let width = degrees / Self.cosine(widest) + 0.01
      let west = center.longitude - width
      let east = center.longitude + width
      if width < 180 {
        var ranges = [SQLFragment("max_longitude >= ? AND min_longitude <= ?", west, east)]
        // Beyond the antimeridian the box continues at the other end of the range.
        if west < -180 { ranges.append(SQLFragment("max_longitude >= ?", west + 360)) }
        if east > 180 { ranges.append(SQLFragment("min_longitude <= ?", east - 360)) }
        conditions.append(.any(ranges))
      }
    }
    return .all(conditions)
  }

  /// Returns the great-circle distance to a point in kilometres (haversine formula).
  func distance(
    _ latitude: String = "min_latitude", _ longitude: String = "min_longitude"
  ) -> SQLFragment {
    SQLFragment(
      """
      (2 * \(Self.earthRadius) * asin(min(1, sqrt(
        pow(sin(radians(\(latitude) - ?) / 2), 2) + cos(radians(?)) * cos(radians(\(latitude)))
          * pow(sin(radians(\(longitude) - ?) / 2), 2)))))
      """, center.latitude, center.latitude, center.longitude)
  }

  /// Returns the cosine by a Taylor series, which is exact enough for a box; at least 0.01.
  private static func cosine(_ degrees: Double) -> Double {
    let x = degrees * .pi / 180
    let square = x * x
    return max(
      0.01, 1 - square / 2 + square * square / 24 - square * square * square / 720)
  }
}

extension Near {
  /// Returns the distance in kilometres from a conference's nearest location.
  func distance(of id: SQLFragment) -> SQLFragment {
    """
    (SELECT min(\(distance())) FROM location JOIN location_point USING (id)
      WHERE conference_id = \(id))
    """
  }
}
