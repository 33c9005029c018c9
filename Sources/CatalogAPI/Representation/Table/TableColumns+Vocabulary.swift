import Catalog
import CatalogForm
import CatalogModel

extension TableColumn {
  private static let pickSeries: @Sendable (Record) -> Series? = {
    if case .series(let record) = $0 { record } else { nil }
  }

  private static func one(
    _ name: String, _ cell: @escaping @Sendable (Series) -> TableCell
  ) -> TableColumn { of(pickSeries, name, cell) }

  private static let pickTopic: @Sendable (Record) -> Topic? = {
    if case .topic(let record) = $0 { record } else { nil }
  }

  private static func topic(
    _ name: String, _ cell: @escaping @Sendable (Topic) -> TableCell
  ) -> TableColumn { of(pickTopic, name, cell) }

  private static func advice(
    _ name: String, _ cell: @escaping @Sendable (Recommendation) -> TableCell
  ) -> TableColumn {
    of({ if case .recommendation(let advice) = $0 { advice } else { nil } }, name, cell)
  }

  private static let pickVenue: @Sendable (Record) -> Venue? = {
    if case .venue(let record) = $0 { record } else { nil }
  }

  private static func venue(
    _ name: String, _ cell: @escaping @Sendable (Venue) -> TableCell
  ) -> TableColumn { of(pickVenue, name, cell) }

  private static let pickPlace: @Sendable (Record) -> Place? = {
    if case .place(let place) = $0 { place } else { nil }
  }

  static let series = completed(
    [
      one("name") { TableCell($0.fullName ?? $0.name) },
      one("acronym") { TableCell($0.fullName == nil ? nil : $0.name) },
      member("kind"), member("aliases"), member("topics"), member("organizer"),
      member("website"), member("frequency"), member("ended"),
      one("rankings") { TableCell($0.rankings.map { "\($0.system):\($0.value)" }) },
      one("parent") { TableCell($0.parent) }, member("summary"),
      one("edtf") { TableCell($0.dates?.edtf) },
      one("verification") { TableCell($0.verification.state) },
      one("sources") { TableCell($0.sources.map(\.source)) },
    ], declared(Series.members, pickSeries))

  static let topics = completed(
    [
      member("label"), member("aliases"), member("broader"),
      topic("narrower") { TableCell($0.narrower) }, member("related"), member("definition"),
      topic("conference_count") { TableCell($0.conferenceCount) },
    ], declared(Topic.members, pickTopic))

  static let audiences = completed(
    [], declared(Audience.members) { if case .audience(let one) = $0 { one } else { nil } })

  static let recommendations: [TableColumn] =
    [
      advice("audience") { TableCell($0.audience) },
      advice("series") { TableCell($0.series) },
      advice("conference") { TableCell($0.conference) },
      advice("subject_name") { TableCell($0.subjectName) },
      advice("as_named") { TableCell($0.asNamed) },
      advice("reason") { TableCell($0.reason) },
      advice("source") { TableCell($0.source) },
      advice("id") { advice in
        let slug = "\(advice.audience)/\(advice.series ?? advice.conference ?? "")"
        return .text(RecordKind.recommendation.publicID(slug))
      },
    ] + common

  static let guide = completed(
    [], declared(GuideItem.members) { if case .guideItem(let item) = $0 { item } else { nil } })

  static let sources = completed(
    [], declared(Source.members) { if case .source(let source) = $0 { source } else { nil } })

  static let venues = completed(
    [
      member("name"), member("address"), member("city"), member("region"), member("country"),
      venue("latitude") { TableCell($0.coordinates?.latitude) },
      venue("longitude") { TableCell($0.coordinates?.longitude) },
    ], declared(Venue.members, pickVenue))

  static let places = completed(
    [
      member("name"), member("kind"), member("aliases"), member("country"), member("region"),
      member("time_zone"), of(pickPlace, "latitude") { TableCell($0.coordinates?.latitude) },
      of(pickPlace, "longitude") { TableCell($0.coordinates?.longitude) },
    ], declared(Place.members, pickPlace))
}
