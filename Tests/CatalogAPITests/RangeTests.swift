import Catalog
import CatalogForm
import CatalogModel
import HTTP
import Testing

@testable import CatalogAPI

@Suite struct `Ranges of tables` {
  private static let document: String = {
    let conferences = (100..<160).map { #"{"id": "c\#($0)-2026", "name": "C\#($0)"}"# }
    return #"{"conferences": [\#(conferences.joined(separator: ", "))]}"#
  }()

  /// A catalog whose lists of more than 2 KiB are made in parts.
  private func withProbe(
    capacity: Int = 1 << 20, _ body: (ResponderProbe, RangeMemory) async throws -> Void
  ) async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let ranges = RangeMemory(capacity: capacity, rest: 0)
      let probe = ResponderProbe(store) {
        $0.limits.bytes = 4_096
        $0.ranges = ranges
      }
      try await body(probe, ranges)
    }
  }

  @Test(arguments: [
    ("/conferences.csv", false), ("/conferences.ndjson", false),
    ("/conferences.csv?id=c101-2026", true),
  ])
  func `A table has a length, and is read by parts of one state`(
    _ path: String, _ isShort: Bool
  ) async throws {
    try await withProbe { probe, _ in
      let whole = try await probe.response(path)
      let tag = try #require(whole.fields["ETag"])
      #expect(whole.fields["Accept-Ranges"] == "bytes" && tag.hasPrefix("\""))
      let bytes = await whole.body.drained
      #expect(whole.body.length == bytes.count && bytes.count > 4_096 || isShort)
      let step = max(bytes.count / 7, 1)
      var joined: [UInt8] = []
      while joined.count < bytes.count, joined.count % step == 0 {
        let last = joined.count + step - 1
        let part = try await probe.response(
          path, ["Range": "bytes=\(joined.count)-\(last)", "If-Range": tag])
        #expect(part.status == .partialContent && part.fields["ETag"] == tag)
        let content = await part.body.drained
        #expect(part.body.length == content.count)
        let end = joined.count + content.count - 1
        #expect(part.fields["Content-Range"] == "bytes \(joined.count)-\(end)/\(bytes.count)")
        joined += content
      }
      #expect(joined == bytes)
      let head = try await probe.response(path, method: .head)
      #expect(head.body.length == bytes.count && head.fields["ETag"] == tag)
    }
  }

  private static let conditions: [(Fields, Int)] = [
    (["Range": "bytes=-5"], 206), (["Range": "bytes=999999-"], 416),
    (["Range": "bytes=0-1,3-4"], 200), (["Range": "lines=0-4"], 200),
    (["Range": "bytes=0-4", "If-Range": "\"other\""], 200),
    (["Range": "bytes=0-4", "If-Range": "Sun, 29 Nov 2026 00:00:00 GMT"], 200),
    (["Range": "bytes=0-4", "If-None-Match": "*"], 304),
    (["Range": "bytes=0-4", "If-Match": "\"x\""], 412),
  ]

  @Test(arguments: conditions)
  func `Conditions come before ranges`(_ fields: Fields, _ status: Int) async throws {
    try await withProbe { probe, _ in
      for path in ["/conferences.csv", "/conferences.csv?id=c101-2026"] {
        let answer = try await probe.response(path, fields)
        #expect(answer.status.code == status, "\(path)")
        if status == 416 {
          let length = try #require(try await probe.response(path).body.length)
          #expect(answer.fields["Content-Range"] == "bytes */\(length)")
        }
      }
    }
  }

  @Test func `Other representations are sent whole`() async throws {
    try await withProbe { probe, _ in
      for path in ["/conferences?limit=1", "/conferences.ics"] {
        let answer = try await probe.response(path, ["Range": "bytes=0-4"])
        #expect(answer.status == .ok && answer.fields["Accept-Ranges"] == nil, "\(path)")
      }
    }
  }

  @Test func `A list that does not fit into the range cache is sent chunked`() async throws {
    try await withProbe(capacity: 3_000) { probe, _ in
      let path = "/conferences.ndjson"
      let long = try await probe.response(path, ["Range": "bytes=0-4"])
      #expect(long.status == .ok && long.body.length == nil && long.fields["Accept-Ranges"] == nil)
      #expect(long.fields["ETag"]?.hasPrefix("W/") == true)
      let lines = await long.body.drained.split(separator: 0x0a)
      #expect(lines.count == 60 && Set(lines).count == 60)
    }
  }

  @Test func `The range cache counts a list until it is sent, and drops the one used first`()
    async throws
  {
    try await withProbe(capacity: 1 << 16) { probe, ranges in
      let length = try #require(try await probe.response("/conferences.csv").body.length)
      #expect(ranges.count == length)
      for number in 1...40 {
        _ = try await probe.response("/conferences.csv", authority: "host\(number).test")
        #expect(ranges.count <= 1 << 16)
      }
    }
  }

  @Test func `A held list is made anew once the data changes`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store) {
        $0.limits.bytes = 4_096
        $0.ranges = RangeMemory(capacity: 1 << 20, rest: 0)
      }
      let before = try await probe.response("/conferences.csv")
      try store.add(
        CatalogDocument(json: Array(#"{"conferences": [{"id": "new-2026", "name": "New"}]}"#.utf8)))
      let after = try await probe.response(
        "/conferences.csv", ["Range": "bytes=0-4", "If-Range": before.fields["ETag"] ?? ""])
      #expect(after.status == .ok && after.fields["ETag"] != before.fields["ETag"])
      #expect(await after.body.drained.split(separator: 0x0a).count == 62)
    }
  }
}

extension Body {
  fileprivate var length: Int? {
    switch self {
    case .empty: 0
    case .bytes(let bytes): bytes.count
    case .stream(let producer): producer.length
    }
  }

  /// All bytes, taken as a connection takes them.
  var drained: [UInt8] {
    get async {
      guard case .stream(let producer) = self else {
        if case .bytes(let bytes) = self { return bytes }
        return []
      }
      var all: [UInt8] = []
      while true {
        let piece = await withCheckedContinuation { continuation in
          producer.next(1_000) { continuation.resume(returning: $0) }
        }
        guard case .bytes(let bytes) = piece else { return all }
        all += bytes
      }
    }
  }
}
