import Catalog
import CatalogModel
import Foundation
import HTTP
import SQLite
import Testing

@testable import CatalogAPI

@Suite struct `What watches over the program` {
  /// Asks a responder in this process, as a loop does.
  private func ask(_ path: String, _ responder: CatalogResponder) async throws -> Response {
    let request = Request(
      method: .get, target: try Target.parse(path), authority: "localhost:8080")
    let (response, isMade) = await withCheckedContinuation { answer in
      if let response = responder.respond(
        to: request, reply: { answer.resume(returning: ($0, true)) })
      {
        answer.resume(returning: (response, false))
      }
    }
    return isMade ? responder.finalize(response, for: request) : response
  }

  private func text(_ response: Response) -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func withStore(_ body: (CatalogStore, String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try CatalogStore(path: "\(folder)/x.db", seed: false)
    try await body(store, "\(folder)/x.db")
    store.close()
  }

  @Test func `A server that is about to end is not ready, and says so`() async throws {
    try await withStore { store, _ in
      let configuration = APIConfiguration()
      let responder = CatalogResponder(store, configuration: configuration)
      let ready = try await ask("/readyz", responder)
      #expect(ready.status == .ok && text(ready).contains("\"ready\""))
      #expect(ready.fields["Cache-Control"] == "no-store" && ready.fields["ETag"] == nil)
      configuration.probes.beginDraining()
      let ending = try await ask("/readyz", responder)
      #expect(ending.status == .serviceUnavailable && text(ending).contains("shutting down"))
      #expect(ending.fields["Retry-After"] != nil)
      #expect(text(try await ask("/metrics", responder)).contains("catalog_ready 0\n"))
      // The process is well all the same.
      #expect(try await ask("/healthz", responder).status == .ok)
    }
  }

  @Test func `Data of another schema, and none that can be read, is not ready`() async throws {
    try await withStore { store, _ in
      let responder = CatalogResponder(store)
      try store.database.writeSync { try $0.execute("PRAGMA user_version = 99") }
      let ready = try await ask("/readyz", responder)
      #expect(ready.status == .serviceUnavailable && text(ready).contains("not-ready"))
      try store.database.writeSync { try $0.execute("ALTER TABLE catalog_state RENAME TO gone") }
      #expect(try await ask("/readyz", responder).status == .serviceUnavailable)
      // The numbers of the process are told even so.
      let metrics = try await ask("/metrics", responder)
      #expect(metrics.status == .ok)
      #expect(text(metrics).contains("catalog_ready 0\n"))
      #expect(!text(metrics).contains("catalog_records"))
    }
  }

  @Test func `What is answered from the cache is counted apart`() async throws {
    try await withStore { store, _ in
      let responder = CatalogResponder(store)
      for _ in 1...3 { _ = try await ask("/topics", responder) }
      _ = try await ask("/nothing", responder)
      let metrics = text(try await ask("/metrics", responder))
      #expect(metrics.contains("catalog_answer_cache_hits_total 1\n"))
      #expect(metrics.contains("catalog_answers_total{status=\"4xx\"} 1\n"))
    }
  }

  @Test func `Texts are escaped as the format asks`() {
    let metric = Metric("a", .gauge, "one\\two\nthree", label: "b", [("x\"y\\z\n", 1)])
    #expect(
      String(decoding: Metric.text([metric]), as: UTF8.self)
        == "# HELP a one\\\\two\\nthree\n# TYPE a gauge\na{b=\"x\\\"y\\\\z\\n\"} 1\n")
  }
}
