import Catalog
import CatalogModel
import JSON

/// The document at `/`: the collections with their counts, the operations and the revision.
struct RootDocument {
  let baseURL: String
  let endpoints: [Operation]
  /// Numbers of records, by collection name.
  let counts: [String: Int]
  /// The latest revision of the data, and when it was committed.
  let revision: Int
  let revisedAt: Instant

  init(
    baseURL: String, endpoints: [Operation], counts: [(name: String, count: Int)], revision: Int,
    revisedAt: Instant
  ) {
    (self.revision, self.revisedAt) = (revision, revisedAt)
    self.baseURL = baseURL
    self.endpoints = endpoints
    self.counts = Dictionary(uniqueKeysWithValues: counts.map { ($0.name, $0.count) })
  }

  private static let description =
    "Machine-learning conferences: topics, places, dates, audiences, deadlines and programmes"

  private static let examples: KeyValuePairs = [
    "Conferences about natural language processing": "/conferences?topic=nlp",
    "Conferences in San Francisco in April 2026":
      "/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30",
    "Recommendations for a startup": "/recommendations?audience=startup",
  ]

  private var collections: [Operation] {
    let probes = ProbeEndpoints.list.map(\.path)
    return endpoints.filter { endpoint in
      !endpoint.path.contains("{") && endpoint.path != "/" && !endpoint.content.isFile
        && !probes.contains(endpoint.path)
    }
  }

  func write(to json: inout JSONWriter) {
    json.member("name", "Conference Catalog")
    json.member("description", Self.description)
    json.member("revision", revision)
    json.member("as_of", revisedAt.description)
    json.member("documentation", "\(baseURL)/docs")
    json.member("openapi", "\(baseURL)/openapi.json")
    json.list("forms", Representation.all) { json, form in
      json.object { json in
        json.member("name", form.name)
        json.member("extension", ".\(form.fileExtension)")
        json.member("media_type", form.typeName)
        json.member("for", form.purpose)
      }
    }
    json.list("collections", collections) { json, endpoint in
      let name = String(endpoint.path.dropFirst())
      json.object { json in
        json.member("name", name)
        json.member("url", baseURL + endpoint.example)
        json.member("summary", endpoint.summary)
        if let count = counts[name] { json.member("count", count) }
      }
    }
    json.member(
      "resources", endpoints.filter { $0.path.contains("{") }.map { baseURL + $0.path })
    json.member("examples", Self.examples.map { "\(baseURL)\($0.value)&pretty" })
  }
}
