import Catalog

extension TableColumn {
  private static func conference(
    _ name: String, _ cell: @escaping @Sendable (Conference) -> TableCell
  ) -> TableColumn {
    of({ if case .conference(let conference) = $0 { conference } else { nil } }, name, cell)
  }

  /// The part of each location that is known; candidates count, and `place_certainty` says so.
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

  static let conferences: [TableColumn] =
    [
      conference("name") { TableCell($0.name) },
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
      conference("format") { TableCell($0.format) },
      conference("status") { TableCell($0.status) },
      conference("kind") { TableCell($0.kind) },
      conference("acronym") { TableCell($0.acronym) },
      conference("edition_number") { TableCell($0.editionNumber) },
      conference("year") { TableCell($0.year) },
      conference("series") { TableCell($0.series) },
      conference("topics") { TableCell($0.effectiveTopics) },
      conference("inherited_topics") { TableCell($0.inheritedTopics) },
      conference("audiences") { TableCell($0.effectiveAudiences) },
      conference("session_kinds") { TableCell($0.sessionKinds) },
      conference("tagline") { TableCell($0.tagline) },
      conference("theme") { TableCell($0.theme) },
      conference("summary") { TableCell($0.summary) },
      conference("organizer") { TableCell($0.organizer) },
      conference("website") { TableCell($0.website) },
      conference("cfp") { TableCell($0.link("cfp")) },
      conference("languages") { TableCell($0.languages) },
      conference("dates_text") { TableCell($0.dates?.text) },
      conference("date_precision") { TableCell($0.dates?.precision) },
      conference("start_latest") { TableCell($0.dates?.startLatest) },
      conference("end_earliest") { TableCell($0.dates?.endEarliest) },
      conference("time_zone") { TableCell($0.timeZone) },
      locations("venue") { $0.venue },
      conference("latitude") { TableCell($0.pointOnMap?.latitude) },
      conference("longitude") { TableCell($0.pointOnMap?.longitude) },
      TableColumn(name: "programme_status") { entry, _ in TableCell(entry.clockStatus) },
      conference("verification") { TableCell($0.verification.state) },
      conference("sources") { TableCell($0.sources.map(\.source)) },
      TableColumn(name: "match_dates") { entry, _ in TableCell(entry.dates) },
      TableColumn(name: "match_place") { entry, _ in TableCell(entry.place) },
      conference("id") { TableCell($0.id) },
    ] + common
}

extension Conference {
  /// Where to put a pin: only where a single place is stated, to the city or better.
  var pointOnMap: Coordinates? {
    guard locations.count == 1, let only = locations.first, only.certainty == "stated",
      only.precision == "city" || only.precision == "venue"
    else { return nil }
    return only.coordinates
  }
}
