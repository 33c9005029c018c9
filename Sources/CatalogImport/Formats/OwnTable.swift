import CatalogForm
import CatalogModel
import JSON

/// Decodes a table exported from the catalog, except those of conferences and sessions.
///
/// Each row becomes a record in the native format; an empty cell states nothing.
struct OwnTable {
  private enum Cell {
    case text, list, integer, number, flag

    init(_ schema: Schema) {
      switch schema {
      case .orNull(let schema), .bounded(let schema, _): self.init(schema)
      case .integer: self = .integer
      case .number: self = .number
      case .boolean: self = .flag
      case .array: self = .list
      default: self = .text
      }
    }
  }

  /// The columns that are members of the native format, besides those that a kind declares.
  private static let common: [String: Cell] = {
    let texts = [
      "id", "name", "acronym", "kind", "kind_label", "label", "summary", "parent", "organizer",
      "website", "frequency", "affiliation", "bio", "orcid", "conference", "conference_name",
      "local", "time_zone_declared", "declared_status", "supersedes", "track", "description",
      "color", "definition", "title", "text", "source", "audience", "series", "as_named", "reason",
      "publisher", "published_on", "retrieved_on", "licence", "address", "city", "region",
      "country", "time_zone",
    ]
    var cells = Dictionary(uniqueKeysWithValues: texts.map { ($0, Cell.text) })
    for name in ["aliases", "topics", "broader", "related"] { cells[name] = .list }
    for name in ["round", "order", "capacity"] { cells[name] = .integer }
    for name in ["latitude", "longitude"] { cells[name] = .number }
    cells["ended"] = .flag
    return cells
  }()

  /// Columns of exported tables that are not imported, besides those of `TableRows`.
  static let derived: Set = [
    "precision", "at_utc", "not_before_utc", "not_after_utc", "status", "from", "to", "basis",
    "rankings", "edtf", "narrower", "conference_count", "session_count", "subject_name",
  ]

  let kind: RecordKind
  let builder: BatchBuilder
  private let cells: [String: Cell]

  private static func cells(of kind: RecordKind) -> [String: Cell] {
    TableMembers.schemas(of: kind).mapValues { Cell($0) }.merging(common) { $1 }
  }

  init(kind: RecordKind, builder: BatchBuilder) {
    self.kind = kind
    self.builder = builder
    cells = Self.cells(of: kind)
  }

  static func isMember(_ column: String, of kind: RecordKind) -> Bool {
    cells(of: kind)[column] != nil
  }

  /// Whether the column is a declared member of conferences that people's tables do not have.
  static func isOfConferences(_ column: String) -> Bool {
    TableHeadings.column(column) == nil
      && TableMembers.schemas(of: .conference)[column] != nil
  }

  /// Returns a conference with the members that only the catalog's tables have; nil, with a problem,
  /// if one is invalid.
  func conference(_ row: MapDecoder, id: String, name: String) -> Conference? {
    let members = [("id", id), ("name", name)]
    return declared(row, members) { !Self.isOfConferences($0) }.conferences.first
  }

  /// Returns a session without its times, kind, status, place and people; nil, with a problem, if a
  /// member is invalid.
  func session(
    _ row: MapDecoder, id: String, title: String, conference: String
  ) -> Session? {
    let others: Set = ["kind", "status", "starts_at", "ends_at", "track", "room", "parent"]
    let members = [("id", id), ("title", title), ("conference", conference)]
    return declared(row, members) { others.contains($0) }.sessions.first
  }

  /// Decodes these members and the declared ones that are not excluded.
  private func declared(
    _ row: MapDecoder, _ members: [(name: String, value: String)],
    isExcluded: (String) -> Bool
  ) -> CatalogDocument {
    var record: [(name: String, value: JSONValue)] = [("type", .string(kind.rawValue))]
    record += members.map { ($0.name, .string($0.value)) }
    for (column, _) in row.node.members ?? []
    where TableMembers.schemas(of: kind)[column] != nil && !isExcluded(column) {
      guard !record.contains(where: { $0.name == column }), let cell = cells[column],
        let value = value(cell, column, row)
      else { continue }
      record.append((column, value))
    }
    var document = CatalogDocument()
    NativeFormat.report(
      document.append(.object(JSONObject(record))), line: row.node.line, builder)
    return document
  }

  func read(_ rows: [MapDecoder]) {
    var deadlines = OwnDeadlines(builder)
    for row in rows {
      builder.count("rows")
      guard let record = record(row) else { continue }
      if deadlines.add(.object(record), line: row.node.line) { continue }
      NativeFormat.report(
        builder.document.append(.object(record)), line: row.node.line, builder)
    }
    deadlines.finish()
  }

  private func record(_ row: MapDecoder) -> JSONObject? {
    var members: [(name: String, value: JSONValue)] = [("type", .string(kind.rawValue))]
    var point: [(name: String, value: JSONValue)] = []
    for (column, _) in row.node.members ?? [] {
      guard let cell = cells[column], let value = value(cell, column, row) else { continue }
      switch (kind, column) {
      case (_, "latitude"): point.append(("lat", value))
      case (_, "longitude"): point.append(("lon", value))
      // Only an expected deadline has a series.
      case (.deadline, "series"):
        row.skip("an expected deadline; only announced deadlines are imported")
        return nil
      case (.deadline, "declared_status"): members.append(("status", value))
      case (.track, "conference_name"), (.recommendation, "id"): continue
      default: members.append((column, value))
      }
    }
    if !point.isEmpty { members.append(("geo", .object(JSONObject(point)))) }
    return JSONObject(members)
  }

  private func value(_ cell: Cell, _ column: String, _ row: MapDecoder) -> JSONValue? {
    switch cell {
    case .text: row.raw(column).map { .string($0) }
    case .list: row.raw(column).map { .array(TableRows.values(in: $0).map { .string($0) }) }
    case .integer: row.integer(column).map { .integer(Int64($0)) }
    case .number: row.number(column).map { .number($0) }
    case .flag: row.flag(column).map { .bool($0) }
    }
  }
}
