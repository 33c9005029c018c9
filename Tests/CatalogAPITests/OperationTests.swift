import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// What follows from the declaration of an operation with another method than GET.
@Suite struct `An operation` {
  private static let path = "/topics/{topic}"
  private static let reads = AllEndpoints.list.filter { $0.method == .get }

  private static let removal = Operation(
    .delete, path, "Removes a topic", content: .nothing,
    effect: .write { write in
      let arguments = try write.arguments()
      _ = arguments.isPretty
      throw Problem(status: .notImplemented, kind: .unknownMethod, detail: "Not yet.")
    })

  private static let change = Operation(
    .patch, path, "Changes a topic", content: .written(.topic),
    body: RequestBody([RequestBody.mergePatch, .json], .object([])),
    effect: .write { _ in
      { context in
        Response(
          .ok, fields: ["X-Revision": "\(try context.editor.reader().revision)"],
          body: .bytes(Array("changed".utf8)))
      }
    })

  private static let waiting = Operation(
    .get, "/later", "Answers later", content: .nothing,
    effect: .stream { call in
      call.reply(Response(.ok, body: .bytes(Array(call.request.id.utf8))))
    })

  private func withProbe(_ body: (ResponderProbe) async throws -> Void) async throws {
    let topic = #"{"topics": [{"id": "nlp", "label": "Language"}]}"#
    try await ResponderProbe.withStore(topic) { store, _ in
      try await body(
        ResponderProbe(
          CatalogResponder(
            ServedCatalog(store), configuration: APIConfiguration(),
            operations: Self.reads + [Self.removal, Self.change, Self.waiting])))
    }
  }

  @Test func `Its method is allowed on its path and on no other`() async throws {
    try await withProbe { probe async throws in
      let options = try await probe.response("/topics/nlp", method: .options)
      #expect(options.fields[.allow]?.hasSuffix("DELETE, PATCH, OPTIONS") == true)
      let all = try await probe.response("/topics/nlp", method: .put)
      #expect(all.status == .methodNotAllowed)
      #expect(all.fields[.allow] == options.fields[.allow])
      #expect(try await probe.response("/topics/nlp", method: .delete).status == .notImplemented)
      #expect(try await probe.response("/topics", method: .delete).status == .methodNotAllowed)
      #expect(try await probe.response("/nothing", method: .delete).status == .notFound)
      let preflight = try await probe.response(
        "/topics/nlp",
        ["Origin": "https://a.test", "Access-Control-Request-Method": "DELETE"], method: .options)
      #expect(preflight.fields[.accessControlAllowOrigin] == nil, "no origin may write")
    }
  }

  @Test func `Content of another type is refused with the types that are taken`() async throws {
    try await withProbe { probe async throws in
      for type in [nil, "text/csv", "nonsense"] {
        let response = try await probe.response(
          "/topics/nlp", type.map { ["Content-Type": $0] } ?? [:], method: .patch)
        #expect(response.status == .unsupportedMediaType)
        #expect(
          response.fields["Accept-Patch"] == "application/merge-patch+json, application/json")
      }
    }
  }

  @Test(arguments: [("gzip", Status.unsupportedMediaType), ("IDENTITY", .noContent)])
  func `Encoded content is refused, since it is not decoded`(
    _ coding: String, _ status: Status
  ) async throws {
    try await `Writing records`.withDesk { desk async throws in
      let response = try await desk.ask(
        .patch, "/series/acl", #"{"summary": "x"}"#,
        ["If-Match": "*", "Content-Encoding": coding, "Prefer": "return=minimal"])
      #expect(response.status == status, "\(response.text)")
      #expect((response.fields[.acceptEncoding] == "identity") == (status != .noContent))
    }
  }

  @Test func `The answer of a write never stands in for that of a read`() async throws {
    try await withProbe { probe async throws in
      let json: Fields = ["Content-Type": "application/json"]
      let before = try await probe.response("/topics/nlp").content
      for _ in 0..<3 {
        let change = try await probe.response("/topics/nlp", json, method: .patch)
        #expect(change.text == "changed" && change.fields[.cacheControl] == "no-store")
        #expect(try await probe.response("/topics/nlp").content == before)
      }
    }
  }

  @Test func `A stream answers when it likes`() async throws {
    try await withProbe { probe async throws in
      #expect(try await probe.response("/later").status == .ok)
      #expect(try await probe.response("/later", method: .post).status == .methodNotAllowed)
    }
  }

  @Test func `An invalid flag is reported, wherever it is`() async throws {
    try await withProbe { probe async throws in
      // A health check must not fail because of its query.
      for operation in AllEndpoints.list
      where operation.method == .get && operation.path != "/healthz" {
        for parameter in operation.parameters where operation.captures.isEmpty {
          guard case .flag = parameter.kind else { continue }
          let url = "\(operation.path)?\(parameter.name)=maybe"
          let status = try await probe.response(url).status
          #expect(status == .badRequest || status == .forbidden, "\(url)")
        }
      }
    }
  }

  @Test(.disabled(if: isUnderSanitizer, "values that one thread reads"))
  func `No value of a parameter fails the server`() async throws {
    let hostile = [
      "9223372036854775807", "99999999999999999999", "-1", "1e999", "9999-12-31", "0000-00-00", "-",
      ",,", ":", "%00", "%ff", "a,b,-c", "1..2", "P99999999999Y", "'", "NEAR(", "e\u{301}", " ",
      "Etc/GMT+99", "90,180,1e9",
    ]
    let words = [
      "conferences 9223372036854775807 may 2027", "before may 9223372036854775807", "0 may 2027",
      "between 9223372036854775807 and 15 june", "week of 99999999999999999999 may",
      "within 9223372036854775807 km of Boston", "next 9223372036854775807 days",
      "9223372036854775807.5.2027", "99.99.9999", "in week 9223372036854775807 2027",
      "top 9223372036854775807 conferences", "q9223372036854775807 2027", "q5 2027", "\"", "-",
      "- -",
    ]
    try await withProbe { probe async throws in
      func check(_ path: String, _ name: String, _ value: String) async throws {
        let encoded = value.hasPrefix("%") ? value : PercentEncoding.encode(value)
        let response = try await probe.response("\(path)?\(name)=\(encoded)")
        #expect(response.status.code < 500, "\(path) with \(name)=\(value): \(response.status)")
      }
      // Each parameter alone, since one that is refused would hide another.
      var known: Set<String> = ["min_revision"]
      for operation in Self.reads where operation.path != "/changes" {
        let path = operation.path.replacing(/\{[^}]*\}/, with: "nlp")
        for name in operation.parameters.map(\.name) where known.insert(name).inserted {
          for value in hostile { try await check(path, name, value) }
        }
      }
      for path in ["/search", "/conferences", "/sessions", "/deadlines"] {
        for text in words { try await check(path, "q", text) }
      }
    }
  }

  @Test func `Its description has its method, its body and what it answers`() throws {
    let document = try JSONParser.parse(
      OpenAPIDocument(
        endpoints: Self.reads + [Self.removal, Self.change], baseURL: "http://x.test"
      ).json())
    let resource = try #require(document["paths"]?[Self.path])
    #expect(resource["get"] != nil && resource["delete"]?["responses"]?["200"] != nil)
    let patch = try #require(resource["patch"])
    #expect(patch["requestBody"]?["content"]?["application/merge-patch+json"] != nil)
    #expect(patch["responses"]?["415"] != nil && patch["responses"]?["304"] == nil)
    #expect(resource["get"]?["responses"]?["415"] == nil)
  }
}
