import CatalogForm
import CatalogModel

extension ImportFormat {
  static let catalogFeed = ImportFormat(
    "atom", "the catalog's own Atom feeds of conferences, sessions and deadlines",
    matches: { $0.tags.contains("feed") },
    decode: .files { (file, _, builder) throws(ImportProblem) in
      try OwnFeed.read(try FileGroup.xml(file, builder), into: builder)
    })
}

/// The catalog's own feeds: each entry adds the record that it contains, if the catalog lacks it.
enum OwnFeed {
  static func read(_ feed: XMLElement, into builder: BatchBuilder) throws(ImportProblem) {
    guard feed.name == "feed", feed.line("generator") == "Conference Catalog" else {
      throw ImportProblem(
        .refused, file: builder.file, reason: "only the catalog's own Atom feeds are read")
    }
    builder.addsOnly()
    let records = OwnRecords(builder)
    for entry in feed.all("entry") {
      let id = entry.line("id") ?? ""
      // Skip an entry about a change; the record has an entry of its own.
      guard !id.contains("/changes/") else { continue }
      builder.count("entries")
      guard let record = entry.first("catalog:record")?.text else {
        builder.problem(
          .skipped, "an entry without catalog:record, which has the record's members",
          line: entry.line,
          value: id)
        continue
      }
      let kind = id.split(separator: ":").last?.split(separator: "/").first.map(String.init)
      records.add(
        kind, record, conference: entry.first("catalog:conference")?.text, "catalog:conference",
        line: entry.line, name: id)
    }
  }
}
