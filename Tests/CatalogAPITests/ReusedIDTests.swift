import Catalog
import CatalogModel
import Foundation
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// IDs that one record gave up and another has now.
@Suite struct `Reused IDs` {
  @Test func `A history begins with the record's own creation`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      func post(_ name: String) async throws {
        let body = #"{"id": "kim", "name": "\#(name)"}"#
        #expect(try await desk.ask(.post, "/speakers", body).status == .created)
        #expect(
          try await desk.edit(.patch, "/speakers/kim", #"{"affiliation": "K"}"#).status
            == .ok)
      }
      try await post("Kim A")
      #expect(try await desk.edit(.patch, "/speakers/kim", #"{"id": "kim-a"}"#).status == .ok)
      try await post("Kim B")
      #expect(try await desk.edit(.patch, "/speakers/kim", #"{"id": "kim-b"}"#).status == .ok)
      try await post("Kim C")
      for (id, revisions) in [
        ("kim", [9, 8]), ("kim-b", [7, 6, 5]), ("kim-a", [4, 3, 2]),
      ] as [(String, [Int64])] {
        let entries = try await desk.data("/speakers/\(id)/history").array
        #expect(entries?.map { $0["revision"] } == revisions.map { .integer($0) }, "\(id)")
        #expect(entries?.last?["action"] == .string("speaker.create"))
      }
    }
  }

  @Test func `A token that is confined to a conference follows its renaming`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let token = try desk.store.addToken(
        name: "part", scopes: [.write], limit: AccessToken.Limit("conference:acl-2031"))
      #expect(
        try await desk.edit(.patch, "/conferences/acl-2031", #"{"id": "acl-31"}"#).status == .ok)
      let other = #"{"id": "acl-2031", "name": "Another ACL"}"#
      #expect(try await desk.ask(.post, "/conferences", other).status == .created)
      // At once, while the server's list of tokens has the old ID.
      for (id, status) in [("acl-31", Status.ok), ("acl-2031", .forbidden)] {
        let answer = try await desk.ask(
          .patch, "/conferences/\(id)", #"{"tagline": "x"}"#, ["If-Match": "*"], token: token)
        #expect(answer.status == status, "\(id): \(answer.text)")
      }
    }
  }

  @Test func `If-Match is not met where If-None-Match is`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let both: Fields = ["If-None-Match": "*", "If-Match": "*"]
      for (path, fields) in [
        ("/speakers/new", both), ("/speakers/ann", both),
        ("/speakers/new?if_revision=1", ["If-None-Match": "*"]),
      ] {
        let answer = try await desk.ask(.put, path, #"{"name": "New"}"#, fields)
        #expect(answer.status == .preconditionFailed, "\(path): \(answer.text)")
      }
      #expect(try await desk.probe.response("/speakers/new").status == .notFound)
    }
  }

  @Test func `Similar IDs are looked up for only a few unknown references`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let ann = #"{"id": "annabella", "name": "Ann"}"#
      #expect(try await desk.ask(.post, "/speakers", ann).status == .created)
      let names = (0..<2_000).map { #""annabella\#($0)""# }.joined(separator: ", ")
      let session = #"{"title": "T", "speakers": [\#(names)]}"#
      let lines = (0..<50).map {
        #"{"type": "session", "id": "s\#($0)", "conference": "acl-2031", "title": "T", "speakers": ["annabelle"]}"#
      }.joined(separator: "\n")
      let answers = [
        try await desk.ask(.post, "/conferences/acl-2031/sessions", session),
        try await desk.ask(.post, "/import", lines, ["Content-Type": "application/x-ndjson"]),
      ]
      for (answer, count) in zip(answers, [2_000, 50]) {
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.components(separatedBy: "unknown-reference").count - 1 == count)
        let suggestions = answer.text.components(separatedBy: "did_you_mean").count - 1
        #expect((1...20).contains(suggestions), "\(suggestions)")
      }
    }
  }
}
