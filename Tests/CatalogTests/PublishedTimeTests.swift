import Foundation
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Times as they were published` {
  @Test func `A database from before them keeps its sessions, and takes them`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/old.db"
    let before = CatalogStore.migrations.filter { !$0.name.contains("published_times") }
    do {
      var options = DatabaseOptions(applicationID: CatalogStore.applicationID)
      options.readers = 1
      let old = try Database(path: path, options: options, migrations: Array(before.prefix(2)))
      try old.writeSync { connection in
        try connection.execute(
          """
          UPDATE catalog_state SET seeds = 'declined';
          INSERT INTO conference (id, slug, name, name_key, revision, updated_at)
          VALUES (7, 'demo', 'Demo', 'demo', 1, 0);
          INSERT INTO session (id, slug, conference_id, kind, title, title_key, starts_at,
            starts_offset, position, revision, updated_at)
          VALUES (9, 'old', 7, 'other', 'Old', 'old', 1809939600, 7200, 1, 1, 0);
          INSERT INTO external_id VALUES ('speaker', 1, 'frab', 'demo', 'ann@demo.example'),
            ('speaker', 1, 'frab', 'demo', 'ABC'), ('session', 9, 'ics', 'demo', 'a@demo.example');
          """)
      }
      old.close()
    }
    let store = try CatalogStore(path: path, seed: false, readTime: .seconds(120))
    defer { store.close() }
    var document = CatalogDocument()
    var new = Session(id: "new", conference: "demo", kind: "other", title: "New")
    new.publishedStart = "2027-05-10T09:00:00"
    new.day = Day("2027-05-09")
    document.sessions = [new]
    try store.add(document)
    try store.database.readSync { connection in
      let reader = try CatalogReader(connection)
      let old = try reader.session(id: 9)
      #expect(old?.startsAt?.instant.seconds == 1_809_939_600 && old?.publishedStart == nil)
      #expect(old?.day == nil)
      let ids = try connection.all("SELECT value FROM external_id ORDER BY value") { $0.text(0) }
      #expect(ids == ["ABC", "a@demo.example"])
      let id = try connection.first("SELECT id FROM session WHERE slug = 'new'") { $0.int64(0) }
      let added = try reader.session(id: id ?? 0)
      #expect(added?.publishedStart == "2027-05-10T09:00:00" && added?.startsAt == nil)
      #expect(added?.day?.description == "2027-05-09")
    }
  }
}
