import JSON
import Testing

/// Facets count what their own filter would leave.
@Suite(
  .serialized,
  .disabled(if: Sanitizer.isOn, "other tests run the same code; this one is about values"))
final class `Facets` {
  private let server: ServerProcess

  init() throws { server = try ServerProcess() }

  deinit { _ = server.stop() }

  /// The parameters of a list that are no filter of its records with values to count.
  private static let others: Set<String> = [
    "from", "to", "when", "within", "near", "radius", "match", "q", "updated_since", "sort",
    "fields", "view", "include", "facets", "tz", "total", "explain", "limit", "cursor", "pretty",
    "vague", "id", "avoid", "deadline.from", "deadline.to", "deadline.within",
    "literal", "expected", "layout", "min_revision", "alarm", "papers",
  ]
  /// Filters of what belongs to a conference that its facet does not count.
  private static let uncounted: [String: Set<String>] = [
    "/tracks": ["month", "phase"], "/series": ["month", "phase"],
  ]

  @Test(arguments: [
    "/conferences", "/sessions", "/deadlines", "/tracks", "/series", "/venues",
    "/places", "/recommendations", "/guide",
  ])
  func `Every filter is a facet, and each value filters to as many records`(
    _ path: String
  ) throws {
    let document = try server.curl("/openapi.json").body
    let parameters = document["paths"]?[path]?["get"]?["parameters"]?.array ?? []
    let filters = parameters.compactMap { parameter -> String? in
      guard let name = parameter["name"]?.string, !Self.others.contains(name) else { return nil }
      // Where `format` names a representation, it is no filter.
      if name == "format", path != "/conferences", path != "/sessions" { return nil }
      return Self.uncounted[path]?.contains(name) == true ? nil : name
    }
    #expect(!filters.isEmpty)
    let (status, body) = try server.curl(
      "\(path)?limit=1&facets=\(filters.joined(separator: ","))")
    #expect(status == 200, "\(filters)")
    for filter in filters {
      let facet = try #require(body["facets"]?[filter], "\(filter)")
      let values = facet["values"]?.array ?? []
      if path == "/conferences" { #expect(!values.isEmpty, "\(filter)") }
      // A month is counted where a conference begins, and filters to what has a day in it.
      if filter == "month" { continue }
      for value in values.prefix(2) + values.suffix(1) {
        guard let url = value["url"]?.string else { continue }
        let query = String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
        let (status, body) = try server.curl(query)
        #expect(status == 200, "\(query)")
        #expect(body["page"]?["total"] == value["count"], "\(query)")
      }
    }
  }

  @Test func `A facet counts within the other filters, and says which values are selected`() throws
  {
    let path = "/sessions?country=SG,US&kind=keynote&facets=country,conference&limit=1"
    let facets = try server.curl(path).body["facets"]
    let countries = facets?["country"]?["values"]?.array ?? []
    #expect(countries.count > 1)
    for country in countries {
      let code = country["value"]?.string ?? ""
      #expect(country["selected"] == .bool(["SG", "US"].contains(code)))
      let alone = try server.curl("/sessions?country=\(code)&kind=keynote&limit=1").body
      #expect(alone["page"]?["total"] == country["count"])
      #expect(country["label"]?.string != code)
    }
  }
}
