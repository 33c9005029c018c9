import JSON
import SQLite

extension CatalogWriter {
  /// Inserts the row of a new record, or updates that of one that has changed, with its stamp.
  @discardableResult
  func put(
    _ table: String, slug: String? = nil, id: Int64?, _ columns: KeyValuePairs<String, any Bindable>
  ) throws -> Int64 {
    var names = columns.map(\.key)
    var values = columns.map(\.value)
    if let slug {
      names.append("slug")
      values.append(slug)
    }
    names += ["revision", "updated_at"]
    values += [revision, now.seconds] as [any Bindable]
    guard let id else {
      let places = (1...values.count).map { "?\($0)" }.joined(separator: ", ")
      try connection.run(
        "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))",
        values: values)
      return connection.lastInsertedRow
    }
    let pairs = names.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: ", ")
    values.append(id)
    try connection.run(
      "UPDATE \(table) SET \(pairs), sequence = sequence + 1 WHERE id = ?\(values.count)",
      values: values)
    return id
  }

  /// Deletes the rows that a record owns in other tables, before they are written anew.
  func clear(_ tables: String..., of owner: String, id: Int64) throws {
    for table in tables {
      try connection.run("DELETE FROM \(table) WHERE \(owner) = ?1", id)
    }
  }

  /// Writes the rows of a many-to-many table in the order of the slugs.
  func relate(
    _ table: String, _ id: Int64, _ kind: Kind, _ slugs: [String], owner: @autoclosure () -> String
  ) throws {
    for (position, slug) in slugs.enumerated() {
      try connection.run(
        "INSERT OR IGNORE INTO \(table) VALUES (?1, ?2, ?3)", id,
        try self.id(kind, slug, for: owner()), position)
    }
  }

  /// Notes a change in the change log and in the report.
  func note(
    _ operation: RecordChange.Operation, _ kind: Kind, _ slug: String, object: [UInt8]?
  ) throws {
    var count = report.counts[kind.rawValue, default: .init()]
    switch operation {
    case .create: count.created += 1
    case .update: count.updated += 1
    case .delete: count.deleted += 1
    }
    report.counts[kind.rawValue] = count
    try bulk.change.run { row in
      row.integer(revision)
      row.integer(now.seconds)
      row.text(kind.rawValue)
      row.text(slug)
      row.text(operation.rawValue)
      row.text(actor)
      if let object { row.text(utf8: object) } else { row.text(nil) }
    }
  }

  static func json(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.value(texts)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
