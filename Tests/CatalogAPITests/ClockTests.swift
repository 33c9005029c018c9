import Catalog
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

@Suite struct `The clock of responses` {
  private static let document = """
    {"conferences": [{"id": "demo-2027", "name": "Demo", "deadlines": [{"id": "paper",
      "kind": "paper", "local": "2027-05-10 12:00:00", "time_zone_declared": "UTC"}]}]}
    """

  private func withClock(
    _ body: (ResponderProbe, TestClock, _ deadline: Instant) async throws -> Void
  ) async throws {
    let deadline = try #require(Instant.parse(rfc3339: "2027-05-10T12:00:00Z")?.instant)
    let clock = TestClock(deadline)
    try await ResponderProbe.withStore(Self.document) { store, _ in
      try await body(ResponderProbe(store) { $0.now = { clock.now } }, clock, deadline)
    }
  }

  @Test func `A deadline's seconds and status are right to the second, from the cache too`()
    async throws
  {
    try await withClock { probe, clock, deadline in
      for left in [86_400, 61, 60, 59, 14, 2, 1, 0, -1, -60] {
        clock.set(Instant(seconds: deadline.seconds - left))
        for _ in 1...3 {
          let listed = try await probe.json("/deadlines")["data"]?[0]
          #expect(listed?["seconds_left"]?.integer == max(0, left))
          #expect(listed?["status"] == .string(left >= 0 ? "open" : "passed"), "\(left) s left")
          let within = try await probe.json("/conferences/demo-2027")["data"]?["deadlines"]?[0]
          #expect(within?["status"] == listed?["status"], "\(left) s left")
        }
      }
    }
  }

  @Test(arguments: [
    "/deadlines", "/deadlines.ndjson", "/deadlines.csv?fields=id,seconds_left,label",
    "/conferences/demo-2027/deadlines/demo-2027--paper",
  ])
  func `The tag of deadlines changes with the minute, and not with the second`(_ path: String)
    async throws
  {
    try await withClock { probe, clock, deadline in
      func tag(secondsLeft left: Int) async throws -> String? {
        clock.set(Instant(seconds: deadline.seconds - left))
        return try await probe.response(path).fields["ETag"]
      }
      let first = try #require(try await tag(secondsLeft: 599))
      #expect(first.hasPrefix("W/"))
      #expect(try await tag(secondsLeft: 541) == first)
      let confirmed = try await probe.response(path, ["If-None-Match": first])
      #expect(confirmed.status == .notModified)
      #expect(try await tag(secondsLeft: 539) != first)
    }
  }

  @Test func `The ranges of a long list of deadlines fit together for a minute`() async throws {
    let deadlines = (1...60).map { number in
      #"{"id": "d\#(number)", "kind": "paper", "local": "2027-05-\#(10 + number % 20) 12:00:00", "#
        + #""time_zone_declared": "UTC"}"#
    }
    let document =
      #"{"conferences": [{"id": "demo-2027", "name": "Demo", "deadlines": ["#
      + deadlines.joined(separator: ", ") + "]}]}"
    let clock = TestClock(Instant(seconds: 1_800_000_000))
    try await ResponderProbe.withStore(document) { store, _ in
      let probe = ResponderProbe(store) {
        $0.now = { clock.now }
        $0.limits.bytes = 4_096
      }
      func part(_ range: String, after seconds: Int) async throws -> (String?, String) {
        clock.set(Instant(seconds: 1_800_000_000 + seconds))
        let part = try await probe.response(
          "/deadlines.ndjson", ["Range": "bytes=\(range)", "Accept-Encoding": "identity"])
        #expect(part.status == .partialContent)
        return (part.fields["ETag"], String(decoding: await part.body.drained, as: UTF8.self))
      }
      let first = try await part("0-9999", after: 1)
      #expect(first.0?.hasPrefix("W/") == true && first.1.contains("seconds_left"))
      #expect(try await part("0-9999", after: 50) == first)
      let later = try await part("0-9999", after: 61)
      #expect(later.0 != first.0 && later.1 != first.1)
    }
  }

  @Test func `A filter by status agrees with the status that is shown`() async throws {
    try await withClock { probe, clock, deadline in
      for left in [2, 1, 0, -1] {
        clock.set(Instant(seconds: deadline.seconds - left))
        for status in ["open", "passed"] {
          for path in ["/deadlines?status=\(status)", "/deadlines?status=\(status)&sort=-updated"] {
            let found = try await probe.json(path)["data"]?.array ?? []
            #expect(found.isEmpty == ((status == "open") != (left >= 0)), "\(path), \(left) s left")
          }
        }
      }
    }
  }

  @Test func `No cache may keep a response beyond the instant that changes it`()
    async throws
  {
    try await withClock { probe, clock, deadline in
      for path in ["/conferences/demo-2027", "/conferences", "/deadlines", "/deadlines.ndjson"] {
        for left in [700, 61, 60, 30, 1] {
          clock.set(Instant(seconds: deadline.seconds - left))
          for _ in 1...3 {
            let response = try await probe.response(path)
            let directives = response.fields["Cache-Control"] ?? ""
            // A deadline passes with the end of its second; the clock may be as far in its own.
            #expect((response.maxAge ?? .max) <= left, "\(path), \(left) s left: \(directives)")
            let stale =
              directives.firstMatch(of: /stale-while-revalidate=([0-9]+)/)
              .flatMap { Int($0.1) } ?? 0
            #expect((response.maxAge ?? .max) + stale <= left, "\(path): \(directives)")
          }
        }
      }
      clock.set(Instant(seconds: deadline.seconds + 1))
      #expect(try await probe.response("/conferences/demo-2027").maxAge == 60)
    }
  }
}
