import Catalog
import CatalogModel
import Dispatch
import Foundation
import HTTP
import JSON
import SQLite
import Testing

/// A writing server that is killed at moments of its own choosing.
@Suite struct `A server that is killed while it writes` {
  /// Kills, with a little work between them; the environment variable KILLS changes their number.
  private static let rounds =
    ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 6
  private static let writers = 3

  @Test func `What was acknowledged is stored once, and what is retried is not done twice`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/a.db"
    let store = try CatalogStore(path: path, seed: false)
    let token = try store.addToken(name: "ed", scopes: [.write])
    store.close()
    var acknowledged: [String: String] = [:]
    var unanswered: Set<String> = []
    for round in 0..<Self.rounds {
      let server = try ServerProcess(["--no-seed", "--rate-write", "0"], database: path)
      // What got no answer before is asked again with its key.
      for key in unanswered {
        let answer = try #require(Self.post(key, token, server.port), "\(key)")
        acknowledged[key] = answer
      }
      unanswered = []
      let port = server.port
      let results = Locked<[(key: String, answer: String?)]>([])
      // Threads of their own: they wait for answers, and a test's tasks share two.
      let group = DispatchGroup()
      for writer in 0..<Self.writers {
        DispatchQueue(label: "writer \(writer)").async(group: group) {
          for number in 0..<10_000 {
            let key = "k-\(round)-\(writer)-\(number)"
            let answer = Self.post(key, token, port)
            results.withLock { $0.append((key, answer)) }
            if answer == nil { return }
          }
        }
      }
      usleep(UInt32.random(in: 20_000...300_000))
      kill(server.process.processIdentifier, SIGKILL)
      group.wait()
      server.process.waitUntilExit()
      for (key, answer) in results.withLock({ $0 }) {
        if let answer { acknowledged[key] = answer } else { unanswered.insert(key) }
      }
    }
    let server = try ServerProcess(["--no-seed", "--rate-write", "0"], database: path)
    for key in unanswered {
      let answer = try #require(Self.post(key, token, server.port), "\(key)")
      acknowledged[key] = answer
    }
    for (key, answer) in acknowledged.shuffled().prefix(20) {
      #expect(
        Self.post(key, token, server.port) == answer, "a key that was answered is answered again")
    }
    #expect(server.stop() == 0)
    let after = try CatalogStore(path: path, seed: false)
    defer { after.close() }
    let (ids, check) = try after.database.readSync { connection in
      (
        try connection.all("SELECT name, slug FROM speaker") { ($0.text(0), $0.text(1)) },
        try connection.first("PRAGMA integrity_check") { $0.text(0) }
      )
    }
    #expect(check == "ok")
    #expect(Dictionary(grouping: ids, by: \.0).values.allSatisfy { $0.count == 1 }, "nothing twice")
    #expect(Dictionary(ids, uniquingKeysWith: { first, _ in first }) == acknowledged)
  }

  /// Creates a speaker whose name is the key, and gives its id; nil where no whole answer came.
  private static func post(_ key: String, _ token: String, _ port: UInt16) -> String? {
    let body = #"{"name": "\#(key)"}"#
    let lines = [
      "POST /speakers HTTP/1.1", "Host: a", "Connection: close", "Authorization: Bearer \(token)",
      "Content-Type: application/json", "Idempotency-Key: \(key)",
      "Content-Length: \(body.utf8.count)",
    ]
    let request = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    guard let socket = try? Socket(port: port) else { return nil }
    socket.send(Array(request.utf8))
    let text = String(decoding: socket.readToEnd(), as: UTF8.self)
    guard text.hasPrefix("HTTP/1.1 201"), let start = text.firstRange(of: "\r\n\r\n"),
      let json = try? JSONParser.parse(Array(text[start.upperBound...].utf8))
    else { return nil }
    return json["data"]?["id"]?.string
  }
}
