import Catalog
import CatalogModel
import HTTP
import JSON
import Synchronization
import Testing

@testable import CatalogAPI

/// How many requests a client may make, and who the client is.
@Suite struct `Rates and proxies` {
  /// Seconds that pass when a test says so.
  private final class Seconds: Sendable {
    let passed = Atomic(0)
    func pass(_ count: Int) { passed.add(count, ordering: .relaxed) }
  }

  private func withDesk(
    _ change: (inout APIConfiguration) -> Void,
    _ body: (`Writing records`.Desk, Seconds) async throws -> Void
  ) async throws {
    try await ResponderProbe.withStore(`Writing records`.catalog) { store, _ in
      let token = try store.addToken(name: "ed", scopes: [.write])
      let seconds = Seconds()
      let probe = ResponderProbe(store) { configuration in
        configuration.limiter = RateLimiter { Double(seconds.passed.load(ordering: .relaxed)) }
        change(&configuration)
      }
      try await body(`Writing records`.Desk(probe: probe, store: store, token: token), seconds)
    }
  }

  @Test func `Writes are counted by token`() async throws {
    try await withDesk {
      $0.writeRate = RateLimiter.Policy("write", perMinute: 3)
    } _: { desk, seconds async throws in
      let other = try desk.store.addToken(name: "other", scopes: [.write])
      for left in [2, 1, 0] {
        let answer = try await desk.ask(.post, "/speakers", #"{"name": "B"}"#)
        #expect(answer.status == .created)
        #expect(answer.fields["RateLimit-Policy"] == #""write";q=3;w=60"#)
        #expect(answer.fields["RateLimit"] == #""write";r=\#(left);t=60"#)
      }
      let refused = try await desk.ask(.post, "/speakers", #"{"name": "B"}"#)
      #expect(refused.status == .tooManyRequests && refused.fields[.retryAfter] == "20")
      #expect(try await desk.probe.response("/speakers/ann").status == .ok)
      #expect(
        try await desk.ask(.post, "/speakers", #"{"name": "B"}"#, token: other).status == .created)
      seconds.pass(20)
      #expect(try await desk.ask(.post, "/speakers", #"{"name": "B"}"#).status == .created)
      // Who guesses tokens is counted by address.
      for status in [Status.unauthorized, .unauthorized, .unauthorized, .tooManyRequests] {
        let guess = try await desk.ask(.post, "/speakers", "{}", token: "cat_w")
        #expect(guess.status == status)
      }
      // The server asks whether to read the content first.
      let fields: Fields = ["Authorization": "Bearer cat_w", "Content-Type": "application/json"]
      for left in [2, 1, 0, nil] {
        let request = Request(
          method: .post, target: try Target.parse("/speakers"), fields: fields, peer: "10.0.0.9")
        guard case .answer(let guess) = desk.probe.responder.admit(request) else {
          Issue.record("the content would be read")
          return
        }
        #expect(guess.status == (left == nil ? .tooManyRequests : .unauthorized))
        #expect(guess.fields["RateLimit"] == #""write";r=\#(left ?? 0);t=60"#)
      }
    }
  }

  @Test
  func `Reads are counted by token or address, and unchanged responses cost nothing`()
    async throws
  {
    try await withDesk {
      $0.readRate = RateLimiter.Policy("read", perMinute: 2)
    } _: { desk, seconds async throws in
      let first = try await desk.probe.response("/speakers/ann", peer: "10.0.0.1")
      #expect(first.fields["RateLimit"] == #""read";r=1;t=60"#)
      let tag: Fields = ["If-None-Match": try #require(first.fields[.etag])]
      for _ in 0..<3 {
        let same = try await desk.probe.response("/speakers/ann", tag, peer: "10.0.0.1")
        #expect(same.status == .notModified)
        let head = try await desk.probe.response("/speakers/ann", method: .head, peer: "10.0.0.1")
        #expect(head.status == .ok)
      }
      #expect(try await desk.probe.response("/speakers", peer: "10.0.0.1").status == .ok)
      #expect(
        try await desk.probe.response("/speakers", peer: "10.0.0.1").status == .tooManyRequests)
      #expect(try await desk.probe.response("/speakers", peer: "10.0.0.2").status == .ok)
      // A valid token has a quota of its own; another one has none, and probes need none.
      for (token, status) in [(desk.token, Status.ok), ("cat_w", .tooManyRequests)] {
        let fields: Fields = ["Authorization": "Bearer \(token)"]
        let read = try await desk.probe.response("/speakers/ann", fields, peer: "10.0.0.1")
        #expect(read.status == status, "\(token)")
      }
      for path in ["/healthz", "/readyz", "/metrics"] {
        #expect(try await desk.probe.response(path, peer: "10.0.0.1").status == .ok)
      }
      seconds.pass(60)
      #expect(try await desk.probe.response("/speakers", peer: "10.0.0.1").status == .ok)
    }
  }

  private static let hops: [(String, String, Fields, String)] = [
    ("10.0.0.0/8", "10.1.2.3", ["X-Forwarded-For": "1.2.3.4"], "1.2.3.4"),
    ("10.0.0.0/8", "11.1.2.3", ["X-Forwarded-For": "1.2.3.4"], "11.1.2.3"),
    ("10.0.0.0/8", "10.1.2.3", ["X-Forwarded-For": "6.6.6.6, 1.2.3.4, 10.9.9.9"], "1.2.3.4"),
    (
      "10.0.0.1,fd00::/8", "fd00::1", ["Forwarded": "for=\"[2001:db8::1]:99\";proto=https"],
      "2001:db8::1"
    ),
    ("10.0.0.1", "10.0.0.1", ["Forwarded": "for=unknown"], "10.0.0.1"),
    ("unix", "unix", ["X-Forwarded-For": "1.2.3.4:5678"], "1.2.3.4"),
    ("10.0.0.1", "::ffff:10.0.0.1", ["X-Forwarded-For": "1.2.3.4"], "1.2.3.4"),
  ]

  @Test(arguments: hops)
  func `Only a trusted proxy says who the client is`(
    _ trusted: String, _ peer: String, _ fields: Fields, _ client: String
  ) throws {
    let proxies = try #require(TrustedProxies(trusted) as TrustedProxies?)
    let request = Request(
      method: .get, target: .asterisk, authority: "a", fields: fields, peer: peer)
    #expect(proxies.resolve(request).peer == client)
  }

  @Test func `URLs are those that the client used`() async throws {
    try await withDesk {
      if let proxies = TrustedProxies("10.0.0.1") { $0.proxies = proxies }
    } _: { desk, _ async throws in
      let fields: Fields = ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "catalog.test"]
      for (peer, base) in [
        ("10.0.0.1", "https://catalog.test"), ("10.0.0.2", "http://localhost:8080"),
      ] {
        for _ in 0..<3 {
          let answer = try await desk.probe.response("/speakers/ann", fields, peer: peer)
          #expect(answer.text.contains("\(base)/speakers/ann"), "\(peer)")
        }
      }
      for text in ["", "x", "10.0.0.0/33", "10.0.0.0/8/9", "10.0.0"] {
        #expect(TrustedProxies(text) == nil, "\(text)")
      }
    }
  }
}
