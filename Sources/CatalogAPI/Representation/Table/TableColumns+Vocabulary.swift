import Catalog
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

  private static func item(
    _ name: String, _ cell: @escaping @Sendable (GuideItem) -> TableCell
  ) -> TableColumn {
    of({ if case .guideItem(let item) = $0 { item } else { nil } }, name, cell)
  }

  private static let pickVenue: @Sendable (Record) -> Venue? = {
    if case .venue(let record) = $0 { record } else { nil }
  }

  private static func venue(
    _ name: String, _ cell: @escaping @Sendable (Venue) -> TableCell
  ) -> TableColumn { of(pickVenue, name, cell) }

  private static func place(
    _ name: String, _ cell: @escaping @Sendable (Place) -> TableCell
  ) -> TableColumn {
    of({ if case .place(let place) = $0 { place } else { nil } }, name, cell)
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

  static let guide: [TableColumn] =
    [
      item("kind") { TableCell($0.kind) },
      item("order") { TableCell($0.order) },
      item("title") { TableCell($0.title) },
      item("text") { TableCell($0.text) },
      item("source") { TableCell($0.source) },
      item("id") { TableCell($0.id) },
    ] + common

  static let sources = completed(
    [], declared(Source.members) { if case .source(let source) = $0 { source } else { nil } })

  static let venues = completed(
    [
      member("name"), member("address"), member("city"), member("region"), member("country"),
      venue("latitude") { TableCell($0.coordinates?.latitude) },
      venue("longitude") { TableCell($0.coordinates?.longitude) },
    ], declared(Venue.members, pickVenue))

  static let places: [TableColumn] =
    [
      place("name") { TableCell($0.name) },
      place("kind") { TableCell($0.kind) },
      place("aliases") { TableCell($0.altNames) },
      place("country") { TableCell($0.country) },
      place("region") { TableCell($0.region) },
      place("time_zone") { TableCell($0.timeZone) },
      place("latitude") { TableCell($0.coordinates?.latitude) },
      place("longitude") { TableCell($0.coordinates?.longitude) },
      place("id") { TableCell($0.id) },
    ] + common
}
