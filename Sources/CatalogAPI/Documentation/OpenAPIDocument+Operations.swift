import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

extension OpenAPIDocument {
  func operation(_ endpoint: Operation, to json: inout JSONWriter) {
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
      if let body = endpoint.body { request(body, to: &json) }
      if let scope = endpoint.scope {
        json.list("security", [scope]) { json, scope in
          json.object { $0.member("token", [scope.rawValue]) }
        }
      }
      json.object("responses") { json in
        for success in endpoint.successes {
          json.object(String(success.status.code)) { json in
            answer(endpoint, success, to: &json)
          }
        }
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
      json.member("description", "The ID of the \(name.replacing("_", with: " ")).")
      json.object("schema") { $0.member("type", "string") }
      if let example = Operation.captureExamples[name] { json.member("example", example) }
    }
  }

  private func request(_ body: RequestBody, to json: inout JSONWriter) {
    json.object("requestBody") { json in
      json.member("required", body.isRequired)
      json.object("content") { json in
        for type in body.types {
          json.object("\(type.type)/\(type.subtype)") { json in
            json.key("schema")
            (type == RequestBody.lines ? Schema.string : body.schema).write(to: &json)
          }
        }
      }
    }
  }

  private func answer(
    _ endpoint: Operation, _ success: Operation.Success, to json: inout JSONWriter
  ) {
    json.member("description", success.description ?? endpoint.summary)
    json.object("headers") { json in
      for header in Self.headers where !endpoint.isWrite || header.isOfWrites {
        json.object(header.name) { $0.member("$ref", "#/components/headers/\(header.name)") }
      }
    }
    guard !success.status.forbidsBody else { return }
    json.object("content") { json in
      if case .file(let type) = endpoint.content {
        json.object("\(type.type)/\(type.subtype)") { json in
          json.object("schema") {
            $0.member("type", type.subtype.hasSuffix("json") ? "object" : "string")
          }
        }
      }
      var described: Set<String> = []
      for form in endpoint.forms where described.insert(form.typeName).inserted {
        json.object(form.typeName) { json in
          json.key("schema")
          // A programme is JSON in two formats.
          let programme = endpoint.forms.contains { $0.name == Representation.scheduleJSON.name }
          let schema = schema(endpoint, form)
          (programme && form.isEnvelope ? .either([schema, .named("ProgrammeFile")]) : schema)
            .write(to: &json)
        }
      }
      if endpoint.isStream {
        json.object(ChangeRequest.eventStream.description) { json in
          json.object("schema") { $0.member("type", "string") }
        }
      }
    }
  }

  private func schema(_ endpoint: Operation, _ form: Representation) -> Schema {
    guard form.isEnvelope else {
      return form.mediaType.subtype.hasSuffix("+json") ? .anyObject : .string
    }
    switch endpoint.content {
    case .one(let kind), .written(let kind): return .named(kind.schemaName + "Response")
    case .list(let kind): return .named((kind?.schemaName ?? "Search") + "List")
    case .rows, .view, .page, .document, .file, .nothing:
      return .named(Schemas.name(of: endpoint))
    }
  }
}

extension RecordKind {
  /// The name of the schema of a record of the kind in a response, in any of its forms.
  var schemaOfForms: String { "Any" + schemaName }
  /// The name of the schema of a hit of /search, in any form.
  var schemaOfHits: String { schemaName + "Hit" }

  /// The name of the kind's schema, for example "GuideItem".
  var schemaName: String {
    self == .guideItem ? "GuideItem" : rawValue.capitalizedFirst
  }
}
