import Catalog
import HTTP
import JSON
import Synchronization
import Testing

@testable import CatalogAPI

/// A catalog that is made of another one's export, and lists that are known before they are paged.
@Suite struct `Copies and known lists` {
  private static func export(_ store: CatalogStore) throws -> String {
    let bytes = Mutex<[UInt8]>([])
    try store.export(as: .json) { piece in bytes.withLock { $0 += piece } }
    return bytes.withLock { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `A copy redirects the former IDs of records and deadlines as the original does`()
    async throws
  {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031/deadlines/acl-2031--paper"
      for (path, id) in [(path, "long"), (path.replacing("paper", with: "long"), "full")] {
        let renamed = try await desk.edit(.patch, path, #"{"id": "\#(id)"}"#)
        #expect(renamed.status == .ok, "\(renamed.text)")
      }
      #expect(try await desk.edit(.patch, "/conferences/acl-2031", #"{"id": "x-1"}"#).status == .ok)
      // A copy writes the deadlines of a conference at the end if one of them names a track.
      _ = try await desk.ask(
        .post, "/tracks", #"{"id": "main", "conference": "x-1", "name": "Main"}"#)
      let edited = try await desk.edit(
        .patch, "/conferences/x-1/deadlines/x-1--full", #"{"track": "main"}"#)
      #expect(edited.status == .ok, "\(edited.text)")
      let document = try Self.export(desk.store)
      try await ResponderProbe.withStore(document) { copy, _ in
        #expect(try Self.export(copy) == document)
        for probe in [desk.probe, ResponderProbe(copy)] {
          for former in ["paper", "long"] {
            let response = try await probe.response("/conferences/x-1/deadlines/x-1--\(former)")
            #expect(response.status == .permanentRedirect, "\(former): \(response.text)")
            #expect(response.fields[.location]?.hasSuffix("/deadlines/x-1--full") == true)
          }
        }
      }
    }
  }

  @Test func `A catalog made of an export over HTTP answers former URLs as the original does`()
    async throws
  {
    try await `Writing records`.withDesk { desk async throws in
      for (method, path, body) in [
        (HTTP.Method.delete, "/conferences/acl-2031?cascade=true", ""),
        (
          .patch, "/conferences/icml-2031",
          #"{"deadlines": [{"id": "a", "kind": "paper"}, {"id": "b", "kind": "other"}]}"#
        ), (.delete, "/conferences/icml-2031/deadlines/icml-2031--a", ""),
        (.patch, "/conferences/icml-2031/deadlines/icml-2031--b", #"{"id": "c"}"#),
        (.patch, "/conferences/icml-2031", #"{"id": "x-2031"}"#),
        (.patch, "/series/icml", #"{"id": "icml-then"}"#),
        (.patch, "/series/icml-then", #"{"id": "icml-now"}"#),
        (.delete, "/speakers/ann?cascade=true", ""),
      ] {
        let response = try await desk.edit(method, path, body)
        #expect((200...299).contains(response.status.code), "\(path): \(response.text)")
      }
      let plain = try await desk.ask(.get, "/export.ndjson").wholeText()
      let export = try await desk.ask(
        .get, "/export.ndjson?removed=true"
      ).wholeText()
      #expect(export.hasPrefix(plain) && !plain.contains("removed"))
      try await ResponderProbe.withStore("{}") { store, _ in
        let token = try store.addToken(name: "ed", scopes: [.write])
        let copy = `Writing records`.Desk(
          probe: ResponderProbe(store), store: store, token: token)
        let lines: Fields = ["Content-Type": "application/x-ndjson"]
        let first = try await copy.ask(.post, "/import", export, lines)
        #expect(first.status == .ok && !first.text.contains("notices"), "\(first.text)")
        for path in [
          "/conferences/acl-2031", "/sessions/talk", "/tracks/main", "/series/icml",
          "/series/icml-then", "/speakers/ann", "/conferences/acl-2031/sessions", "/series/no",
          "/conferences/x-2031/deadlines/x-2031--a", "/conferences/x-2031/deadlines/x-2031--b",
          "/conferences/icml-2031",
        ] {
          let (one, other) = (
            try await desk.probe.response(path), try await copy.probe.response(path)
          )
          #expect(one.status == other.status, "\(path): \(one.text) \(other.text)")
          #expect(one.fields[.location] == other.fields[.location], "\(path)")
        }
        let mirrored = try await copy.ask(
          .get, "/export.ndjson?removed=true"
        ).wholeText()
        let (mine, theirs) = (mirrored.split(separator: "\n"), export.split(separator: "\n"))
        #expect(mine.dropFirst() == theirs.dropFirst())
        let again = try await copy.ask(.post, "/import", export, lines)
        #expect(again.text.contains(#""results":[]"#), "\(again.text)")
        #expect(again.fields["X-Revision"] == first.fields["X-Revision"])
        let document = try await copy.ask(.post, "/import", try Self.export(desk.store))
        #expect(document.status == .ok, "\(document.text)")
      }
    }
  }

  @Test func `Rooms are paged forwards and backwards, and whole in a table`() async throws {
    let rooms = (1...5).map { #"{"id": "r\#($0)", "conference": "c-1", "name": "Room \#($0)"}"# }
    let document = """
      {"conferences": [{"id": "c-1", "name": "C"}], "rooms": [\(rooms.joined(separator: ","))]}
      """
    try await ResponderProbe.withStore(document) { store, _ in
      let probe = ResponderProbe(store)
      var path: String? = "/conferences/c-1/rooms?limit=2"
      var pages: [[String]] = []
      var last: JSONValue = .null
      while let next = path, pages.count < 4 {
        last = try await probe.json(next.replacing("http://localhost:8080", with: ""))
        pages.append(last["data"]?.array?.compactMap { $0["id"]?.string } ?? [])
        #expect(last["page"]?["total"]?.integer == 5)
        path = last["page"]?["next"]?.string
      }
      #expect(pages == [["r1", "r2"], ["r3", "r4"], ["r5"]])
      let back = try #require(last["page"]?["prev"]?.string)
      let before = try await probe.json(back.replacing("http://localhost:8080", with: ""))
      #expect(before["data"]?.array?.compactMap { $0["id"]?.string } == ["r3", "r4"])
      let table = try await probe.response("/conferences/c-1/rooms.csv?fields=id")
      #expect(table.text.split(separator: "\r\n") == ["id", "r1", "r2", "r3", "r4", "r5"])
      let wrong = try await probe.response("/conferences/c-1/rooms?limit=0&cursor=x")
      #expect(wrong.status == .badRequest)
      #expect(wrong.text.contains("limit") && wrong.text.contains("cursor"))
    }
  }
}
