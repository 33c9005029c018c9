import Catalog
import CatalogModel

extension TableColumn {
  private static func one(
    _ name: String, _ cell: @escaping @Sendable (Series) -> TableCell
  ) -> TableColumn {
    of({ if case .series(let series) = $0 { series } else { nil } }, name, cell)
  }

  private static func topic(
    _ name: String, _ cell: @escaping @Sendable (Topic) -> TableCell
  ) -> TableColumn {
    of({ if case .topic(let topic) = $0 { topic } else { nil } }, name, cell)
  }

  private static func audience(
    _ name: String, _ cell: @escaping @Sendable (Audience) -> TableCell
  ) -> TableColumn {
    of({ if case .audience(let audience) = $0 { audience } else { nil } }, name, cell)
  }

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

  private static func source(
    _ name: String, _ cell: @escaping @Sendable (Source) -> TableCell
  ) -> TableColumn {
    of({ if case .source(let source) = $0 { source } else { nil } }, name, cell)
  }

  private static func venue(
    _ name: String, _ cell: @escaping @Sendable (Venue) -> TableCell
  ) -> TableColumn {
    of({ if case .venue(let venue) = $0 { venue } else { nil } }, name, cell)
  }

  private static func place(
    _ name: String, _ cell: @escaping @Sendable (Place) -> TableCell
  ) -> TableColumn {
    of({ if case .place(let place) = $0 { place } else { nil } }, name, cell)
  }

  static let series: [TableColumn] =
    [
      one("name") { TableCell($0.fullName ?? $0.name) },
      one("acronym") { TableCell($0.fullName == nil ? nil : $0.name) },
      one("kind") { TableCell($0.kind) },
      one("aliases") { TableCell($0.aliases) },
      one("topics") { TableCell($0.topics) },
      one("organizer") { TableCell($0.organizer) },
      one("website") { TableCell($0.website) },
      one("frequency") { TableCell($0.frequency) },
      one("ended") { TableCell($0.ended) },
      one("rankings") { TableCell($0.rankings.map { "\($0.system):\($0.value)" }) },
      one("parent") { TableCell($0.parent) },
      one("summary") { TableCell($0.summary) },
      one("edtf") { TableCell($0.dates?.edtf) },
      one("verification") { TableCell($0.verification.state) },
      one("sources") { TableCell($0.sources.map(\.source)) },
      one("id") { TableCell($0.id) },
    ] + common

  static let topics: [TableColumn] =
    [
      topic("label") { TableCell($0.label) },
      topic("aliases") { TableCell($0.altLabels) },
      topic("broader") { TableCell($0.broader) },
      topic("narrower") { TableCell($0.narrower) },
      topic("related") { TableCell($0.related) },
      topic("definition") { TableCell($0.definition) },
      topic("conference_count") { TableCell($0.conferenceCount) },
      topic("id") { TableCell($0.id) },
    ] + common

  static let audiences: [TableColumn] =
    [
      audience("label") { TableCell($0.label) },
      audience("aliases") { TableCell($0.altLabels) },
      audience("id") { TableCell($0.id) },
    ] + common

  static let recommendations: [TableColumn] =
    [
      advice("audience") { TableCell($0.audience) },
      advice("series") { TableCell($0.series) },
      advice("conference") { TableCell($0.conference) },
      advice("subject_name") { TableCell($0.subjectName) },
      advice("as_named") { TableCell($0.asNamed) },
      advice("reason") { TableCell($0.reason) },
      advice("source") { TableCell($0.source) },
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

  static let sources: [TableColumn] =
    [
      source("title") { TableCell($0.title) },
      source("website") { TableCell($0.url) },
      source("publisher") { TableCell($0.publisher) },
      source("published_on") { TableCell($0.publishedOn) },
      source("retrieved_on") { TableCell($0.retrievedOn) },
      source("licence") { TableCell($0.licence) },
      source("id") { TableCell($0.id) },
    ] + common

  static let venues: [TableColumn] =
    [
      venue("name") { TableCell($0.name) },
      venue("address") { TableCell($0.address) },
      venue("city") { TableCell($0.city) },
      venue("region") { TableCell($0.region) },
      venue("country") { TableCell($0.country) },
      venue("latitude") { TableCell($0.coordinates?.latitude) },
      venue("longitude") { TableCell($0.coordinates?.longitude) },
      venue("capacity") { TableCell($0.capacity) },
      venue("id") { TableCell($0.id) },
    ] + common

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
