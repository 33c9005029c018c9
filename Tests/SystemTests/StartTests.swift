import Foundation
import JSON
import SQLite
import Testing

@Suite(.serialized) struct `Starting and ending` {
  @Test func `A second server on the same port says so and leaves the first alone`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let (output, status) = try run(
      ServerProcess.ownBuild,
      ["--listen", "127.0.0.1:\(server.port)", "--database", "\(server.folder)/other.db"])
    #expect(status == 1)
    #expect(!FileManager.default.fileExists(atPath: "\(server.folder)/other.db"))
    #expect(output.contains("already") && output.split(separator: "\n").count == 1)
    #expect(try server.exchange([`Connections`.get]).hasPrefix("HTTP/1.1 200"))
    #expect(server.stop() == 0)
  }

  @Test func `What is no catalog is refused in one line and left alone`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let notes = Data(String(repeating: "no database\n", count: 500).utf8)
    try notes.write(to: URL(fileURLWithPath: "\(folder)/notes.db"))
    let places = ["\(folder)/notes.db", folder, "\(folder)/none/x.db", "/proc/x.db", "/dev/null"]
    for path in places {
      let (output, status) = try run(
        ServerProcess.ownBuild, ["--listen", "127.0.0.1:0", "--database", path])
      #expect(status == 1, "\(path)")
      let named = output.contains(path) || output.contains("\(folder)/none")
      #expect(output.split(separator: "\n").count == 1 && named, "\(output)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/notes.db")) == notes)
    let senseless = [
      ["--lisen", "x"], ["--listen", "nowhere"], ["fly"], ["--database"], ["--loops", "0"],
      ["--no-seed=maybe"], ["--base-url", "ftp://a"], ["serve", "stray"],
    ]
    for arguments in senseless {
      let (output, status) = try run(ServerProcess.ownBuild, arguments)
      #expect(status == 64 && output.split(separator: "\n").count == 1)
    }
  }

  @Test func `A database of a newer program is refused and left alone`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let path = "\(server.folder)/newer.db"
    server.process.terminate()
    server.process.waitUntilExit()
    try FileManager.default.moveItem(atPath: "\(server.folder)/catalog.db", toPath: path)
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    do {
      let connection = try Connection(path: path, access: .readWrite)
      try connection.execute(
        "INSERT INTO schema_migration VALUES (9999, '9999_future.sql', 'x', '2030-01-01T00:00:00Z')"
      )
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let (output, status) = try run(
      ServerProcess.ownBuild, ["--listen", "127.0.0.1:0", "--database", path])
    #expect(status == 1)
    #expect(output.contains("newer version of catalog") && output.split(separator: "\n").count == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `Several first starts on one file at a time plant the seeds once`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let other = Process()
    other.executableURL = URL(fileURLWithPath: ServerProcess.ownBuild)
    other.arguments = ["--listen", "127.0.0.1:0", "--database", "\(folder)/one.db"]
    other.standardOutput = Pipe()
    try other.run()
    let base = ["--base-url", "http://x.test"]
    let server = try ServerProcess.ofOwnBuild(base, database: "\(folder)/one.db")
    let revision = try server.curl("/revision").body["data"]?["revision"]
    #expect(revision == .integer(1))
    try expectSameBytes(server, base)
    #expect(server.stop() == 0)
    other.terminate()
    other.waitUntilExit()
    #expect(other.terminationStatus == 0)
  }

  /// Compares with an installation that was seeded at another moment.
  private func expectSameBytes(_ server: ServerProcess, _ base: [String]) throws {
    let other = try ServerProcess(base)
    defer { _ = other.stop() }
    let paths = [
      "/", "/revision", "/conferences?limit=500", "/conferences.csv", "/conferences.ics",
      "/conferences.atom", "/conferences/vldb-2026", "/conferences?q=nlp&facets=topic,month",
      "/deadlines.csv", "/series.ndjson", "/sessions?limit=100", "/search?q=learning", "/guide",
      "/conferences/emnlp-2023/schedule.json", "/conferences/vldb-2026/history",
    ]
    for path in paths {
      let (one, two) = (
        try run("/usr/bin/env", ["curl", "-si", "http://127.0.0.1:\(server.port)\(path)"]).output,
        try run("/usr/bin/env", ["curl", "-si", "http://127.0.0.1:\(other.port)\(path)"]).output
      )
      func stable(_ response: String) -> [String] {
        response.components(separatedBy: "\r\n").filter {
          !$0.hasPrefix("Date:") && !$0.hasPrefix("X-Request-Id:")
            && !$0.hasPrefix("Cache-Control:")
        }.sorted()
      }
      #expect(stable(one) == stable(two), "\(path)")
      #expect(one.hasPrefix("HTTP/1.1 200"), "\(path)")
    }
  }

  @Test func `Killed at any moment of its first start, it starts again whole`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let whole = try ServerProcess()
    let expected = try whole.curl("/").body["data"]?["collections"]
    #expect(whole.stop() == 0)
    for milliseconds in [5, 20, 40, 80, 160, 320] {
      let path = "\(folder)/\(milliseconds).db"
      let process = Process()
      process.executableURL = URL(fileURLWithPath: ServerProcess.binary)
      process.arguments = ["--listen", "127.0.0.1:0", "--database", path]
      process.standardOutput = Pipe()
      try process.run()
      usleep(UInt32(milliseconds) * 1_000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let server = try ServerProcess(database: path)
      let counts = try server.curl("/").body["data"]?["collections"]
      #expect(counts?.array?.map { $0["count"] } == expected?.array?.map { $0["count"] })
      #expect(server.stop() == 0)
    }
  }

  @Test func `A signal to end while it plants the seeds ends it with 0`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for number in [SIGTERM, SIGINT] {
      try end(with: number, after: 0, "\(folder)/\(number).db", [])
    }
  }

  @Test func `A signal to end at any moment of its start ends it with 0`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for delay in stride(from: UInt32(0), to: 20_000, by: 1_000) {
      try end(with: SIGTERM, after: delay, "\(folder)/\(delay).db", ["--no-seed"])
    }
  }

  /// Sends a signal so many microseconds after the database's log is there.
  private func end(
    with number: Int32, after delay: UInt32, _ path: String, _ arguments: [String]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ServerProcess.ownBuild)
    process.arguments = ["--listen", "127.0.0.1:0", "--database", path] + arguments
    process.standardOutput = Pipe()
    try process.run()
    while !FileManager.default.fileExists(atPath: "\(path)-wal"), process.isRunning {
      usleep(1_000)
    }
    usleep(delay)
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0, "\(delay)")
  }

  @Test func `The health check tells a running server from none`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let address = "127.0.0.1:\(server.port)"
    #expect(try run(ServerProcess.ownBuild, ["healthcheck", "--listen", address]).status == 0)
    #expect(server.stop() == 0)
    #expect(try run(ServerProcess.ownBuild, ["healthcheck", "--listen", address]).status == 1)
  }
}
