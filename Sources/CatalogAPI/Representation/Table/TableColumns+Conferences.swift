import CatalogForm
import CatalogModel

extension TableColumn {
  private static let pick: @Sendable (Record) -> Conference? = {
    if case .conference(let conference) = $0 { conference } else { nil }
  }

  private static func conference(
    _ name: String, _ cell: @escaping @Sendable (Conference) -> TableCell
  ) -> TableColumn { of(pick, name, cell) }

  /// Returns a column with the known parts of all locations, including candidates; the column
  /// `place_certainty` distinguishes them.
  private static func locations(
    _ name: String, _ part: @escaping @Sendable (Location) -> String?
  ) -> TableColumn {
    conference(name) { conference in
      var parts: [String] = []
      for location in conference.locations {
        guard let part = part(location), !parts.contains(part) else { continue }
        parts.append(part)
      }
      return TableCell(parts)
    }
  }

  private static let placed: [TableColumn] = [
    member("name"),
    conference("start") { TableCell($0.dates?.start) },
    conference("end") { TableCell($0.dates?.end) },
    conference("edtf") { TableCell($0.dates?.edtf) },
    conference("start_earliest") { TableCell($0.dates?.startEarliest) },
    conference("end_latest") { TableCell($0.dates?.endLatest) },
    locations("city") { $0.city },
    locations("region") { $0.region },
    locations("country") { $0.country },
    locations("place") { $0.text },
    locations("place_certainty") { $0.certainty },
    member("format"), member("status"), member("kind"), member("acronym"),
    member("edition_number"), member("year"),
    member("series"),
    conference("topics") { TableCell($0.effectiveTopics) },
    conference("inherited_topics") { TableCell($0.inheritedTopics) },
    conference("audiences") { TableCell($0.effectiveAudiences) },
    conference("session_kinds") { TableCell($0.sessionKinds) },
    member("tagline"), member("theme"), member("summary"), member("organizer"),
    conference("website") { TableCell($0.website) },
    conference("cfp") { TableCell($0.link("cfp")) },
    member("languages"),
    conference("dates_text") { TableCell($0.dates?.text) },
    conference("date_precision") { TableCell($0.dates?.precision) },
    conference("start_latest") { TableCell($0.dates?.startLatest) },
    conference("end_earliest") { TableCell($0.dates?.endEarliest) },
    member("time_zone"),
    locations("venue") { $0.venue },
    conference("latitude") { TableCell($0.pointOnMap?.latitude) },
    conference("longitude") { TableCell($0.pointOnMap?.longitude) },
    TableColumn(name: "programme_status") { entry, _ in TableCell(entry.clockStatus) },
    conference("verification") { TableCell($0.verification.state) },
    conference("sources") { TableCell($0.sources.map(\.source)) },
    TableColumn(name: "match_dates") { entry, _ in TableCell(entry.dates) },
    TableColumn(name: "match_place") { entry, _ in TableCell(entry.place) },
  ]

  static let conferences = completed(placed, declared(Conference.members, pick))
}

extension Conference {
  /// The coordinates for a map: only of a single stated place, and if they are those of a city or a
  /// venue.
  var pointOnMap: Coordinates? {
    guard locations.count == 1, let only = locations.first, only.certainty == "stated",
      only.precision == "city" || only.precision == "venue"
    else { return nil }
    return only.coordinates
  }
}
