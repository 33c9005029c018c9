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

  @Test func `The tag of a list of deadlines changes with the minute, and not with the second`()
    async throws
  {
    try await withClock { probe, clock, deadline in
      func tag(secondsLeft left: Int, _ path: String = "/deadlines") async throws -> String? {
        clock.set(Instant(seconds: deadline.seconds - left))
        return try await probe.response(path).fields["ETag"]
      }
      let first = try #require(try await tag(secondsLeft: 599))
      #expect(first.hasPrefix("W/"))
      #expect(try await tag(secondsLeft: 541) == first)
      let confirmed = try await probe.response("/deadlines", ["If-None-Match": first])
      #expect(confirmed.status == .notModified)
      #expect(try await tag(secondsLeft: 539) != first)
      // The tag of a single record is strong, for If-Match.
      let one = "/conferences/demo-2027/deadlines/demo-2027--paper"
      #expect(try await tag(secondsLeft: 599, one)?.hasPrefix("\"") == true)
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

  @Test func `No cache may keep a response beyond the instant that changes it`() async throws {
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
