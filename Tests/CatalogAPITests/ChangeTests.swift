import Catalog
import CatalogForm
import CatalogModel
import Dispatch
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// Following the catalog over HTTP: the list of changes, long polls, event streams and the export.
@Suite struct `Following changes` {
  private static let document = #"""
    {"topics": [{"id": "db", "label": "Databases"}, {"id": "ml", "label": "Machine learning"}],
     "series": [{"id": "vldb", "name": "VLDB"}],
     "conferences": [
       {"id": "vldb-2026", "name": "VLDB 2026", "series": ["vldb"], "topics": ["db"]},
       {"id": "icml-2026", "name": "ICML 2026", "topics": ["ml"]}]}
    """#

  private func edit(_ store: CatalogStore, _ lines: String...) throws {
    var batch = ImportBatch(source: nil, origin: "")
    for line in lines {
      #expect(batch.document.append(try JSONParser.parse(Array(line.utf8))).isEmpty)
    }
    try store.merge([batch], origin: WriteOrigin(actor: "ann"))
  }

  private func checkpoint(_ probe: ResponderProbe) async throws -> String {
    try #require(try await probe.json("/changes?since=now")["page"]?["checkpoint"]?.string)
  }

  @Test func `A list tells what happened, and where to go on`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let start = try await checkpoint(probe)
      try edit(store, #"{"type":"conference","id":"vldb-2026","name":"VLDB 2026","tagline":"X"}"#)
      try edit(store, #"{"type":"conference","id":"icml-2026","removed":true}"#)
      let list = try await probe.json("/changes?since=\(start)&limit=1")
      let first = try #require(list["data"]?[0])
      #expect(first["op"] == .string("update") && first["kind"] == .string("conference"))
      #expect(first["id"] == .string("vldb-2026"))
      #expect(first["url"] == .string("http://localhost:8080/conferences/vldb-2026"))
      #expect(first["changed_fields"] == .array([.string("tagline")]))
      #expect(first["revision"] == .integer(2) && first["previous_revision"] == .integer(1))
      #expect(first["record"]?["tagline"] == .string("X"))
      #expect(list["page"]?["has_more"] == .bool(true))
      let next = try #require(list["page"]?["next"]?.string).dropFirst(
        "http://localhost:8080".count)
      let rest = try await probe.json(String(next))
      #expect(rest["data"]?[0]?["op"] == .string("delete") && rest["data"]?[0]?["record"] == .null)
      #expect(rest["page"]?["has_more"] == .bool(false) && rest["page"]?["next"] == .null)
      let end = try #require(rest["page"]?["checkpoint"]?.string)
      #expect(end == (try await checkpoint(probe)))
      let response = try await probe.response("/changes?since=\(end)")
      #expect(response.fields["Cache-Control"] == "no-store")
      #expect(response.fields["X-Revision"] == "3")
    }
  }

  @Test(arguments: [
    ("since=x", 400), ("since=00000000-1", 410), ("kind=person", 400), ("wait=0", 400),
    ("kind=session&topic=db", 400), ("kind=conference&topic=db", 200), ("expand=all", 400),
    ("kind=workshop", 200), ("kind=-session", 200), ("limit=501", 400), ("topic=nothing", 400),
  ])
  func `A query is checked`(_ query: String, _ status: Int) async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let response = try await ResponderProbe(store).response("/changes?\(query)")
      #expect(response.status.code == status, "\(response.text)")
    }
  }

  @Test func `A cursor past the horizon gets 410`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let clock = TestClock(.now)
      let probe = ResponderProbe(store) { $0.now = { clock.now } }
      let old = "\(try await checkpoint(probe).prefix(8))-1"
      #expect(try await probe.response("/changes?since=\(old)").status == .ok)
      clock.set(Instant(seconds: Instant.now.seconds + 366 * 86_400))
      let gone = try await probe.response("/changes?since=\(old)")
      #expect(gone.status == .gone && gone.text.contains("http://localhost:8080/export.ndjson"))
      // Who has all that is old needs no export.
      #expect(
        try await probe.response("/changes?since=\(try await checkpoint(probe))").status == .ok)
      #expect(try await probe.json("/changes")["data"] == .array([]))
    }
  }

  @Test func `A deleted record is answered 410 with its revision`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      try edit(store, #"{"type":"conference","id":"icml-2026","removed":true}"#)
      let response = try await probe.response("/conferences/icml-2026")
      let problem = try JSONParser.parse(response.content)
      #expect(response.status == .gone && problem["revision"] == .integer(2))
      #expect(problem["at"]?.string != nil)
      #expect(try await probe.response("/conferences/icml-2027").status == .notFound)
      try edit(store, #"{"type":"conference","id":"icml-2026","name":"ICML"}"#)
      #expect(try await probe.response("/conferences/icml-2026").status == .ok)
    }
  }

  // MARK: Waiting

  @Test func `A request that waits is answered by the next change that it asks for`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let start = try await checkpoint(probe)
      let path = "/changes?since=\(start)&wait=60&topic=ml"
      let answer = LaterAnswer()
      #expect(probe.responder.respond(to: try request(path), reply: answer.take) == nil)
      try edit(store, #"{"type":"conference","id":"vldb-2026","name":"VLDB 2026","tagline":"X"}"#)
      try edit(store, #"{"type":"conference","id":"icml-2026","name":"ICML 2026","tagline":"Y"}"#)
      let list = try JSONParser.parse(answer.wait().content)
      #expect(list["data"]?[0]?["id"] == .string("icml-2026") && list["data"]?.array?.count == 1)
    }
  }

  @Test func `A request that waits in vain is answered when its time is over`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let start = try await checkpoint(probe)
      let list = try await probe.json("/changes?since=\(start)&wait=1")
      #expect(list["data"] == .array([]) && list["page"]?["checkpoint"] == .string(start))
    }
  }

  @Test func `Requests beyond the limit of requests that wait for changes get 503`()
    async throws
  {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let hub = ChangeHub(limit: 1)
      let probe = ResponderProbe(store) { $0.changes = hub }
      let start = try await checkpoint(probe)
      let path = "/changes?since=\(start)&wait=60"
      let (one, other) = (LaterAnswer(), LaterAnswer())
      _ = probe.responder.respond(to: try request(path), reply: one.take)
      _ = probe.responder.respond(to: try request(path), reply: other.take)
      while !one.isThere, !other.isThere { try await Task.sleep(for: .milliseconds(5)) }
      hub.end()
      // Which of the two waits is for the readers to say.
      let answers = [one.wait(), other.wait()]
      let refused = answers.first { $0.status == .serviceUnavailable }
      #expect(refused?.fields["Retry-After"] != nil)
      #expect(answers.contains { $0.status == .ok })
    }
  }

  // MARK: Events

  private static let events: Fields = ["Accept": "text/event-stream"]

  private func request(_ path: String, _ fields: Fields = [:]) throws -> Request {
    Request(
      method: .get, target: try Target.parse(path), authority: "localhost:8080", fields: fields)
  }

  private func stream(
    _ probe: ResponderProbe, _ path: String, _ fields: Fields = [:]
  ) async throws -> any BodyProducer {
    var all = Self.events
    all.append(fields)
    let response = try await probe.response(path, all)
    #expect(response.fields["Content-Type"] == "text/event-stream")
    #expect(response.fields["Cache-Control"] == "no-store")
    #expect(response.fields["X-Accel-Buffering"] == "no")
    guard case .stream(let producer) = response.body else {
      throw Problem(status: .notFound, kind: .notFound, detail: "no stream: \(response.text)")
    }
    return producer
  }

  /// The next piece that is no comment; nil at the end.
  private func next(_ producer: any BodyProducer) async -> String? {
    let piece = await withCheckedContinuation { continuation in
      producer.next(32_768) { continuation.resume(returning: $0) }
    }
    guard case .bytes(let bytes) = piece else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return text == ":\n\n" ? await next(producer) : text
  }

  @Test func `A stream tells each change as an event that can be resumed from`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let start = try await checkpoint(probe)
      let producer = try await stream(probe, "/changes?since=\(start)&topic=ml")
      #expect(await next(producer) == "retry: 2000\n\nid: \(start)\n\n")
      try edit(store, #"{"type":"conference","id":"vldb-2026","name":"VLDB 2026","tagline":"X"}"#)
      let hidden = try await checkpoint(probe)
      #expect(await next(producer) == "id: \(hidden)\n\n")
      try edit(store, #"{"type":"conference","id":"icml-2026","name":"ICML 2026","tagline":"Y"}"#)
      let told = try #require(await next(producer))
      #expect(told.hasPrefix("id: \(try await checkpoint(probe))\nevent: update\ndata: {"))
      #expect(told.hasSuffix("}\n\n") && told.contains(#""tagline":"Y""#))
      producer.cancel()
      // What the client had last wins over where its URL began.
      let again = try await stream(probe, "/changes?since=now", ["Last-Event-ID": start])
      #expect(try #require(await next(again)).contains("event: update"))
      again.cancel()
    }
  }

  @Test func `A stream from a cursor that is gone tells so and ends`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let response = try await probe.response("/changes?since=00000000-1", Self.events)
      #expect(response.status == .ok && response.text.hasPrefix("event: reset\ndata: {"))
      #expect(response.text.contains("http://localhost:8080/export.ndjson"))
      #expect(try await probe.response("/changes?topic=nothing", Self.events).status == .badRequest)
    }
  }

  @Test func `A drain ends streams and answers requests that wait`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let hub = ChangeHub()
      let probe = ResponderProbe(store) { $0.changes = hub }
      let producer = try await stream(probe, "/changes?since=now")
      _ = await next(producer)
      let answer = LaterAnswer()
      _ = probe.responder.respond(
        to: try request("/changes?since=now&wait=60"), reply: answer.take)
      hub.end()
      #expect(await next(producer) == nil)
      #expect(answer.wait().status == .ok)
    }
  }

  @Test func `A client that leaves too much of an event stream unread is disconnected`()
    async throws
  {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let producer = try await stream(probe, "/changes?since=now")
      let isCut = DispatchSemaphore(value: 0)
      producer.begin { isCut.signal() }
      _ = await next(producer)
      let text = String(repeating: "x", count: 90_000)
      for round in 1...3 {
        try edit(
          store,
          #"{"type":"conference","id":"vldb-2026","name":"VLDB","summary":"\#(round) \#(text)"}"#)
        // Each commit is read for on its own.
        try await Task.sleep(for: .milliseconds(200))
      }
      #expect(isCut.wait(timeout: .now() + 60) == .success)
      #expect(await next(producer) == nil)
    }
  }

  @Test func `Streams that ask the same share one read`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      var producers: [any BodyProducer] = []
      for _ in 0..<300 { producers.append(try await stream(probe, "/changes?since=now")) }
      for producer in producers { _ = await next(producer) }
      // More than may wait for a reader, if each read for itself.
      try edit(store, #"{"type":"conference","id":"vldb-2026","name":"VLDB 2026","tagline":"X"}"#)
      for producer in producers {
        #expect(await next(producer)?.contains("event: update") == true)
        producer.cancel()
      }
    }
  }

  // MARK: Export

  @Test func `An export names its cursor, and is imported as it is`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      let response = try await probe.response("/export.ndjson")
      #expect(response.fields["Content-Type"] == "application/x-ndjson")
      let lines = await response.wholeText().split(separator: "\n")
      let head = try JSONParser.parse(Array(lines[0].utf8))
      #expect(head["cursor"] == .string(try await checkpoint(probe)))
      #expect(head["revision"] == .integer(1) && head["epoch"]?.string?.count == 8)
      #expect(lines.count == 6)
      var document = CatalogDocument()
      for line in lines {
        #expect(document.append(try JSONParser.parse(Array(line.utf8))).isEmpty)
      }
      #expect(document.conferences.count == 2)
    }
  }
}

/// A response that comes later.
private final class LaterAnswer: Sendable {
  private let response = Locked<Response?>(nil)
  private let arrival = DispatchSemaphore(value: 0)

  func take(_ response: Response) {
    self.response.withLock { $0 = response }
    arrival.signal()
  }

  var isThere: Bool { response.withLock { $0 != nil } }

  func wait() -> Response {
    _ = arrival.wait(timeout: .now() + 60)
    return response.withLock { $0 } ?? Response(.requestTimeout)
  }
}
