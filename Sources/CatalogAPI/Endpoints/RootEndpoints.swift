import Catalog
import JSON

enum RootEndpoints {
  static let root = Endpoint("/", "What the catalog holds and how to ask for it") { call in
    try call.checkArguments()
    let base = call.baseURL
    let counts = Dictionary(
      uniqueKeysWithValues: try call.reader.counts().map { ($0.name, $0.count) })
    return try call.one { json in
      json.object { json in
        json.member("name", "Conference Catalog")
        json.member(
          "description",
          "Machine-learning conferences: what, where, when, for whom, which programme")
        json.list(
          "collections", call.endpoints.filter { !$0.path.contains("{") && $0.path != "/" }
        ) { json, endpoint in
          let name = String(endpoint.path.dropFirst())
          json.object { json in
            json.member("name", name)
            json.member("url", base + endpoint.path)
            json.member("summary", endpoint.summary)
            if let count = counts[name] { json.member("count", count) }
            json.member("parameters", endpoint.parameters.map(\.name))
          }
        }
        json.member(
          "resources", call.endpoints.filter { $0.path.contains("{") }.map { base + $0.path })
        json.member(
          "examples",
          [
            "\(base)/conferences?topic=nlp&pretty",
            "\(base)/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30",
            "\(base)/recommendations?audience=startup",
          ])
      }
    }
  }

  static let revision = Endpoint("/revision", "The number of the data's newest state") { call in
    try call.checkArguments()
    let state = try call.reader.state()
    var json = call.writer()
    json.object { json in
      json.object("data") { json in
        json.member("revision", state.revision)
        json.member("as_of", state.revisedAt.description)
      }
    }
    return .json(json.bytes)
  }
}
