import JSON
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

struct AreaCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The ID of the place that is meant.
  let place: String
  var testDescription: String { name }
}

/// Places as people name them, against answers computed from the seeds' own text.
@Suite(
  .serialized,
  .disabled(if: Sanitizer.isOn, "other tests run the same code; this one is about values"))
final class `Places` {
  private let server: ServerProcess
  private let seeds: CatalogDocument

  init() throws {
    server = try ServerProcess()
    seeds = try CatalogStore.seeds()
  }

  deinit { _ = server.stop() }

  private func ids(_ path: String) throws -> Set<String> {
    Set(try server.ids("\(path)&limit=500"))
  }

  private func query(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "+")
  }

  private func conferences(in countries: [String]) -> Set<String> {
    Set(
      seeds.conferences.filter { conference in
        conference.locations.contains { $0.country.map(countries.contains) ?? false }
      }.map(\.id))
  }

  /// The region of a city of which the gazetteer has one in the country.
  private func region(_ location: Location) -> String? {
    if let region = location.region { return region }
    guard let city = location.city.map(Folding.fold) else { return nil }
    let found = seeds.places.filter { place in
      place.kind == "city" && place.country == location.country
        && ([place.name] + place.altNames).map(Folding.fold).contains(city)
    }.compactMap(\.region)
    return Set(found).count == 1 ? found[0] : nil
  }

  @Test(arguments: [
    AreaCase(name: "Europe", place: "europe"), AreaCase(name: "asia", place: "asia"),
    AreaCase(name: "EU", place: "european-union"),
    AreaCase(name: "European Union", place: "european-union"),
    AreaCase(name: "Scandinavia", place: "scandinavia"),
    AreaCase(name: "Nordic countries", place: "nordics"),
    AreaCase(name: "Benelux", place: "benelux"),
    AreaCase(name: "DACH", place: "dach"), AreaCase(name: "Latin America", place: "latin-america"),
    AreaCase(name: "Middle East", place: "middle-east"),
    AreaCase(name: "Oceania", place: "oceania"), AreaCase(name: "Africa", place: "africa"),
    AreaCase(name: "North America", place: "north-america"),
    AreaCase(name: "South East Asia", place: "southeast-asia"),
    AreaCase(name: "Baltic states", place: "baltics"),
    AreaCase(name: "APAC", place: "asia-pacific"),
  ])
  func `A continent or a group is the region of what is in its countries`(
    _ area: AreaCase
  ) throws {
    let place = try #require(seeds.places.first { $0.id == area.place })
    let expected = conferences(in: place.countries)
    let name = query(area.name)
    #expect(try ids("/conferences?region=\(name)") == expected)
    #expect(try ids("/conferences?country=\(name)") == expected)
    let others = try server.curl("/conferences?region=-\(name)&limit=1").body["page"]?["total"]
    #expect(others?.integer.map { Int($0) } == seeds.conferences.count - expected.count)
    let total = try server.curl("/sessions?region=\(name)&limit=1").body["page"]?["total"]
    let sessions = seeds.sessions.filter { expected.contains($0.conference) }
    #expect(total?.integer.map { Int($0) } == sessions.count)
  }

  @Test(arguments: [
    ("Tuscany", "IT-52"), ("Toscana", "IT-52"), ("Bavaria", "DE-BY"), ("Bayern", "DE-BY"),
    ("Jiangsu", "CN-JS"), ("Catalonia", "ES-CT"), ("Catalunya", "ES-CT"), ("Ontario", "CA-ON"),
    ("Ile-de-France", "FR-IDF"), ("Lombardia", "IT-25"), ("Guangdong", "CN-GD"),
    ("Hawaii", "US-HI"),
  ])
  func `A region has the conferences in its cities`(_ name: String, _ code: String) throws {
    let expected = seeds.conferences.filter { conference in
      conference.locations.contains { region($0) == code }
    }.map(\.id)
    #expect(try ids("/conferences?region=\(query(name))") == Set(expected))
    #expect(try ids("/conferences?region=\(code)") == Set(expected))
    let (status, place) = try server.curl("/places?kind=region&region=\(code)&limit=1")
    #expect(status == 200 && place["data"]?.array?.count == 1)
  }

  @Test func `A city must lie in the region and the group that are asked for beside it`() throws {
    let vienna = try ids("/conferences?city=Vienna")
    #expect(!vienna.isEmpty)
    for area in ["Europe", "DACH", "country=AT", "Wien"] {
      let filter = area.contains("=") ? area : "region=\(area)"
      #expect(try ids("/conferences?city=Vienna&\(filter)") == vienna, "\(area)")
    }
    #expect(try ids("/conferences?city=Vienna&region=Scandinavia").isEmpty)
  }

  @Test func `A response names the region of a city and the countries of a group`() throws {
    let pisa = seeds.conferences.first { $0.locations.contains { $0.city == "Pisa" } }
    if let pisa {
      let location = try server.curl("/conferences/\(pisa.id)").body["data"]?["locations"]?[0]
      #expect(location?["region"]?.string == "IT-52")
      #expect(location?["region_name"]?.string == "Tuscany")
      #expect(location?["country_name"]?.string == "Italy")
    }
    let benelux = try server.curl("/places/benelux").body["data"]
    #expect(benelux?["countries"]?.array?.compactMap(\.string) == ["BE", "LU", "NL"])
    #expect(benelux?["country"] == .null)
    #expect(try server.ids("/places?kind=continent").count == 6)
    let facet = try server.curl("/conferences?facets=region&limit=1").body["facets"]?["region"]
    for value in facet?["values"]?.array ?? [] {
      #expect(
        value["value"]?.string?.contains("-") == true, "only regions of countries are counted")
      #expect(value["label"] != value["value"])
    }
  }

  @Test(arguments: ["Boston", "place:Boston", "Boston, MA", "boston", "Boston, US"])
  func `Near a city is near its point`(_ name: String) throws {
    #expect(
      try ids("/conferences?near=\(query(name))&radius=50km")
        == ids("/conferences?near=42.36,-71.06&radius=50km"))
  }

  @Test func `Near a name of several cities answers with these`() throws {
    let (status, problem) = try server.curl("/conferences?near=Cambridge&radius=30km")
    #expect(status == 300)
    let candidates = problem["did_you_mean"]?.array?.compactMap(\.string) ?? []
    #expect(candidates.count == 2)
    for candidate in candidates {
      let path = String(candidate.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
      #expect(try server.curl(path).status == 200, "\(path)")
    }
    #expect(
      try ids("/conferences?near=Cambridge,+MA&radius=30km")
        == ids("/conferences?near=42.37,-71.11&radius=30km"))
    #expect(try server.curl("/conferences?near=Cambridge,+UK").status == 200)
    for unknown in ["Atlantis", "Boston,+France", ",", "place:"] {
      let (status, problem) = try server.curl("/conferences?near=\(unknown)")
      #expect(status == 400, "\(unknown)")
      #expect(problem["errors"]?[0]?["parameter"]?.string == "near")
    }
  }

  @Test(arguments: [
    (
      #"{"id":"x","kind":"group","name":"X","country":"DE","countries":["DE"]}"#,
      "/places/0/country"
    ),
    (#"{"id":"x","kind":"continent","name":"X"}"#, "/places/0/countries"),
    (#"{"id":"x","kind":"region","name":"X"}"#, "/places/0/country"),
  ])
  func `A place without what its kind needs is refused`(_ place: String, _ pointer: String) {
    #expect {
      _ = try CatalogDocument(json: Array("{\"places\":[\(place)]}".utf8))
    } throws: { error in
      guard case DocumentError.mistakes(let mistakes)? = error as? DocumentError else {
        return false
      }
      return mistakes.contains { $0.pointer == pointer }
    }
  }
}
