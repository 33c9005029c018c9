import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The OpenAPI 3.1 document, generated from the declarations of the operations.
struct OpenAPIDocument {
  let endpoints: [Operation]
  let baseURL: String

  static let mediaType = MediaType("application", "vnd.oai.openapi+json")

  func json(indent: Int? = 2) -> [UInt8] {
    var json = JSONWriter(indent: indent)
    json.object { json in
      json.member("openapi", "3.1.0")
      json.object("info", info)
      json.list("servers", [baseURL]) { json, url in
        json.object { $0.member("url", url) }
      }
      json.object("paths") { json in
        for path in endpoints.map(\.path).distinct {
          json.object(path) { json in
            for endpoint in endpoints where endpoint.path == path {
              json.key(endpoint.method.rawValue.lowercased())
              operation(endpoint, to: &json)
            }
          }
        }
      }
      json.object("components", components)
      json.list("tags", tags) { json, tag in json.object { $0.member("name", tag) } }
    }
    return json.bytes
  }

  private func info(_ json: inout JSONWriter) {
    json.member("title", "Conference Catalog")
    json.member(
      "summary", "Machine-learning conferences: topics, places, dates, audiences and programmes.")
    json.member(
      "description",
      "Lists of the same kind have the same filters and output formats: append .csv, .ndjson,"
        + " .ics, .atom, .jsonld or .html to the path, or use format= or Accept. The manual is at")
    // Paths have no version: additions are compatible, and incompatible changes would be announced.
    json.member("version", Program.version)
  }

  private func components(_ json: inout JSONWriter) {
    if endpoints.contains(where: { $0.scope != nil }) {
      json.object("securitySchemes") { json in
        json.object("token") { json in
          json.member("type", "http")
          json.member("scheme", "bearer")
          json.member("description", "A token from `catalog token new`.")
        }
      }
    }
    json.object("schemas") { json in
      for (name, schema) in Schemas.all {
        json.key(name)
        schema.write(to: &json)
      }
    }
    json.object("responses") { json in
      for response in ErrorResponse.all {
        json.object(response.name) { response.write(to: &$0) }
      }
    }
    json.object("headers") { json in
      for header in Self.headers {
        json.object(header.name) { json in
          json.member("description", header.description)
          json.object("schema") { $0.member("type", header.type) }
        }
      }
    }
  }

  private var tags: [String] {
    var tags: [String] = []
    for endpoint in endpoints where !tags.contains(endpoint.tag) {
      tags.append(endpoint.tag)
    }
    return tags
  }

  static let headers: [(name: String, type: String, description: String, isOfWrites: Bool)] = [
    ("ETag", "string", "Identifies the content, for If-None-Match; weak for streamed lists.", true),
    ("Last-Modified", "string", "When the data of the response last changed.", false),
    ("Cache-Control", "string", "How long the response is fresh.", true),
    ("Link", "string", "The next and previous page, as rel=next and rel=prev.", false),
    ("X-Revision", "integer", "The revision of the data.", true),
  ]
}
