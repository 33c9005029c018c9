import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

/// Records made for these tests.
enum Sample {
  static let stamp = Stamp(
    revision: 7, sequence: 2, updatedAt: Instant(seconds: 1_767_225_600))  // 2026-01-01T00:00:00Z

  static func conference(
    _ id: String = "aim-2026", name: String = "AI & Machines, Third", edtf: String? = nil,
    text: String? = nil, status: String = "scheduled", locations: [Location] = [],
    change: (inout Conference) -> Void = { _ in }
  ) throws -> Entry {
    var conference = Conference(
      id: id, series: ["aim"], name: name, kind: "conference", status: status,
      dates: edtf == nil && text == nil ? nil : try EventDates(edtf: edtf, text: text),
      locations: locations, topics: ["robotics", "ai"], audiences: ["student"],
      programmeStatus: "not_announced", links: [], deadlines: [], verification: .none,
      dataIssues: [], sources: [], stamp: stamp)
    change(&conference)
    return Entry(.conference(conference))
  }

  static func deadline(
    local: String?, zone: String?, declaredStatus: String? = nil, id: String = "paper"
  ) -> Entry {
    Entry(
      .deadline(
        Deadline(
          id: id, conference: "aim-2026", kind: "paper", local: local, timeZoneDeclared: zone,
          moment: .resolve(local: local, zone: zone), declaredStatus: declaredStatus, sources: [],
          stamp: stamp)))
  }

  static func session(from start: Int?, to end: Int?, title: String = "A talk") -> Entry {
    Entry(
      .session(
        Session(
          id: "aim-2026-talk", conference: "aim-2026", kind: "keynote", title: title,
          startsAt: start.map { ZonedInstant(instant: Instant(seconds: $0), offset: -25_200) },
          endsAt: end.map { ZonedInstant(instant: Instant(seconds: $0), offset: -25_200) },
          roomName: "Hall 1", speakers: [], topics: ["robotics"], status: "scheduled", stamp: stamp)
      ))
  }

  static let sanFrancisco = Location(
    city: "San Francisco", region: "US-CA", country: "US",
    coordinates: Coordinates(latitude: 37.7749, longitude: -122.4194), precision: "city",
    certainty: "stated", text: "San Francisco, California, USA", isVirtual: false,
    regionName: "California", countryName: "United States")

  static let florida = Location(
    region: "US-FL", country: "US",
    coordinates: Coordinates(latitude: 28, longitude: -82), precision: "region",
    certainty: "stated", text: "Florida, USA", isVirtual: false)

  static func head(
    _ kind: RecordKind = .conference, fields: [String] = [], vague: Bool = false,
    single: Bool = false, next: String? = nil
  ) -> ListMetadata {
    ListMetadata(
      title: "Conferences", kind: kind, isSingle: single,
      baseURL: "http://x.test", question: "conferences?topic=ai",
      url: "http://x.test/conferences.ics?topic=ai",
      jsonURL: "http://x.test/conferences?topic=ai", nextURL: next,
      updatedAt: Instant(seconds: 1_767_312_000), fields: fields, includesVague: vague)
  }

  static func text(_ form: Representation, _ records: [Entry], _ head: ListMetadata) throws
    -> String
  {
    var writer = try #require(form.writer(head))
    return try #require(String(validating: writer.document(records), as: UTF8.self))
  }
}
