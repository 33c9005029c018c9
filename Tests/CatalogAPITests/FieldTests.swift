import Catalog
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

@Suite struct `Fields of responses` {
  private static let document = """
    {"conferences": [\((1...9).map { #"{"id": "c-\#($0)", "name": "Demo \#($0)"}"# }
      .joined(separator: ","))]}
    """

  @Test func `A tag to which a proxy has added its coding is still confirmed`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      for coding: Fields in [[:], ["Accept-Encoding": "gzip"]] {
        let tag = try #require(try await probe.response("/conferences", coding).fields["ETag"])
        let opaque = tag.dropFirst().dropLast()
        for suffix in ["", "-gzip", "-br", "-zstd", ";gzip"] {
          for list in [
            "\"\(opaque)\(suffix)\"", "W/\"\(opaque)\(suffix)\"", "\"x\", \"\(opaque)\(suffix)\"",
          ] {
            var fields = coding
            fields["If-None-Match"] = list
            for _ in 1...3 {
              let response = try await probe.response("/conferences", fields)
              #expect(response.status == .notModified, "\(list)")
            }
          }
        }
        for list in ["\"x\(opaque)-gzip\"", "\"\(opaque)x-gzip\"", "\"-gzip\""] {
          var fields = coding
          fields["If-None-Match"] = list
          #expect(try await probe.response("/conferences", fields).status == .ok, "\(list)")
        }
      }
    }
  }

  @Test func `Every response can be read by pages of other origins, and none is sniffed`()
    async throws
  {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let site: Fields = ["Origin": "https://a.example"]
      var responses: [(String, Response)] = [
        ("parser", probe.responder.makeErrorResponse(.badRequest, detail: "x", requestID: "x")),
        (
          "too many",
          probe.responder.makeErrorResponse(.serviceUnavailable, detail: "x", requestID: "x")
        ),
      ]
      for path in [
        "/", "/conferences", "/conferences?x=1", "/conferences/none", "/conferences.csv",
        "/conferences.ics", "/conferences.atom", "/conferences.html", "/conferences.ndjson",
        "/openapi.json", "/docs", "/healthz", "/readyz", "/metrics", "/nowhere", "/conferences.xyz",
      ] {
        for method in [
          HTTP.Method.get, .head, .post, .put, .patch, .delete, Method(rawValue: "BREW"),
        ] {
          for _ in 1...2 {
            responses.append(
              ("\(method) \(path)", try await probe.response(path, site, method: method)))
          }
        }
      }
      for (name, response) in responses {
        #expect(response.fields["X-Content-Type-Options"] == "nosniff", "\(name)")
        #expect(response.fields["Access-Control-Allow-Origin"] == "*", "\(name)")
      }
      var preflight = site
      preflight["Access-Control-Request-Method"] = "GET"
      let answer = try await probe.response("/conferences", preflight, method: .options)
      #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
    }
  }

  @Test(arguments: [
    ("sort=start", "sort=-start", ["sort"]),
    ("sort=start", "", ["sort"]),
    ("", "topic=x", ["topic"]),
    ("country=US&sort=start", "country=FR&sort=-start", ["country", "sort"]),
    ("country=US", "country=US&country=FR", ["country"]),
  ])
  func `A cursor of another list is refused with the parameters that differ`(
    _ made: String, _ used: String, _ names: [String]
  ) throws {
    func query(_ text: String, path: String = "/conferences") throws -> Cursor.Query {
      Cursor.Query(
        path: path + "?",
        items: try Query.parse(text).sorted { ($0.name, $0.value) < ($1.name, $1.value) })
    }
    let declared = ["topic", "country", "sort", "q"]
    let mark = Cursor.QueryMark(try query(made))
    #expect(mark.belongs(to: try query(made)))
    #expect(!mark.belongs(to: try query(used)))
    #expect(!mark.belongs(to: try query(made, path: "/sessions")))
    #expect(Set(mark.differences(from: try query(used), among: declared)) == Set(names))
    #expect(mark.differences(from: try query(made, path: "/sessions"), among: declared).isEmpty)
  }

  @Test func `The problem of a cursor of another list names what differs`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let first = try await probe.json("/conferences?sort=start&limit=3")
      let next = try #require(first["page"]?["next"]?.string)
      let path = next.replacing("http://localhost:8080", with: "")
      #expect(try await probe.response(path).status == .ok)
      let other = path.replacing("sort=start", with: "sort=-start")
      let problem = try await probe.response(other)
      #expect(problem.status == .badRequest && problem.text.contains("another \\\"sort\\\""))
      #expect(problem.text.contains("cursor-of-another-list"))
      // How a page looks does not change what is on it.
      #expect(try await probe.response(path + "&fields=id&pretty").status == .ok)
    }
  }
}

@Suite struct `Control characters` {
  private static let text =
    "a" + String(String.UnicodeScalarView((0...0x1f).compactMap { Unicode.Scalar($0 as UInt32) }))
    + "\u{7f}\u{85}\u{9b}b"

  @Test func `Never reach HTML, XML or calendars`() {
    var xml: [UInt8] = []
    XMLText.escape(Self.text, into: &xml)
    var calendar: [UInt8] = []
    ContentLines.text("SUMMARY", [Self.text], into: &calendar)
    ContentLines.line("URL", Self.text, into: &calendar)
    let texts = [
      HTMLWriter.escape(Self.text), String(decoding: xml, as: UTF8.self),
      String(decoding: calendar, as: UTF8.self).replacing("\r\n", with: ""),
    ]
    for text in texts {
      let controls = text.unicodeScalars.filter {
        $0.isControl && !"\t\n\r".unicodeScalars.contains($0)
      }
      #expect(controls.isEmpty, "\(text.debugDescription)")
      #expect(text.contains("a") && text.contains("b"))
    }
  }
}
