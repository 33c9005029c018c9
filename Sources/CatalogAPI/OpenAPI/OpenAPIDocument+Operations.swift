import Catalog
import HTTP
import JSON

extension OpenAPIDocument {
  func operation(_ endpoint: Endpoint, to json: inout JSONWriter) {
    json.object { json in
      json.member("operationId", endpoint.name)
      json.member("summary", endpoint.summary)
      json.member("tags", [endpoint.tag])
      json.key("parameters")
      json.beginArray()
      for capture in endpoint.captures {
        self.capture(capture, to: &json)
      }
      for parameter in endpoint.parameters {
        parameter.describe(to: &json)
      }
      json.endArray()
      json.object("responses") { json in
        json.object("200") { answer(endpoint, to: &$0) }
        for response in ErrorResponse.all where response.applies(to: endpoint) {
          json.object(String(response.status)) { json in
            json.member("$ref", "#/components/responses/\(response.name)")
          }
        }
      }
    }
  }

  private func capture(_ name: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("in", "path")
      json.member("required", true)
      json.member("description", "The id of a \(name).")
      json.object("schema") { $0.member("type", "string") }
      if let example = Endpoint.captureExamples[name] { json.member("example", example) }
    }
  }

  private func answer(_ endpoint: Endpoint, to json: inout JSONWriter) {
    json.member("description", endpoint.summary)
    json.object("headers") { json in
      for header in Self.headers {
        json.object(header.name) { $0.member("$ref", "#/components/headers/\(header.name)") }
      }
    }
    json.object("content") { json in
      if case .file(let type) = endpoint.content {
        json.object("\(type.type)/\(type.subtype)") { json in
          json.object("schema") {
            $0.member("type", type.subtype.hasSuffix("json") ? "object" : "string")
          }
        }
      }
      for form in endpoint.forms {
        json.object(form.typeName) { json in
          json.key("schema")
          schema(endpoint.content, form).write(to: &json)
        }
      }
    }
  }

  private func schema(_ content: Endpoint.Content, _ form: Representation) -> Schema {
    guard form.isEnvelope else {
      return form.mediaType.subtype.hasSuffix("+json") ? .object([]) : .string
    }
    switch content {
    case .one(let kind):
      return .object([.init("data", kind.schema), .init("meta", .named("Meta"))])
    case .list(let kind):
      return .object([
        .init("data", .array(kind.map(\.schema) ?? .object([]))),
        .init("page", .named("Page")),
        .init("facets", .object([]), "With facets=.", optional: true),
        .init("meta", .named("Meta")),
      ])
    case .rows:
      return .object([
        .init("data", .array(.object([]))), .init("page", .named("Page")),
        .init("meta", .named("Meta")),
      ])
    case .view, .page, .document, .file: return .object([.init("data", .any)])
    }
  }
}

extension RecordKind {
  /// What a response has for a record of the kind.
  var schema: Schema {
    let forms = ["", "Selection"] + (Record.briefKinds.contains(self) ? ["Brief"] : [])
    return .either(forms.map { .named(schemaName + $0) })
  }

  /// The name of its schema: "GuideItem".
  var schemaName: String {
    self == .guideItem ? "GuideItem" : rawValue.capitalizedFirst
  }
}
