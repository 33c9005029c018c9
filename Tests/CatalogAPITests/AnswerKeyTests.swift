import Catalog
import CatalogForm
import CatalogModel
import HTTP
import Testing

@testable import CatalogAPI

@Suite struct `Keys of the response cache` {
  private static let names: [FieldName] = [
    "Accept", "Accept-Encoding", "Prefer", "Origin", "If-None-Match", "X-Request-Id",
  ]
  /// Values of one field, each of which is also tried as the value of every other.
  private static let values = [
    "", "*/*", "gzip", "identity", "text/csv", "text/html", "handling=lenient",
    "handling=lenient\ngzip", "https://a.example", "\"x-gzip\"",
  ]

  private static var variants: [Fields] {
    var variants: [Fields] = [[:]]
    for name in names {
      for value in values where !value.contains("\n") {
        variants.append([name: value])
      }
    }
    return variants
  }

  private static let document = """
    {"conferences": [\((1...30).map { #"{"id": "c-\#($0)", "name": "Demo \#($0)"}"# }
      .joined(separator: ","))]}
    """

  /// What must be the same, whether it comes from the cache or not.
  private func summary(_ response: Response) -> String {
    var fields = response.fields
    if response.status != .ok { fields["X-Request-Id"] = nil }
    let lines = fields.lines.map { "\($0.name): \($0.value)" }.sorted()
    // A problem holds the ID of its request.
    return "\(response.status) \(lines) \(response.status == .ok ? response.content.hashValue : 0)"
  }

  @Test func `No request gets a response that another request has left in the cache`()
    async throws
  {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let clock = TestClock(Instant(seconds: 1_800_000_000))
      let without = ResponderProbe(store) {
        $0.cacheBytes = 0
        $0.now = { clock.now }
      }
      let paths = ["/conferences?lmit=2", "/conferences"]
      var expected: [String: [String]] = [:]
      for path in paths {
        for fields in Self.variants {
          for method in [HTTP.Method.get, .head] {
            expected[path, default: []].append(
              summary(try await without.response(path, fields, method: method)))
          }
        }
      }
      for first in Self.variants {
        let cached = ResponderProbe(store) { $0.now = { clock.now } }
        for path in paths {
          // The cache stores a response when its key is requested for the second time.
          for _ in 1...2 { _ = try await cached.response(path, first) }
          var index = 0
          for second in Self.variants {
            for method in [HTTP.Method.get, .head] {
              let response = try await cached.response(path, second, method: method)
              #expect(
                summary(response) == expected[path]?[index],
                "\(method) \(path) with \(second.lines) after \(first.lines)")
              index += 1
            }
          }
        }
      }
    }
  }

  @Test func `Parts of a request that look alike have different keys`() throws {
    func key(
      _ fields: Fields = [:], _ method: HTTP.Method = .get, path: String = "/a",
      authority: String = "h"
    ) throws -> AnswerKey {
      AnswerKey(
        Request(
          method: method, target: try Target.parse(path), authority: authority, fields: fields))
    }
    let keys = [
      try key(), try key(["Prefer": "gzip"]), try key(["Accept-Encoding": "gzip"]),
      try key(["Accept": "gzip"]), try key(["Prefer": ""]), try key(["Accept": ""]),
      try key(path: "/a?"), try key(path: "/a?b"), try key(path: "/a%3Fb"), try key(path: "//a"),
      try key(authority: "h /a"), try key(authority: ""), try key([:], .post), try key([:], .patch),
      try key(["Prefer": "a", "Accept": "b"]), try key(["Prefer": "b", "Accept": "a"]),
    ]
    for (index, one) in keys.enumerated() {
      for other in keys[(index + 1)...] { #expect(one != other) }
    }
    #expect(try key() == key([:], .head) && key() == key(["Accept": "*/*"]))
  }

  @Test func `Only what GET has read is stored`() throws {
    var cache = ResponseCache(capacity: 1 << 20)
    let target = try Target.parse("/a")
    for method in [HTTP.Method.post, .patch, .put, .delete] {
      let key = AnswerKey(Request(method: method, target: target))
      for _ in 1...3 { cache.keep(Response(.ok, body: .bytes([1])), for: key, revision: 1) }
      #expect(cache.response(key, revision: 1, now: Instant(seconds: 0)) == nil)
    }
    let key = AnswerKey(Request(method: .get, target: target))
    #expect(cache.response(key, revision: 1, now: Instant(seconds: 0)) == nil)
    for _ in 1...2 { cache.keep(Response(.ok, body: .bytes([1])), for: key, revision: 1) }
    #expect(cache.response(key, revision: 1, now: Instant(seconds: 0)) != nil)
  }
}
