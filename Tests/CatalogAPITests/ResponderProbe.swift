import Catalog
import CatalogForm
import CatalogModel
import Foundation
import HTTP
import JSON
import Synchronization

@testable import CatalogAPI

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
  private let seconds: Atomic<Int>

  init(_ instant: Instant) { seconds = Atomic(instant.seconds) }

  func set(_ instant: Instant) { seconds.store(instant.seconds, ordering: .relaxed) }

  var now: Instant { Instant(seconds: seconds.load(ordering: .relaxed)) }
}

/// One responder over a catalog in a file, asked in this process as an event loop does.
struct ResponderProbe {
  let responder: CatalogResponder

  init(_ responder: CatalogResponder) { self.responder = responder }

  init(_ store: CatalogStore, _ change: (inout APIConfiguration) -> Void = { _ in }) {
    self.init(ServedCatalog(store), change)
  }

  init(_ catalog: ServedCatalog, _ change: (inout APIConfiguration) -> Void = { _ in }) {
    var configuration = APIConfiguration()
    change(&configuration)
    responder = CatalogResponder(catalog, configuration: configuration)
  }

  func response(
    _ path: String, _ fields: Fields = [:], method: HTTP.Method = .get, peer: String = "",
    authority: String = "localhost:8080", body: String = ""
  ) async throws -> Response {
    let request = Request(
      method: method, target: try Target.parse(path), authority: authority, fields: fields,
      body: Array(body.utf8), peer: peer)
    let (response, isReply) = await withCheckedContinuation { continuation in
      if let response = responder.respond(
        to: request, reply: { continuation.resume(returning: ($0, true)) })
      {
        continuation.resume(returning: (response, false))
      }
    }
    return isReply ? responder.finalize(response, for: request) : response
  }

  func json(_ path: String, _ fields: Fields = [:]) async throws -> JSONValue {
    try JSONParser.parse(try await response(path, fields).content)
  }

  /// A new catalog in a folder of its own, with the records of a document in the native format.
  static func withStore(
    _ document: String = "{}", _ body: (CatalogStore, _ path: String) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(120))
    defer { store.close() }
    try store.add(CatalogDocument(json: Array(document.utf8)))
    try await body(store, "\(folder)/x.db")
  }
}

extension Response {
  /// The whole content; empty for a stream.
  var content: [UInt8] {
    guard case .bytes(let bytes) = body else { return [] }
    return bytes
  }

  var text: String { String(decoding: content, as: UTF8.self) }

  /// The whole content, also of a stream.
  func wholeText() async -> String {
    guard case .stream(let producer) = body else { return text }
    var whole: [UInt8] = []
    while true {
      let piece = await withCheckedContinuation { continuation in
        producer.next(32_768) { continuation.resume(returning: $0) }
      }
      guard case .bytes(let bytes) = piece else { return String(decoding: whole, as: UTF8.self) }
      whole += bytes
    }
  }

  /// The max-age directive, in seconds.
  var maxAge: Int? {
    fields["Cache-Control"]?.firstMatch(of: /max-age=([0-9]+)/).flatMap { Int($0.1) }
  }
}
