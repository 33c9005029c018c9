import CatalogModel
import SQLite

extension Row {
  /// Two columns: latitude and longitude.
  func coordinates(_ column: Int) -> Coordinates? {
    guard let latitude = doubleOrNil(column), let longitude = doubleOrNil(column + 1) else {
      return nil
    }
    return Coordinates(latitude: latitude, longitude: longitude)
  }
}
