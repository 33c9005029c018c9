import Catalog
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// Who may change what.
@Suite struct `Access` {
  private func withDesk(_ body: (`Writing records`.Desk) async throws -> Void) async throws {
    try await `Writing records`.withDesk(body)
  }

  @Test func `Nobody writes before there is a token, and everybody reads`() async throws {
    try await ResponderProbe.withStore(`Writing records`.catalog) { store, _ in
      let desk = `Writing records`.Desk(probe: ResponderProbe(store), store: store, token: "x")
      let answer = try await desk.ask(.post, "/speakers", #"{"name": "Bob"}"#)
      #expect(answer.status == .forbidden && answer.text.contains("catalog token new"))
      #expect(try await desk.probe.response("/speakers/ann").status == .ok)
    }
  }

  @Test func `What is wrong with a token is told to who has a whole one`() async throws {
    try await withDesk { desk async throws in
      let now = Instant.now
      let expired = try desk.store.addToken(
        name: "old", scopes: [.write], expiresAt: Instant(seconds: now.seconds - 1))
      let revoked = try desk.store.addToken(name: "bad", scopes: [.write])
      try desk.store.revokeToken("bad")
      let proposer = try desk.store.addToken(name: "pat", scopes: [.propose])
      let admin = try desk.store.addToken(name: "adi", scopes: [.admin])
      let typo = String(desk.token.dropLast()) + (desk.token.last == "0" ? "1" : "0")
      let cases: [(String?, Status, field: String?, detail: String)] = [
        (nil, .unauthorized, #"Bearer realm="catalog""#, "needs a token"),
        ("Basic YTpi", .unauthorized, #"Bearer realm="catalog""#, "needs a token"),
        ("Bearer", .unauthorized, "invalid_token", "does not have the form"),
        ("Bearer \(typo)", .unauthorized, "invalid_token", "does not have the form"),
        ("Bearer \(expired)", .unauthorized, "invalid_token", "expired"),
        ("Bearer \(revoked)", .unauthorized, "invalid_token", "revoked"),
        (
          "Bearer \(proposer)", .forbidden, #"error="insufficient_scope", scope="write""#,
          "scope write"
        ), ("bearer \(desk.token)", .created, nil, ""), ("Bearer \(admin)", .created, nil, ""),
      ]
      for (field, status, challenge, detail) in cases {
        var fields: Fields = ["Content-Type": "application/json"]
        fields["Authorization"] = field
        let answer = try await desk.probe.response(
          "/speakers", fields, method: .post, body: #"{"name": "Bob"}"#)
        #expect(answer.status == status, "\(field ?? "") \(answer.text)")
        #expect(answer.text.contains(detail))
        let found = answer.fields[.wwwAuthenticate]
        #expect(challenge.map { found?.contains($0) == true } ?? (found == nil))
      }
    }
  }

  @Test func `A token in a URL is refused and not shown`() async throws {
    try await withDesk { desk async throws in
      for path in [
        "/conferences?q=\(desk.token)", "/conferences?access_token=abc",
        "/conferences?\(desk.token)", "/nothing?x=\(desk.token)",
        "/conferences?q=%63at_\(desk.token.dropFirst(4))", "/conferences?q=cat_\(desk.token)",
      ] {
        let answer = try await desk.probe.response(path)
        #expect(answer.status == .badRequest, "\(path)")
        #expect(!answer.text.contains(desk.token.dropFirst(8)) && !answer.text.contains("abc"))
      }
      let write = try await desk.ask(.post, "/speakers?x=\(desk.token)", #"{"name": "B"}"#)
      #expect(write.status == .badRequest && !write.text.contains(desk.token))
    }
  }

  @Test(arguments: [
    ("series:acl", ["/series/acl", "/conferences/acl-2031", "/sessions/talk", "/tracks/main"]),
    ("conference:acl-2031", ["/conferences/acl-2031", "/sessions/talk", "/tracks/main"]),
    ("conference:icml-2031", ["/tracks/other"]),
  ])
  func `A confined token changes its own part and nothing else`(
    _ limit: String, _ allowed: [String]
  ) async throws {
    try await withDesk { desk async throws in
      let confined = try #require(AccessToken.Limit(limit))
      let token = try desk.store.addToken(name: "part", scopes: [.admin], limit: confined)
      for path in [
        "/series/acl", "/series/icml", "/conferences/acl-2031", "/sessions/talk", "/tracks/main",
        "/tracks/other", "/speakers/ann", "/topics/nlp",
      ] {
        let answer = try await desk.ask(
          .patch, path, "{}", ["If-Match": "*"], token: token)
        #expect(answer.status == (allowed.contains(path) ? .ok : .forbidden), "\(path)")
      }
      let mine = limit == "series:acl"
      let cases: [(String, String, Bool)] = [
        ("/speakers", #"{"name": "New"}"#, true), ("/topics", #"{"label": "New"}"#, false),
        ("/conferences", #"{"name": "A", "series": ["acl"]}"#, mine),
        ("/conferences", #"{"name": "I", "series": ["icml"]}"#, false),
        ("/series", #"{"name": "New"}"#, false),
        ("/conferences/acl-2031/tracks", #"{"name": "T"}"#, allowed.contains("/tracks/main")),
      ]
      for (path, body, isAllowed) in cases {
        let answer = try await desk.ask(.post, path, body, token: token)
        #expect(answer.status == (isAllowed ? .created : .forbidden), "\(path) \(answer.text)")
      }
    }
  }

  @Test func `A confined token moves nothing across its border`() async throws {
    try await withDesk { desk async throws in
      func token(_ text: String) throws -> String {
        let limit = try #require(AccessToken.Limit(text))
        return try desk.store.addToken(name: limit.kind.rawValue, scopes: [.write], limit: limit)
      }
      let (series, conference) = (try token("series:acl"), try token("conference:acl-2031"))
      let acl = "/conferences/acl-2031"
      let cases: [(HTTP.Method, String, String, String, Int)] = [
        (.patch, acl, #"{"series": ["icml"]}"#, series, 403),
        (.patch, acl, #"{"series": ["acl", "icml"]}"#, series, 403),
        (.patch, acl, #"{"series": null}"#, series, 403),
        (.patch, acl, #"{"series": ["acl", "icml"]}"#, conference, 403),
        (.put, acl, #"{"name": "ACL"}"#, series, 403),
        (.post, "/conferences", #"{"name": "A", "series": ["acl", "icml"]}"#, series, 403),
        (.patch, acl, #"{"series": ["acl"], "tagline": "X"}"#, series, 200),
        (.patch, "/sessions/talk", #"{"conference": "icml-2031", "track": "other"}"#, series, 422),
      ]
      for (method, path, body, token, status) in cases {
        let answer = try await desk.ask(
          method, path, body, method == .post ? [:] : ["If-Match": "*"], token: token)
        #expect(answer.status.code == status, "\(path) \(body) \(answer.text)")
      }
      for line in [
        #"{"type": "track", "id": "other", "conference": "acl-2031", "name": "Defaced"}"#,
        #"{"type": "conference", "id": "acl-2031", "name": "A", "series": ["acl", "icml"]}"#,
        #"{"type": "conference", "id": "acl-2031", "name": "A", "kept": {"formerly": ["x-1"]}}"#,
      ] {
        let answer = try await desk.ask(
          .post, "/import", line, ["Content-Type": "application/x-ndjson"], token: conference)
        #expect(answer.status == .unprocessableContent, "\(line) \(answer.text)")
      }
      #expect(try await desk.data("/tracks/other")["name"]?.string == "Other")
      #expect(try await desk.data(acl)["series"] == .array([.string("acl")]))
      #expect(try await desk.data("/sessions/talk")["conference"]?.string == "acl-2031")
    }
  }

  @Test func `Pages write from the server's own origin, and from those that are named`()
    async throws
  {
    try await ResponderProbe.withStore(`Writing records`.catalog) { store, _ in
      let token = try store.addToken(name: "ed", scopes: [.write])
      let probe = ResponderProbe(store) { $0.cors.writers = .list(["https://friend.test"]) }
      let desk = `Writing records`.Desk(probe: probe, store: store, token: token)
      for (origin, status) in [
        ("https://friend.test", Status.created), ("http://localhost:8080", .created),
        ("https://evil.test", .forbidden), ("null", .forbidden),
      ] {
        let answer = try await desk.ask(
          .post, "/speakers", #"{"name": "B"}"#, ["Origin": origin])
        #expect(answer.status == status, "\(origin) \(answer.text)")
      }
      let preflight = try await probe.response(
        "/conferences/acl-2031",
        ["Origin": "https://friend.test", "Access-Control-Request-Method": "PATCH"],
        method: .options)
      #expect(
        preflight.fields[.accessControlAllowMethods] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
      #expect(preflight.fields[.accessControlAllowHeaders]?.contains("Idempotency-Key") == true)
    }
  }

  @Test func `An import may be larger than other content, up to a limit of its own`() async throws {
    try await withDesk { desk async throws in
      var request = Request(method: .post, target: try Target.parse("/import"))
      request.fields = [
        "Authorization": "Bearer \(desk.token)", "Content-Type": "application/x-ndjson",
      ]
      guard case .readLarge(64 << 20) = desk.probe.responder.admit(request) else {
        Issue.record("an import is read")
        return
      }
      request.target = try Target.parse("/speakers")
      request.fields["Content-Type"] = "application/json"
      guard case .read = desk.probe.responder.admit(request) else {
        Issue.record("a record is read")
        return
      }
      // Nothing is read of whom nobody knows.
      request.fields["Authorization"] = nil
      guard case .answer(let refusal) = desk.probe.responder.admit(request) else {
        Issue.record("nothing is read")
        return
      }
      #expect(refusal.status == .unauthorized)
    }
  }
}
