import CatalogModel

/// A month of a year.
struct Month: Hashable, Comparable {
  var year: Int
  /// From 1 to 12.
  var month: Int

  init(year: Int, month: Int) { (self.year, self.month) = (year, month) }

  init(_ day: Day) {
    let (year, month, _) = day.components
    self.init(year: year, month: month)
  }

  /// Parses "2026-01"; fails for any other text.
  init?(_ text: String) {
    guard text.utf8.count == 7, let day = Day(text + "-01") else { return nil }
    self.init(day)
  }

  private init(index: Int) { self.init(year: index / 12, month: index % 12 + 1) }

  static func < (one: Month, other: Month) -> Bool {
    (one.year, one.month) < (other.year, other.month)
  }

  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  var name: String { Self.names[month - 1] }
  /// For example "January 2026".
  var text: String { "\(name) \(year)" }
  /// For example "2026-01".
  var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

  var first: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }
  var last: Day { first + (Day.days(in: month, of: year) - 1) }
  var next: Month { Month(index: year * 12 + month) }
  var previous: Month { Month(index: year * 12 + month - 2) }
}
