import JSON
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

private func parse(_ records: [Entry], _ head: ListMetadata) throws -> JSONValue {
  try JSONParser.parse(Array(Sample.text(.jsonld, records, head).utf8))
}

struct StartCase: Sendable, CustomTestStringConvertible {
  let edtf: String?
  let start: String?
  let end: String?
  var testDescription: String { edtf ?? "none" }
}

@Suite struct `Linked data` {
  @Test func `A list is one graph of nodes with their own URLs`() throws {
    let json = try parse(
      [
        try Sample.conference("a-2026", edtf: "2026-04-27/2026-04-29"),
        try Sample.conference("b-2026", edtf: "2026-01"),
      ], Sample.head())
    #expect(json["@context"] == .string("https://schema.org"))
    let ids = json["@graph"]?.array?.map { $0["@id"]?.string }
    #expect(ids == ["http://x.test/conferences/a-2026", "http://x.test/conferences/b-2026"])
    #expect(try parse([], Sample.head())["@graph"] == .array([]))
  }

  @Test func `A conference is a ConferenceEvent with its place, mode and status`() throws {
    let record = try Sample.conference(
      edtf: "2026-04-27/2026-04-29", status: "moved-online", locations: [Sample.sanFrancisco]
    ) { $0.format = "hybrid" }
    let json = try parse([record], Sample.head(single: true))
    #expect(json["@context"] == .string("https://schema.org"))
    #expect(json["@type"] == .string("ConferenceEvent"))
    #expect(json["name"] == .string("AI & Machines, Third"))
    #expect(json["eventStatus"] == .string("https://schema.org/EventMovedOnline"))
    #expect(
      json["eventAttendanceMode"] == .string("https://schema.org/MixedEventAttendanceMode"))
    #expect(json["location"]?[0]?["address"]?["addressLocality"] == .string("San Francisco"))
    #expect(json["location"]?[0]?["geo"]?["latitude"] == .number(37.7749))
    #expect(json["about"]?.array?.count == 2)
    #expect(json["superEvent"]?[0]?["@id"] == .string("http://x.test/series/aim"))
  }

  @Test(arguments: [
    StartCase(edtf: "2026-04-27/2026-04-29", start: "2026-04-27", end: "2026-04-29"),
    StartCase(edtf: "2026-01", start: "2026-01", end: "2026-01"),
    StartCase(edtf: "2026", start: "2026", end: "2026"),
    StartCase(edtf: "2026-21", start: nil, end: nil),
    StartCase(edtf: "2026-12-06/", start: "2026-12-06", end: nil),
    StartCase(edtf: nil, start: nil, end: nil),
  ])
  func `No day is invented`(_ example: StartCase) throws {
    let json = try parse([try Sample.conference(edtf: example.edtf)], Sample.head(single: true))
    #expect(json["startDate"]?.string == example.start)
    #expect(json["endDate"]?.string == example.end)
  }

  @Test func `What is unknown is absent, and a candidate is marked as one`() throws {
    var candidate = Sample.sanFrancisco
    candidate.certainty = "candidate"
    let json = try parse(
      [try Sample.conference(locations: [candidate])], Sample.head(single: true))
    let place = try #require(json["location"]?[0])
    #expect(place["name"]?.string == "San Francisco, California")
    #expect(place["additionalProperty"]?["value"]?.string == "candidate")
    for name in ["startDate", "eventAttendanceMode", "organizer", "description"] {
      #expect(json[name] == nil, "\(name)")
    }
  }

  @Test func `An online place is a VirtualLocation`() throws {
    let online = Location(certainty: "stated", isVirtual: true, url: "https://x.test/live")
    let json = try parse(
      [try Sample.conference(locations: [online])], Sample.head(single: true))
    #expect(json["location"]?[0]?["@type"] == .string("VirtualLocation"))
    #expect(json["location"]?[0]?["url"] == .string("https://x.test/live"))
  }

  @Test func `A session belongs to its conference`() throws {
    let json = try parse(
      [Sample.session(from: 1_777_305_600, to: nil)], Sample.head(.session, single: true))
    #expect(json["startDate"] == .string("2026-04-27T09:00:00-07:00"))
    #expect(json["superEvent"]?["@id"] == .string("http://x.test/conferences/aim-2026"))
  }
}
