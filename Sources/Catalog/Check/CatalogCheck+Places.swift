import CatalogForm
import CatalogModel
import JSON
import SQLite

extension CatalogCheck {
  func checkPlaces() throws {
    // Reports a place that the gazetteer lacks once, for the first conference there.
    var lacking: Set<String> = []
    try connection.each(
      """
      SELECT conference.slug, location.country, location.region, location.city,
        location.text, is_virtual,
        EXISTS (SELECT 1 FROM place WHERE kind = 'region' AND place.region = location.region),
        EXISTS (SELECT 1 FROM place_label JOIN place ON place.id = place_id
          WHERE folded = city_folded AND kind = 'city' AND place.country IS location.country)
      FROM location JOIN conference ON conference.id = conference_id
      ORDER BY conference.slug, location.position
      """
    ) { row in
      let id = row.text(0)
      func missing(_ level: String, _ value: String?) throws -> String {
        try mending.editing("conference", id, "locations") {
          $0.text(gap: level) { $0[level]?.string == value }
        }
      }
      guard let country = row.textOrNil(1) else {
        guard !row.bool(5) else { return }
        found(
          .doubtful, "no-country", "conference", id,
          "the place \"\(row.text(4))\" has no country", mend: try missing("country", nil))
        return
      }
      if !CountryCodes.all.contains(country) {
        found(
          .wrong, "unknown-country", "conference", id,
          "no country has the code \"\(country)\"", mend: try missing("country", country))
      }
      if let region = row.textOrNil(2), !region.hasPrefix("\(country)-") {
        found(
          .wrong, "region-elsewhere", "conference", id,
          "the region \"\(region)\" is not in \(country)", mend: try missing("region", region))
      } else if let region = row.textOrNil(2), !row.bool(6), lacking.insert(region).inserted {
        found(
          .doubtful, "unknown-region", "conference", id,
          "the gazetteer has no region \"\(region)\"",
          mend: try adding(
            "region", named: FixCommand.gap, #""country":"\#(country)","region":"\#(region)""#,
            as: region))
      }
      if let city = row.textOrNil(3), !row.bool(7),
        lacking.insert("\(country) \(Folding.fold(city))").inserted
      {
        found(
          .doubtful, "unknown-city", "conference", id,
          "the gazetteer has no city \"\(city)\" in \(country)",
          mend: try adding(
            "city", named: city, #""country":"\#(country)","geo":{"lat":…,"lon":…}"#, as: city))
      }
    }
    for table in ["conference", "session"] {
      let zones = try connection.all(
        """
        SELECT time_zone, min(slug) FROM \(table) WHERE time_zone IS NOT NULL
        GROUP BY time_zone ORDER BY time_zone
        """
      ) { ($0.text(0), $0.text(1)) }
      for (zone, slug) in zones where (try? TimeZoneRules(named: zone)) == nil {
        try found(
          .wrong, "unknown-zone", table, slug,
          "unknown time zone \"\(zone)\"; expected an IANA name such as Europe/Vienna",
          state: #""time_zone":"…""#)
      }
    }
  }

  /// Returns the command that adds a place to the gazetteer, with a slug that no other place has.
  private func adding(
    _ kind: String, named name: String, _ members: String, as text: String
  ) throws -> String {
    var slug = Folding.slug(text)
    if slug.isEmpty { slug = FixCommand.gap }
    let isTaken =
      try connection.first("SELECT 1 FROM place WHERE slug = ?1", slug) { _ in true } ?? false
    if isTaken { slug += "-…" }
    return mending.importing(
      #"{"type":"place","id":"\#(slug)","kind":"\#(kind)","name":"#
        + FieldText.of(.string(name)) + ",\(members)}")
  }
}
