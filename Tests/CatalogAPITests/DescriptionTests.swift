import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

@Suite struct `The description of the API` {
  @Test(arguments: RecordKind.allCases.filter { $0 != .room })
  func `Every member that a record can show has a schema`(_ kind: RecordKind) throws {
    let schema = try #require(Schemas.schema(kind.schemaName))
    #expect(!schema.members.isEmpty)
    let names = MemberNames.of(kind).all
    #expect(Set(names).count == names.count, "no name stands for two members")
  }

  @Test func `Every schema that is referred to is there`() throws {
    let document = try description()
    guard case .object(let schemas)? = document["components"]?["schemas"] else {
      Issue.record("there are no schemas")
      return
    }
    let names = Set(schemas.members.map(\.name))
    func check(_ json: JSONValue) {
      if case .array(let elements) = json { elements.forEach(check) }
      guard case .object(let object) = json else { return }
      if let reference = json["$ref"]?.string, reference.hasPrefix("#/components/schemas/") {
        #expect(names.contains(String(reference.dropFirst(21))), "\(reference)")
      }
      object.members.map(\.value).forEach(check)
    }
    check(document)
    #expect(names.count >= 20)
  }

  @Test func `Every endpoint and parameter is in the document and in the manual`() throws {
    let document = try description()
    let page = String(
      decoding: DocsPage(
        endpoints: AllEndpoints.list, problems: ProblemKind.described, baseURL: "http://x.test"
      ).html(), as: UTF8.self)
    var names: Set<String> = []
    for endpoint in AllEndpoints.list {
      let operation = try #require(
        document["paths"]?[endpoint.path]?[endpoint.method.rawValue.lowercased()],
        "\(endpoint.title)")
      let listed = operation["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
      #expect(listed == endpoint.captures + endpoint.parameters.map(\.name))
      #expect(names.insert(endpoint.name).inserted, "\(endpoint.name) is not unique")
      for parameter in endpoint.parameters {
        let anchor = endpoint.anchor(of: parameter)
        #expect(page.contains("id=\"\(anchor)\""), "\(anchor)")
      }
      for capture in endpoint.captures {
        #expect(Operation.captureExamples[capture] != nil, "\(capture)")
      }
    }
    // No page is larger, the manual included.
    #expect(page.utf8.count < 300_000)
    for kind in ProblemKind.allCases {
      #expect(page.contains("id=\"problem-\(kind.rawValue)\""))
    }
  }

  @Test func `The manual loads nothing from elsewhere and escapes what it shows`() {
    let page = String(
      decoding: DocsPage(
        endpoints: AllEndpoints.list, problems: [("x", "a <b> & `c<d`")],
        baseURL: "http://\"><script>"
      ).html(), as: UTF8.self)
    #expect(!page.contains("\"><script>"))
    #expect(page.contains("a &lt;b&gt; &amp; <code>c&lt;d</code>"))
    for attribute in page.split(separator: "src=\"").dropFirst() {
      #expect(attribute.hasPrefix("/") && !attribute.hasPrefix("//"))
    }
    #expect(!page.contains("style=\""))
    #expect(!page.contains(" onclick"))
  }

  /// Generators make types of these: what has no type becomes "any" there.
  @Test func `Every schema has a type, and every response a schema with a name`() throws {
    let document = try description()
    func check(_ schema: JSONValue, _ place: String) {
      let isTyped = ["type", "$ref", "anyOf", "oneOf", "allOf"].contains { schema[$0] != nil }
      #expect(isTyped, "\(place) has no type")
      let types = schema["type"].map { $0.array ?? [$0] } ?? []
      // A generator of TypeScript overflows its stack otherwise.
      #expect(types.count < 2 || !types.contains(.string("object")), "\(place) has a list of types")
      if types.contains(.string("array")) {
        #expect(schema["items"] != nil, "\(place) has elements without a schema")
      }
      if schema["type"] == .string("object") {
        let parts = members(schema["properties"])
        #expect(!parts.isEmpty || schema["additionalProperties"] != nil, "\(place) is any object")
        for (name, member) in parts { check(member, "\(place).\(name)") }
      }
      // A generator derives the name of an object from where it stands, twice the same name at times.
      #expect(
        schema["additionalProperties"]?["type"]?.array == nil || !place.contains("."),
        "\(place) is an object without a name")
      for key in ["items", "additionalProperties"] {
        if let part = schema[key] { check(part, "\(place).\(key)") }
      }
      for key in ["anyOf", "oneOf", "allOf"] {
        schema[key]?.array?.forEach { check($0, place) }
      }
    }
    let schemas = members(document["components"]?["schemas"])
    #expect(Set(schemas.map(\.name)).count == schemas.count)
    for (name, schema) in schemas { check(schema, name) }
    for endpoint in AllEndpoints.list {
      let operation = document["paths"]?[endpoint.path]?[endpoint.method.rawValue.lowercased()]
      for (type, body) in members(operation?["requestBody"]?["content"]) {
        let isNamed = body["schema"]?["$ref"] != nil || body["schema"]?["type"] == .string("string")
        #expect(isNamed, "\(endpoint.title) takes \(type) without a name")
      }
      for (status, response) in members(operation?["responses"]) {
        guard let schema = response["content"]?["application/json"]?["schema"] else { continue }
        let isFile = endpoint.content.isFile
        let choices = (schema["anyOf"] ?? schema["oneOf"])?.array ?? [schema]
        #expect(
          isFile || choices.allSatisfy { $0["$ref"] != nil }, "\(endpoint.title) \(status)")
      }
    }
  }

  /// A generated type reads a hit by its `type`.
  @Test func `A search describes every kind of record that it returns`() async throws {
    let catalog = try LocalCatalog(`Search as people type`.document, now: "2026-11-29T12:00:00Z")
    let mapping = try description()["components"]?["schemas"]?["SearchHit"]?["discriminator"]
    for words in ["iclr27", "deadlines next week", "attention", "book tickets", "nlp"] {
      let path = "/search?q=\(PercentEncoding.encode(words))"
      let hits = try await catalog.get(path).body["data"]?.array ?? []
      #expect(!hits.isEmpty, "\(words)")
      for hit in hits {
        let type = hit["type"]?.string ?? ""
        #expect(mapping?["mapping"]?[type] != nil, "\(words): \(type)")
      }
    }
  }

  /// A generated type drops a member that its schema does not name.
  @Test func `A list has no member that its schema lacks`() async throws {
    let catalog = try LocalCatalog(`Search as people type`.document, now: "2026-11-29T12:00:00Z")
    let schemas = try description()["components"]?["schemas"]
    func check(_ value: JSONValue?, _ schema: String, _ path: String) {
      let declared = Set(members(schemas?[schema]?["properties"]).map(\.name))
      let shown = Set(members(value).map(\.name))
      #expect(shown.isSubset(of: declared), "\(path): \(shown.subtracting(declared))")
    }
    for (path, schema) in [
      ("/search?q=iclr27&view=brief", "ConferenceHit"),
      ("/conferences?q=iclr27&view=brief", "ConferenceBrief"),
      ("/search?q=neurips&type=series&view=brief", "SeriesHit"),
      ("/search?q=heads&view=brief", "SessionHit"), ("/search?q=heads", "Session"),
      ("/conferences/emnlp-2023/sessions", "Session"),
      ("/conferences/emnlp-2023/tracks", "Track"),
      ("/conferences/emnlp-2023/deadlines", "Deadline"),
    ] {
      let body = try await catalog.get(path).body
      #expect(body["data"] != nil, "\(path)")
      check(body["data"]?.array?.first, schema, path)
      check(body["meta"], "Meta", path)
    }
  }

  private func members(_ value: JSONValue?) -> [(name: String, value: JSONValue)] {
    guard case .object(let object)? = value else { return [] }
    return object.members
  }

  private func description() throws -> JSONValue {
    try JSONParser.parse(
      OpenAPIDocument(endpoints: AllEndpoints.list, baseURL: "http://x.test").json())
  }
}
