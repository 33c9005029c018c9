import JSON
import SQLite

extension CatalogCheck {
  func checkPlaces() throws {
    try connection.each(
      """
      SELECT conference.slug, conference.name, location.country, location.region, location.city,
        location.text, is_virtual,
        EXISTS (SELECT 1 FROM place WHERE kind = 'region' AND place.region = location.region),
        EXISTS (SELECT 1 FROM place_label JOIN place ON place.id = place_id
          WHERE folded = city_folded AND kind = 'city' AND place.country IS location.country)
      FROM location JOIN conference ON conference.id = conference_id
      ORDER BY conference.slug, location.position
      """
    ) { row in
      let (id, name) = (row.text(0), row.text(1))
      let place = #""locations":[{"country":"…","region":"…","city":"…"}]"#
      guard let country = row.textOrNil(2) else {
        guard !row.bool(6) else { return }
        found(
          .doubtful, "no-country", conference: id, name: name,
          "nothing tells the country of \"\(row.text(5))\"", mend: place)
        return
      }
      if !CountryCodes.all.contains(country) {
        found(
          .wrong, "unknown-country", conference: id, name: name,
          "no country has the code \"\(country)\"", mend: place)
      }
      if let region = row.textOrNil(3), !region.hasPrefix("\(country)-") {
        found(
          .wrong, "region-elsewhere", conference: id, name: name,
          "the region \"\(region)\" is not in \(country)", mend: place)
      } else if let region = row.textOrNil(3), !row.bool(7) {
        found(
          .doubtful, "unknown-region", conference: id, name: name,
          "the gazetteer has no region \"\(region)\"", mend: place)
      }
      if let city = row.textOrNil(4), !row.bool(8) {
        let slug = Folding.slug(city)
        report(
          Finding(
            severity: .doubtful, code: "unknown-city", kind: "conference", id: id,
            message: "the gazetteer has no city \"\(city)\" in \(country)",
            command: #"echo '{"type":"place","id":"\#(slug)","kind":"city","name":"#
              + FieldText.of(.string(city)).replacingQuotes
              + #","country":"\#(country)","geo":{"lat":…,"lon":…}}' | catalog import - --format ndjson"#
          ))
      }
    }
    for (table, path) in [("conference", "conferences"), ("session", "sessions")] {
      let zones = try connection.all(
        """
        SELECT time_zone, min(slug) FROM \(table) WHERE time_zone IS NOT NULL
        GROUP BY time_zone ORDER BY time_zone
        """
      ) { ($0.text(0), $0.text(1)) }
      for (zone, slug) in zones where (try? TimeZoneRules(named: zone)) == nil {
        found(
          .wrong, "unknown-zone", table, slug, "there is no time zone \"\(zone)\"",
          show: "/\(path)/\(slug)?pretty")
      }
    }
  }
}

extension String {
  /// The text for single quotes of a shell.
  var replacingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
  }
}
