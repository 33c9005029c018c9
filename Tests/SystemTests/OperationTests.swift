import Foundation
import JSON
import SQLite
import Testing

@testable import CatalogCommand

/// What an operator sees of the process: logs, signals, locks, files.
@Suite(.serialized) struct `Operation` {
  /// Waits until a file holds what is looked for, for twenty seconds at most.
  static func wait(for path: String, _ isReady: (String) -> Bool) throws -> String {
    var text = ""
    for _ in 0..<400 {
      text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      if isReady(text) { return text }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return text
  }

  static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n")
  }

  @Test func `The access log has a JSON line for each response, refusals too`() throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let server = try ServerProcess.ofOwnBuild(
      ["--no-seed", "--access-log", log, "--trusted-proxies", "127.0.0.1"])
    _ = try server.curl(
      "/series?x=1&access_token=cat_secret",
      ["-H", "X-Request-Id: mine", "-H", "X-Forwarded-For: 192.0.2.7"])
    _ = try server.exchange([Array("GET / HTTP/1.1\r\nHost: a b\r\n\r\n".utf8)])
    let text = try Self.wait(for: log) { Self.lines($0).count >= 2 }
    let lines = try Self.lines(text).map { try JSONParser.parse(Array($0.utf8)) }
    try #require(lines.count == 2)
    #expect(lines[0]["request_id"] == .string("mine"))
    #expect(lines[0]["method"] == .string("GET") && lines[0]["address"] == .string("192.0.2.7"))
    #expect(lines[0]["target"] == .string("/series?x=1&access_token=[redacted]"))
    #expect(lines[0]["status"] == .integer(400))
    #expect(!text.contains("cat_secret"))
    #expect(lines[1]["status"] == .integer(400) && lines[1]["method"] == .null)
    #expect(lines[1]["request_id"]?.string?.count == 15)
    #expect(server.stop() == 0)
  }

  @Test func `SIGHUP opens the log again, and SIGUSR1 and SIGUSR2 do nothing`() throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer {
      for path in [log, log + ".1"] { try? FileManager.default.removeItem(atPath: path) }
    }
    let server = try ServerProcess.ofOwnBuild(
      ["--no-seed", "--access-log", log, "--access-log-format", "combined"])
    _ = try server.curl("/series")
    try FileManager.default.moveItem(atPath: log, toPath: log + ".1")
    for signal in [SIGUSR1, SIGUSR2, SIGHUP] { kill(server.process.processIdentifier, signal) }
    let old = try Self.wait(for: log + ".1") { $0.contains("/series") }
    #expect(old.contains("\"GET /series HTTP/1.1\" 200 "))
    _ = try Self.wait(for: log) { _ in FileManager.default.fileExists(atPath: log) }
    _ = try server.curl("/topics")
    let new = try Self.wait(for: log) { $0.contains("/topics") }
    #expect(new.contains("GET /topics") && !new.contains("GET /series"))
    #expect(server.stop() == 0)
  }

  @Test func `A streamed response is logged when it ends, with its bytes`() throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let server = try ServerProcess.ofOwnBuild(["--access-log", log])
    let (output, _) = try run(
      "/usr/bin/env",
      [
        "curl", "-s", "-o", "/dev/null", "-w", "%{size_download}",
        "http://127.0.0.1:\(server.port)/sessions.ndjson",
      ])
    let text = try Self.wait(for: log) { !$0.isEmpty }
    let line = try JSONParser.parse(Array(text.utf8))
    #expect(line["bytes"] == Int64(output).map { .integer($0) })
    #expect(line["complete"] == nil)
    #expect(server.stop() == 0)
  }

  @Test(arguments: [
    ("/a?b=1", "/a?b=1"), ("/a?token=x", "/a?token=[redacted]"),
    ("/a?Access_Token=x&b=2", "/a?Access_Token=[redacted]&b=2"),
    ("/a?%74oken=x", "/a?%74oken=[redacted]"), ("/a?api-key=x", "/a?api-key=[redacted]"),
    ("/a?q=cat_w123", "/a?q=[redacted]"), ("/a?cat_w123", "/a?[redacted]"),
    ("https://u:p@h/?secret=1", "https://[redacted]@h/?secret=[redacted]"), ("/a?", "/a?"),
    ("/a/cat_w\(String(repeating: "x", count: 36))/b?c=1", "/a/[redacted]/b?c=1"),
    ("/%63at_w\(String(repeating: "x", count: 36))", "/[redacted]"),
  ])
  func `Secrets in URLs are not logged`(_ url: String, _ shown: String) {
    #expect(AccessLogFormat.withoutSecrets(url) == shown)
  }

  @Test func `SIGTERM ends the server in time although another process holds the write lock`()
    throws
  {
    let server = try ServerProcess.ofOwnBuild(["--no-seed", "--drain-timeout", "2"])
    let other = try Connection(path: "\(server.folder)/catalog.db", access: .readWrite)
    try other.execute("BEGIN IMMEDIATE")
    let start = Date()
    #expect(server.stop() == 0)
    // The bound is 2.5 s; a loaded machine may be late, but by far less than the lock's minute.
    #expect(Date().timeIntervalSince(start) < 20)
    try? other.execute("ROLLBACK")
  }

  @Test func `An import that waits for the lock says for whom, and gives up`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let database = "\(server.folder)/catalog.db"
    let other = try Connection(path: database, access: .readWrite)
    try other.execute("BEGIN IMMEDIATE")
    let file = "\(server.folder)/one.json"
    try #"{"type":"series","id":"exa","name":"EXA"}"#.write(
      toFile: file, atomically: true, encoding: .utf8)
    let (output, status) = try run(
      ServerProcess.ownBuild,
      [
        "import", file, "--format", "ndjson", "--database", database, "--no-seed",
        "--lock-timeout", "2",
      ])
    #expect(status == 1)
    #expect(output.contains("waiting for the database \(database): process \(getpid()) ("))
    #expect(output.contains("is locked by another process"))
    try other.execute("ROLLBACK")
    #expect(server.stop() == 0)
  }

  @Test func `A new database and its log are closed to others`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"], database: nil)
    for suffix in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: "\(server.folder)/catalog.db\(suffix)")
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      #expect(mode & 0o137 == 0, "\(suffix): \(String(mode, radix: 8))")
    }
    #expect(server.stop() == 0)
  }
}
