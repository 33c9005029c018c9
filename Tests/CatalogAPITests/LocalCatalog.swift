import Foundation
import HTTP
import JSON
import Synchronization
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

/// A catalog with a few records, asked in this process by a clock that the test sets.
final class LocalCatalog: Sendable {
  let store: CatalogStore
  private let folder: String
  private let clock: Clock
  /// What its loops share.
  private let validators = ValidatorMemory(capacity: 1 << 20)

  private final class Clock: Sendable {
    let seconds: Atomic<Int>
    init(_ seconds: Int) { self.seconds = Atomic(seconds) }
  }

  /// `prepare` may make the database file before it is opened.
  init(_ document: String, now: String, prepare: (String) throws -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try prepare("\(folder)/x.db")
    store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(120))
    clock = Clock(try #require(Instant.parse(rfc3339: now)).instant.seconds)
    try add(document)
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func add(_ document: String) throws {
    try store.add(
      try CatalogDocument(json: Array(document.utf8)),
      now: Instant(seconds: clock.seconds.load(ordering: .relaxed)))
  }

  func set(_ now: String) throws {
    clock.seconds.store(
      try #require(Instant.parse(rfc3339: now)).instant.seconds, ordering: .relaxed)
  }

  /// A loop of a server: its cache is its own.
  func responder() -> CatalogResponder {
    var configuration = APIConfiguration()
    configuration.now = { [clock] in Instant(seconds: clock.seconds.load(ordering: .relaxed)) }
    configuration.validators = validators
    return CatalogResponder(store, configuration: configuration)
  }

  struct Answer {
    var status: Int
    var fields: Fields
    var bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var body: JSONValue { (try? JSONParser.parse(bytes)) ?? .null }
    /// The IDs of a list.
    var ids: [String] { body["data"]?.array?.compactMap { $0["id"]?.string } ?? [] }
    /// The `max-age` of Cache-Control.
    var maxAge: Int? {
      let directives = (fields["Cache-Control"] ?? "").split(separator: ", ")
      return directives.first { $0.hasPrefix("max-age=") }.flatMap { Int($0.dropFirst(8)) }
    }
  }

  func request(_ path: String, _ fields: Fields) throws -> Request {
    let path = path.hasPrefix("http") ? String(path.dropFirst("http://x.test".count)) : path
    var request = Request(method: .get, target: try Target.parse(path), authority: "x.test")
    request.fields.append(fields)
    return request
  }

  func get(
    _ path: String, _ fields: Fields = [:], by responder: CatalogResponder? = nil
  ) async throws -> Answer {
    let responder = responder ?? self.responder()
    let asked = try request(path, fields)
    let (response, isMade) = await withCheckedContinuation { answer in
      if let response = responder.respond(
        to: asked, reply: { answer.resume(returning: ($0, true)) })
      {
        answer.resume(returning: (response, false))
      }
    }
    let answer = isMade ? responder.finalize(response, for: asked) : response
    guard case .bytes(let bytes) = answer.body else {
      return Answer(status: answer.status.code, fields: answer.fields, bytes: [])
    }
    return Answer(status: answer.status.code, fields: answer.fields, bytes: bytes)
  }
}
