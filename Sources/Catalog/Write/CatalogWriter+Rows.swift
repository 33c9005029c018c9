import CatalogModel
import JSON
import SQLite

extension CatalogWriter {
  /// Inserts the row of a new record, or updates that of one that has changed, with its stamp.
  @discardableResult
  func put(
    _ table: String, slug: String? = nil, id: Int64?, _ columns: KeyValuePairs<String, any Bindable>
  ) throws -> Int64 {
    try put(table, slug: slug, id: id, Array(columns))
  }

  @discardableResult
  func put(
    _ table: String, slug: String? = nil, id: Int64?,
    _ columns: [(key: String, value: any Bindable)]
  ) throws -> Int64 {
    var names = columns.map(\.key)
    var values = columns.map(\.value)
    if let slug {
      names.append("slug")
      values.append(slug)
    }
    let stamp = id == nil ? stamp(table, slug) : Kept.Stamp(updatedAt: now, sequence: 0)
    names += ["revision", "updated_at"]
    values += [revision, stamp.updatedAt.seconds] as [any Bindable]
    guard let id else {
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

  /// Deletes the rows that a record owns in other tables, before they are written anew.
  func clear(_ tables: String..., of owner: String, id: Int64) throws {
    for table in tables {
      try connection.run("DELETE FROM \(table) WHERE \(owner) = ?1", id)
    }
  }

  /// Writes the rows of a many-to-many table in the order of the slugs.
  func relate(
    _ table: String, _ id: Int64, _ kind: RecordKind, _ slugs: [String],
    owner: @autoclosure () -> String
  ) throws {
    for (position, slug) in slugs.enumerated() {
      try connection.run(
        "INSERT OR IGNORE INTO \(table) VALUES (?1, ?2, ?3)", id,
        try self.id(kind, slug, for: owner()), position)
    }
  }

  static func json(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.value(texts)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
