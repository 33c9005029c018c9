import SQLite

extension SQLFragment {
  /// Whether a value of a region filter is the ID of a group of countries; codes are in upper case.
  static func isGroup(_ value: String) -> Bool { value.first?.isLowercase ?? false }

  /// Returns the condition that a place is in one of some regions, or in a country of one of some
  /// groups.
  static func within(_ regions: [String], region: SQLFragment, country: SQLFragment) -> SQLFragment
  {
    let groups = regions.filter(isGroup)
    let codes = regions.filter { !isGroup($0) }
    guard !groups.isEmpty else { return among(region, codes) }
    let members: SQLFragment = """
      \(country) IN (SELECT place_country.country FROM place_country
        JOIN place AS area ON area.id = place_id WHERE \(among("area.slug", groups)))
      """
    return codes.isEmpty ? members : any([.among(region, codes), members])
  }
}
