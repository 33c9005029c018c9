import CatalogModel
import SQLite

extension Row {
  /// Returns the coordinates in two columns, latitude and longitude; `nil` if one of them is NULL.
  func coordinates(_ column: Int) -> Coordinates? {
    guard let latitude = doubleOrNil(column), let longitude = doubleOrNil(column + 1) else {
      return nil
    }
    return Coordinates(latitude: latitude, longitude: longitude)
  }
}
