import CatalogForm
import CatalogModel
import SQLite

/// Former IDs in the native format, of records and of those that they refer to.
extension BatchMerge {
  /// Replaces former IDs by the present ones.
  ///
  /// A record with data of another catalog, or with an edit of the API, keeps its ID: it is meant to
  /// be a new record.
  func useFormerIDs() throws {
    guard !isForeign else { return }
    let kinds = try redirectedKinds()
    guard !kinds.isEmpty else { return }
    var found = PerKind<[String: String]>([:])
    var document = batch.document
    func turn(_ kind: RecordKind, _ slug: inout String) throws {
      guard kinds.contains(kind) else { return }
      if found[kind][slug] == nil {
        let name = RecordName(kind: kind, slug: slug)
        let isExact = batch.document.kept[name] != nil || batch.document.edits[name] != nil
        found[kind][slug] = isExact ? slug : try writer.slugs.current(kind, slug)
      }
      slug = found[kind][slug] ?? slug
    }
    func turn(_ kind: RecordKind, _ slug: inout String?) throws {
      guard var some = slug else { return }
      try turn(kind, &some)
      slug = some
    }
    for index in document.series.indices {
      try turn(.series, &document.series[index].id)
      try turn(.series, &document.series[index].parent)
    }
    for index in document.conferences.indices {
      let id = document.conferences[index].id
      try turn(.conference, &document.conferences[index].id)
      if let stated = batch.deadlineHolders.removeValue(forKey: id) {
        batch.deadlineHolders[document.conferences[index].id] = stated
      }
      for place in document.conferences[index].series.indices {
        try turn(.series, &document.conferences[index].series[place])
      }
    }
    for index in document.tracks.indices {
      try turn(.track, &document.tracks[index].id)
      try turn(.conference, &document.tracks[index].conference)
    }
    for index in document.rooms.indices {
      try turn(.room, &document.rooms[index].id)
      try turn(.conference, &document.rooms[index].conference)
    }
    for index in document.speakers.indices {
      try turn(.speaker, &document.speakers[index].id)
    }
    for index in document.sessions.indices {
      try turn(.session, &document.sessions[index].id)
      try turn(.conference, &document.sessions[index].conference)
      try turn(.track, &document.sessions[index].track)
      try turn(.room, &document.sessions[index].room)
      try turn(.session, &document.sessions[index].parent)
      for place in document.sessions[index].speakers.indices {
        try turn(.speaker, &document.sessions[index].speakers[place].id)
      }
    }
    batch.document = document
    let turned = kinds.flatMap { found[$0].filter { $0.key != $0.value } }
      .map { "\($0.key) is \($0.value)" }.sorted()
    guard !turned.isEmpty else { return }
    writer.report.notices.append(
      "\(turned.count) former IDs were replaced by the present ones, such as "
        + turned.prefix(3).joined(separator: ", "))
  }

  private func redirectedKinds() throws -> [RecordKind] {
    try RecordKind.allCases.filter { kind in
      try writer.connection.first("SELECT 1 FROM redirect WHERE kind = ?1 LIMIT 1", kind.rawValue) {
        _ in true
      } ?? false
    }
  }
}
