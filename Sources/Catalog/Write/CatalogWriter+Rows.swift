import CatalogForm
import CatalogModel
import SQLite

extension CatalogWriter {
  /// Inserts the row of a new record, or updates that of a changed one, with its stamp.
  @discardableResult
  func put(
    _ table: String, slug: String? = nil, _ row: RecordRow,
    _ columns: KeyValuePairs<String, any Bindable>
  ) throws -> Int64 {
    try put(table, slug: slug, row, Array(columns))
  }

  @discardableResult
  func put(
    _ table: String, slug: String? = nil, _ row: RecordRow,
    _ columns: [(key: String, value: any Bindable)]
  ) throws -> Int64 {
    var names = columns.map(\.key)
    var values = columns.map(\.value)
    if let slug {
      names.append("slug")
      values.append(slug)
    }
    let stamp = stamp(table, slug, row)
    names += ["revision", "updated_at"]
    values += [revision, stamp.updatedAt.seconds] as [any Bindable]
    guard let id = row.id else {
      names.append("sequence")
      values.append(stamp.sequence)
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

  /// Deletes the rows of a record in other tables, before they are written again.
  func clear(_ tables: String..., of owner: String, id: Int64) throws {
    for table in tables {
      try connection.run("DELETE FROM \(table) WHERE \(owner) = ?1", id)
    }
  }

  /// Writes the rows of a many-to-many table, in the order of the slugs.
  func relate(
    _ table: String, _ id: Int64, _ kind: RecordKind, _ slugs: [String],
    owner: @autoclosure () -> String
  ) throws {
    for (position, slug) in slugs.enumerated() {
      try connection.run(
        "INSERT OR IGNORE INTO \(table) VALUES (?1, ?2, ?3)", id,
        try self.slugs.id(kind, slug, for: owner()), position)
    }
  }
}
