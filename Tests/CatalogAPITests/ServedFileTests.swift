import Catalog
import CatalogForm
import CatalogModel
import Foundation
import HTTP
import SQLite
import Synchronization
import Testing

@testable import CatalogAPI

/// A served catalog in a folder of its own, with the lines that it logs.
private struct ServedFile {
  let path: String
  let catalog: ServedCatalog
  let probe: ResponderProbe
  let log = LogLines()

  final class LogLines: Sendable {
    private let count = Atomic(0)
    func add(_ line: String) { if line.contains("damaged") { count.add(1, ordering: .relaxed) } }
    var damage: Int { count.load(ordering: .relaxed) }
  }

  init(_ folder: String, checkInterval: Duration? = .seconds(3_600)) throws {
    path = "\(folder)/served.db"
    try Self.make(path, "old")
    let (path, log) = (path, log)
    catalog = ServedCatalog(
      try CatalogStore(path: path, seed: false, readTime: .seconds(120)),
      checkInterval: checkInterval,
      open: { try CatalogStore(path: path, seed: false, readTime: .seconds(120)) },
      log: { log.add($0) })
    try catalog.start()
    probe = ResponderProbe(catalog)
  }

  /// Makes a closed catalog with a hundred conferences of a name.
  static func make(_ path: String, _ name: String) throws {
    let store = try CatalogStore(path: path, seed: false, readTime: .seconds(120))
    let text = String(repeating: "\(name) text ", count: 1_500)
    let records = (0..<100).map {
      #"{"id": "\#(name)-\#($0)", "name": "\#(name) \#($0)", "summary": "\#(text)"}"#
    }
    let document = "{\"conferences\": [\(records.joined(separator: ","))]}"
    try store.add(CatalogDocument(json: Array(document.utf8)))
    store.close()
  }

  func status(_ path: String) async throws -> Int {
    try await probe.response(path).status.code
  }

  /// Waits until the responses to some paths have these statuses.
  func wait(for statuses: [(path: String, status: Int)]) async throws {
    let patience = ContinuousClock.now + .seconds(600)
    while ContinuousClock.now < patience {
      var isDone = true
      for (path, expected) in statuses where try await status(path) != expected { isDone = false }
      if isDone { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    for (path, expected) in statuses { #expect(try await status(path) == expected, "\(path)") }
  }
}

@Suite(.serialized) struct `The file of a served catalog` {
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  private static let served = [(path: "/conferences/new-1", status: 200), ("/readyz", 200)]

  /// Runs a program, so that no lock of this process is lost by closing the file.
  private func shell(_ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `A write is not acknowledged while another file, or none, is at the path`()
    async throws
  {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      let store = file.catalog.state.store
      func write(_ id: String) throws {
        let text = #"{"speakers": [{"id": "\#(id)", "name": "Ann"}]}"#
        try store.add(CatalogDocument(json: Array(text.utf8)))
      }
      try write("one")
      #expect(rename(file.path, "\(folder)/away.db") == 0)
      #expect(throws: DatabaseError.self) { try write("two") }
      try shell("echo 'This is a text.' > \(file.path)")
      #expect(throws: DatabaseError.self) { try write("three") }
      #expect(try await file.status("/conferences/old-1") == 200)
      #expect(rename("\(folder)/away.db", file.path) == 0)
      try write("four")
      try await file.wait(for: [("/speakers/four", 200), ("/speakers/two", 404)])
      file.catalog.close()
    }
  }

  @Test func `A log that is removed is stored in the file, and a new one begun`() async throws {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      let text = #"{"speakers": [{"id": "ann", "name": "Ann"}]}"#
      try file.catalog.state.store.add(CatalogDocument(json: Array(text.utf8)))
      // The watch has to see the log before it is gone, and moves it into the file a second later.
      try await Task.sleep(for: .milliseconds(400))
      let before = file.catalog.generation
      #expect(unlink("\(file.path)-wal") == 0)
      let patience = ContinuousClock.now + .seconds(600)
      while file.catalog.generation < before + 2, ContinuousClock.now < patience {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(file.catalog.generation == before + 2)
      try await file.wait(for: [("/readyz", 200), ("/speakers/ann", 200)])
      // Another process sees the write, too.
      try shell("cp \(file.path) \(folder)/copy.db")
      let copy = try CatalogStore(reading: "\(folder)/copy.db")
      #expect(
        try copy.database.readSync {
          try $0.first("SELECT count(*) FROM speaker") { $0.int(0) }
        } == 1)
      copy.close()
      file.catalog.close()
    }
  }

  @Test func `A removed log is not stored in a file that was overwritten meanwhile`() async throws {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      try ServedFile.make("\(folder)/new.db", "new")
      let text = #"{"speakers": [{"id": "ann", "name": "Ann"}]}"#
      try file.catalog.state.store.add(CatalogDocument(json: Array(text.utf8)))
      try shell(
        "cat '\(folder)/new.db' > '\(file.path)'; rm -f '\(file.path)-wal' '\(file.path)-shm'")
      try await file.wait(for: Self.served + [("/conferences/old-1", 404), ("/speakers/ann", 404)])
      file.catalog.close()
      let store = try CatalogStore(reading: file.path)
      #expect(try store.database.readSync { try $0.integrityCheck() } == [])
      store.close()
    }
  }

  @Test func `A valid catalog that is renamed over it is served, and no request fails`()
    async throws
  {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      try ServedFile.make("\(folder)/new.db", "new")
      #expect(rename("\(folder)/new.db", file.path) == 0)
      var isNew = false
      let patience = ContinuousClock.now + .seconds(600)
      while !isNew, ContinuousClock.now < patience {
        let response = try await file.probe.response("/conferences?limit=100&fields=id")
        #expect(response.status == .ok)
        isNew = response.text.contains("new-1")
        #expect(isNew != response.text.contains("old-1"))
      }
      #expect(isNew)
      try await file.wait(for: Self.served + [("/conferences/old-1", 404)])
      file.catalog.close()
      // The log of the old file was not taken for that of the new one.
      let store = try CatalogStore(reading: file.path)
      #expect(try store.database.readSync { try $0.integrityCheck() } == [])
      store.close()
    }
  }

  @Test func `Without a file the data is served on, not ready, until a catalog is there`()
    async throws
  {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      try await file.wait(for: [("/readyz", 200)])
      unlink(file.path)
      try await file.wait(for: [("/readyz", 503), ("/conferences/old-1", 200)])
      try shell("echo nothing > '\(file.path)'")
      try await file.wait(for: [("/readyz", 503), ("/conferences/old-2", 200)])
      try ServedFile.make("\(folder)/new.db", "new")
      #expect(rename("\(folder)/new.db", file.path) == 0)
      try await file.wait(for: Self.served)
      file.catalog.close()
    }
  }

  @Test func `A file that is moved away and back loses nothing`() async throws {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      #expect(rename(file.path, "\(folder)/away") == 0)
      try await file.wait(for: [("/readyz", 503)])
      #expect(rename("\(folder)/away", file.path) == 0)
      try await file.wait(for: [("/readyz", 200), ("/conferences/old-3", 200)])
      file.catalog.close()
    }
  }

  @Test func `Another catalog that is written over it is served`() async throws {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      try ServedFile.make("\(folder)/new.db", "new")
      try shell("cat '\(folder)/new.db' > '\(file.path)'")
      try await file.wait(for: Self.served + [("/conferences/old-1", 404)])
      file.catalog.close()
    }
  }

  @Test func `A log moves into its file, so that another catalog is not read with it`()
    async throws
  {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      try ServedFile.make("\(folder)/new.db", "new")
      try file.catalog.state.store.database.writeSync {
        try $0.run("UPDATE catalog_state SET revision = revision + 1")
      }
      let log = "\(file.path)-wal"
      #expect(FileManager.default.contents(atPath: log)?.isEmpty == false)
      let patience = ContinuousClock.now + .seconds(600)
      while FileManager.default.contents(atPath: log)?.isEmpty == false,
        ContinuousClock.now < patience
      { try await Task.sleep(for: .milliseconds(50)) }
      try shell("cat '\(folder)/new.db' > '\(file.path)'")
      try await file.wait(for: Self.served + [("/conferences/old-1", 404)])
      let store = try CatalogStore(reading: file.path)
      #expect(try store.database.readSync { try $0.integrityCheck() } == [])
      store.close()
      file.catalog.close()
    }
  }

  @Test func `A file that is written over by something else is damage`() async throws {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      try shell("head -c 300000 /dev/urandom > '\(file.path)'")
      try await file.wait(for: [
        ("/readyz", 503), ("/conferences", 503), ("/conferences.csv", 503), ("/healthz", 200),
        ("/metrics", 200),
      ])
      #expect(try await file.probe.response("/metrics").text.contains("catalog_ready 0\n"))
      #expect(file.log.damage == 1)
      try ServedFile.make("\(folder)/new.db", "new")
      #expect(rename("\(folder)/new.db", file.path) == 0)
      try await file.wait(for: Self.served)
      file.catalog.close()
    }
  }

  @Test func `The server finds overwritten pages and never returns their wrong data`()
    async throws
  {
    try await withFolder { folder in
      let file = try ServedFile(folder)
      let paths = (0..<100).map { "/conferences/old-\($0)" }
      var expected: [String: String] = [:]
      for path in paths { expected[path] = try await file.probe.response(path).text }
      let pages = (FileManager.default.contents(atPath: "\(folder)/served.db-wal")?.count ?? 0) == 0
      #expect(pages, "all is in the file itself")
      try shell(
        "i=8; while [ $i -lt 208 ]; do dd if=/dev/urandom of='\(file.path)' bs=8192 count=1"
          + " seek=$i conv=notrunc 2>/dev/null; i=$((i+8)); done")
      let patience = ContinuousClock.now + .seconds(600)
      var isRefused = false
      while !isRefused, ContinuousClock.now < patience {
        for path in paths {
          let response = try await file.probe.response(path)
          #expect([200, 503].contains(response.status.code))
          if response.status == .ok { #expect(response.text == expected[path]) }
          isRefused = response.status == .serviceUnavailable
        }
      }
      try await file.wait(for: [("/readyz", 503), ("/conferences/old-1", 503)])
      #expect(file.log.damage == 1)
      file.catalog.close()
    }
  }
}
