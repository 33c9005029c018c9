import Catalog
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

@Suite struct `Limits of one response` {
  /// Two conferences with 300 sessions each, of two speakers each.
  private static let document: String = {
    var sessions: [String] = []
    for number in 0..<600 {
      sessions.append(
        """
        {"id": "s-\(number)", "conference": "c-\(number % 2)", "kind": "paper",
        "title": "Talk \(number)", "abstract": "\(String(repeating: "words ", count: 40))",
        "starts_at": "2027-05-10T10:00:00Z",
        "speakers": [{"id": "p-\(number % 40)", "name": "P \(number % 40)"}]}
        """)
    }
    let speakers = (0..<40).map { #"{"id": "p-\#($0)", "name": "P \#($0)"}"# }
    return """
      {"speakers": [\(speakers.joined(separator: ","))],
      "conferences": [{"id": "c-0", "name": "A"}, {"id": "c-1", "name": "B"}],
      "sessions": [\(sessions.joined(separator: ","))]}
      """
  }()

  private func withProbe(
    records: Int = 10_000, bytes: Int = 8 << 20,
    _ body: (ResponderProbe) async throws -> Void
  ) async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      try await body(
        ResponderProbe(store) {
          $0.limits.records = records
          $0.limits.bytes = bytes
        })
    }
  }

  @Test func `Each record that include adds counts toward the limit`() async throws {
    // 2 conferences, 600 sessions, and 600 speakers of these.
    for (records, status) in [(1_202, 200), (1_201, 400), (100, 400)] {
      try await withProbe(records: records) { probe in
        let response = try await probe.response("/conferences?include=sessions,sessions.speakers")
        #expect(response.status.code == status, "\(records)")
        guard status == 400 else { return }
        let problem = try JSONParser.parse(response.content)
        #expect(problem["type"] == .string("/docs#problem-response-too-large"))
        let detail = problem["detail"]?.string ?? ""
        for word in ["\(records) records", "limit", "include", "/sessions", ".ndjson"] {
          #expect(detail.contains(word), "\(detail)")
        }
      }
    }
  }

  @Test func `Every response that is not streamed is limited`() async throws {
    try await withProbe(records: 250, bytes: 60_000) { probe in
      for path in [
        "/conferences?include=sessions", "/conferences/c-0?include=sessions",
        "/speakers?include=sessions", "/sessions?limit=500", "/sessions?limit=200",
        "/conferences/c-0/schedule", "/conferences/c-0/schedule.html",
        "/sessions.csv?limit=500", "/sessions.ics?limit=500", "/sessions.html?limit=500",
        "/sessions.jsonld?limit=500", "/sessions.atom?limit=500",
      ] {
        let response = try await probe.response(path)
        #expect(response.status == .badRequest, "\(path): \(response.status)")
        #expect(response.text.contains("response-too-large"), "\(path)")
      }
      for path in ["/sessions?limit=20", "/conferences?include=tracks", "/sessions.csv?limit=20"] {
        #expect(try await probe.response(path).status == .ok, "\(path)")
      }
    }
  }

  @Test(arguments: ["/sessions.ndjson", "/sessions.csv", "/sessions.ics"])
  func `A list that is sent in parts is whole, however small a part must be`(
    _ path: String
  ) async throws {
    try await withProbe(records: 50, bytes: 60_000) { probe in
      let response = try await probe.response(path)
      #expect(response.status == .ok)
      guard case .stream(let producer) = response.body else {
        Issue.record("\(path) is not sent in parts")
        return
      }
      var content: [UInt8] = []
      while true {
        let piece = await withCheckedContinuation { continuation in
          producer.next(32_768) { continuation.resume(returning: $0) }
        }
        guard case .bytes(let bytes) = piece else {
          guard case .end = piece else {
            Issue.record("\(path) ends as a failure")
            return
          }
          break
        }
        #expect(bytes.count <= 2 * 60_000, "\(path)")
        content += bytes
      }
      let text = String(decoding: content, as: UTF8.self)
      for number in 0..<600 { #expect(text.contains("Talk \(number)")) }
    }
  }

  @Test func `A parameter accepts at most a hundred values`() async throws {
    try await withProbe { probe in
      func values(_ count: Int, _ separator: String, _ name: String) -> String {
        "\(name)=" + (0..<count).map { "c-\($0 % 2)" }.joined(separator: separator)
      }
      for name in ["id", "city", "avoid", "topic", "series", "kind", "fields", "sort", "rank"] {
        for separator in [",", "&\(name)="] {
          let response = try await probe.response(
            "/conferences?" + values(101, separator, name))
          #expect(response.status == .badRequest)
          let error = try JSONParser.parse(response.content)["errors"]?[0]
          #expect(
            error?["code"] == .string("too-many-values") && error?["parameter"] == .string(name))
          #expect(error?["expected"]?.string?.contains("at most 100") == true)
        }
      }
      #expect(try await probe.response("/conferences?" + values(100, ",", "id")).status == .ok)
      let conflicts = try await probe.response("/conflicts?" + values(101, ",", "ids"))
      #expect(conflicts.status == .badRequest && conflicts.text.contains("too-many-values"))
    }
  }

  @Test func `A response suggests similar names for only a few unknown names`() async throws {
    let topics = (0..<5).map { #"{"id": "robotics-\#($0)", "label": "Robotics \#($0)"}"# }
    try await ResponderProbe.withStore("{\"topics\": [\(topics.joined(separator: ","))]}") {
      store, _ in
      let probe = ResponderProbe(store)
      for names in [1, 3, 4, 60] {
        let list = (0..<names).map { "robotiks-\($0 % 5)x\($0 / 5)" }.joined(separator: ",")
        let errors = try await probe.json("/conferences?topic=\(list)")["errors"]?.array ?? []
        #expect(errors.count == min(names, 20))
        #expect(errors.count { $0["did_you_mean"] != nil } <= 3)
        #expect(errors.allSatisfy { $0["code"] == .string("unknown-value") })
      }
      // Unknown parameters are told as far as there is room, too.
      let many = (0..<900).map { "x\($0)=1" }.joined(separator: "&")
      #expect(try await probe.json("/conferences?\(many)")["errors"]?.array?.count == 20)
    }
  }
}

@Suite struct `Clients` {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.2", false), ("127.0.0.1", "127.0.0.1", true), ("unix", "unix", true),
    ("2001:db8::1", "2001:db8::ffff:1", true), ("2001:db8::1", "2001:db8:0:1::1", false),
    ("::1", "127.0.0.1", false), ("2001:db8:0:0:1::", "2001:db8::9", true),
    ("fe80::1%eth0", "fe80::1%eth0", true),
  ])
  func `Are told apart by IPv4 address and by IPv6 network`(
    _ one: String, _ other: String, _ isSame: Bool
  ) {
    #expect((ClientNetwork.name(ofPeer: one) == ClientNetwork.name(ofPeer: other)) == isSame)
  }
}
