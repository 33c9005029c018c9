import Foundation
import SQLite
import Testing

@testable import Catalog
@testable import CatalogModel

@Suite struct `Commits of others` {
  @Test func `A store follows what another one writes to the same file, within a second`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
    let server = try CatalogStore(path: path, seed: false)
    let watch = try server.watchForCommits()
    let importer = try CatalogStore(path: path, seed: false)
    for revision in 1...3 {
      try importer.merge([batch("one", dates: "2026-07-0\(revision)/2026-07-11")])
      let patience = Date.now + 5
      while server.revision < revision, Date.now < patience { usleep(5_000) }
      #expect(server.revision == revision)
    }
    watch.stop()
    importer.close()
    server.close()
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test func `A lower number counts only when it is found twice`() {
    let newest = NewestRevision(5)
    #expect(newest.follow(4) && newest.number == 5)
    #expect(!newest.follow(6) && newest.number == 6)
    #expect(newest.follow(4) && newest.number == 6)
    #expect(!newest.follow(4) && newest.number == 4)
    newest.advance(to: 3)
    #expect(newest.number == 4)
  }
}
