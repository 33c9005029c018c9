import Catalog
import JSON

enum RootEndpoints {
  static let root = Endpoint("/", "What the catalog holds and how to ask for it") { call in
    try call.checkArguments()
    let base = call.baseURL
    let counts = Dictionary(
      uniqueKeysWithValues: try call.reader.counts().map { ($0.name, $0.count) })
    return .document(
      call.document { json in
        json.member("name", "Conference Catalog")
        json.member(
          "description",
          "Machine-learning conferences: what, where, when, for whom, which programme")
        json.member("documentation", "\(base)/docs")
        json.member("openapi", "\(base)/openapi.json")
        json.list("forms", Form.allCases) { json, form in
          json.object { json in
            json.member("extension", ".\(form.fileExtension)")
            json.member("media_type", form.typeName)
            json.member("for", form.purpose)
          }
        }
        json.list(
          "collections",
          call.endpoints.filter { endpoint in
            !endpoint.path.contains("{") && endpoint.path != "/" && !endpoint.content.isFile
          }
        ) { json, endpoint in
          let name = String(endpoint.path.dropFirst())
          json.object { json in
            json.member("name", name)
            json.member("url", base + endpoint.example)
            json.member("summary", endpoint.summary)
            if let count = counts[name] { json.member("count", count) }
          }
        }
        json.member(
          "resources", call.endpoints.filter { $0.path.contains("{") }.map { base + $0.path })
        json.member(
          "examples",
          [
            "\(base)/conferences?topic=nlp&pretty",
            "\(base)/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30&pretty",
            "\(base)/recommendations?audience=startup&pretty",
          ])
      })
  }

  static let revision = Endpoint("/revision", "The number of the data's newest state") { call in
    try call.checkArguments()
    var json = JSONWriter()
    json.object { json in
      json.object("data") { json in
        json.member("revision", call.reader.revision)
        json.member("as_of", call.reader.revisedAt.description)
      }
    }
    return .document(json.bytes)
  }
}

extension Call {
  /// `{"data":{...},"meta":{...}}` of something that is no record.
  func document(_ write: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    try json.object("data", write)
    json.object("meta") { meta(&$0) }
    json.endObject()
    return json.bytes
  }

  /// `{"data":[...],"meta":{...}}` of things that are no records.
  func document<Element>(
    list: [Element], meta extra: (inout JSONWriter) -> Void = { _ in },
    _ write: (inout JSONWriter, Element) throws -> Void
  ) rethrows -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("data")
    json.beginArray()
    for element in list { try write(&json, element) }
    json.endArray()
    json.object("page") { json in
      json.member("limit", list.count)
      json.member("total", list.count)
      json.member("next", nil as String?)
      json.member("prev", nil as String?)
      json.member("self", url(arguments.asked))
    }
    json.object("meta") { json in
      meta(&json)
      extra(&json)
    }
    json.endObject()
    return json.bytes
  }
}
