import CatalogForm
import CatalogModel

extension ImportFormat {
  static let csv = ImportFormat(
    "csv", "a table of conferences or sessions, with a header",
    // A table in the folder of a Mini-Conf site belongs to the site.
    grouping: .joins(family: "mini-conf", root: MiniConf.site),
    source: { Source(id: SlugText.make([Paths.stem($0), "csv"]), title: Paths.name($0)) },
    matches: { file in file.table.map { TableRows.isTable($0.header) } ?? false },
    decode: .files { (file, parameters, builder) throws(ImportProblem) in
      let bytes = try FileGroup.text(file, builder)
      let table = try CSVReader.read(bytes, name: file.name, skipsLongRows: true)
      try TableRows.read(table, parameters, into: builder)
    })
}

/// A table with a header: of sessions if it has a column `starts_at`, otherwise of conferences.
///
/// Semicolons separate several values in a cell. Unknown columns are reported once.
enum TableRows {
  /// Whether a header has columns for a name and for a date.
  fileprivate static func isTable(_ header: [String]) -> Bool {
    ownColumns.isSubset(of: header.map(TableHeadings.key)) || TableHeadings.problem(header) == nil
  }

  private static let ownColumns: Set = ["id", "revision", "updated_at", "url"]

  /// Returns the kind of the records in a table exported from the catalog; `nil` for other tables.
  private static func ownKind(_ table: CSVTable, _ keys: [String]) -> RecordKind? {
    guard ownColumns.isSubset(of: keys), let row = table.rows.first,
      let segments = CSVTable.cell(row, keys.firstIndex(of: "url"))?.split(separator: "/"),
      let last = segments.last
    else { return nil }
    // The path is "series/vldb", but "conferences/vldb-2027/deadlines#paper" in older exports.
    let mark = last.firstIndex { $0 == "#" || $0 == "?" }
    let collection = mark.map { last[..<$0] } ?? segments.dropLast().last
    return RecordKind.allCases.first { $0.collection == collection.map(String.init) }
  }

  /// Whether a table that people wrote is of sessions: it has a column of times, or one that only
  /// sessions have and times of day in another.
  private static func isOfSessions(_ table: CSVTable, _ keys: [String]) -> Bool {
    let names = keys.map { TableHeadings.column($0) }
    if names.contains("starts_at") { return true }
    guard names.contains(where: { $0.map(ofSessions.contains) == true }) else { return false }
    let times = names.indices.filter { ["start", "dates"].contains(names[$0]) }
    return table.rows.contains { row in
      times.contains { index in
        index < row.cells.count
          && row.cells[index].split(separator: " ").contains { ClockText.second(String($0)) != nil }
      }
    }
  }

  fileprivate static func read(
    _ table: CSVTable, _ parameters: ImportParameters, into builder: BatchBuilder
  ) throws(ImportProblem) {
    table.notices.forEach(builder.add)
    if table.rows.isEmpty { builder.problem(.notice, "a table without rows") }
    let keys = table.header.map(TableHeadings.key)
    let own = ownKind(table, keys)
    let isOwn = own != nil
    let isNative = isOwn && own != .conference && own != .session
    let isSessions = own.map { $0 == .session } ?? isOfSessions(table, keys)
    // A table exported from the catalog is not a source of its own.
    if isOwn, parameters.source == nil { builder.dropSource() }
    if own == .conference, parameters.source == nil { builder.isOwnTable() }
    let ignored = isNative ? derived.union(OwnTable.derived) : derived
    var columns: [Int: String] = [:]
    for (index, key) in keys.enumerated() {
      if isNative
        ? own.map({ OwnTable.isMember(key, of: $0) }) == true
        : isSessions && (isOwn || key == "conference")
      {
        // The column has the conference of a session, or the name of a conference.
        columns[index] = key
      } else if own == .conference, OwnTable.isOfConferences(key) {
        columns[index] = key
      } else if isOwn, key == "url" {
        continue
      } else if !isNative, let name = TableHeadings.column(key),
        isSessions || !ofSessions.contains(name)
      {
        if columns.values.contains(name), !derived.contains(key) {
          builder.problem(
            .notice,
            "two columns have the same meaning; the second is used for empty cells of the first",
            line: 1,
            value: table.header[index])
        }
        columns[index] = name
      } else if !ignored.contains(key), !key.isEmpty {
        builder.problem(
          .notice, "unknown column; it was ignored", line: 1, value: table.header[index])
      }
    }
    var cells: [(line: Int, text: String)] = []
    let rows = table.rows.map { row in
      var members: [(key: String, value: Node)] = []
      for (index, cell) in row.cells.enumerated() {
        guard let name = columns[index] else { continue }
        var text = FormulaGuard.undone(cell)
        if !isOwn, isSpreadsheetError(text) {
          builder.problem(
            .dropped, "an error value of a spreadsheet", line: row.line, path: "/\(name)",
            value: text)
          text = ""
        }
        if let first = members.first(where: { $0.key == name && !$0.value.isNull }) {
          if !text.isEmpty, first.value.text != text, !derived.contains(keys[index]) {
            builder.problem(
              .dropped, "a second value for \(name); the first was used", line: row.line,
              value: text)
          }
          continue
        }
        if dated.contains(name), let line = PlainText.line(text) { cells.append((row.line, line)) }
        members.append((name, Node(text.isEmpty ? .null : .text(text), line: row.line)))
      }
      return MapDecoder(Node(.map(members), line: row.line), path: "", in: builder)
    }
    if isNative, let own {
      OwnTable(kind: own, builder: builder).read(rows)
    } else if isSessions, isOwn {
      TableSessions.readOwn(rows, into: builder)
    } else {
      let dates = try TableDates(cells, order: parameters.dateOrder, in: builder)
      if isSessions { return TableSessions.read(rows, dates, parameters, into: builder) }
      let conferences = TableConferences(builder: builder, dates: dates, isOwn: isOwn)
      for row in rows { conferences.read(row) }
    }
  }

  /// Whether a cell shows that its formula or width is wrong: "#REF!", "#N/A", "########".
  private static func isSpreadsheetError(_ text: String) -> Bool {
    spreadsheetErrors.contains(text) || text.utf8.count > 2 && text.allSatisfy { $0 == "#" }
  }

  private static let spreadsheetErrors: Set = [
    "#BLOCKED!", "#CALC!", "#CONNECT!", "#DIV/0!", "#ERROR!", "#FIELD!", "#N/A", "#NAME?", "#NULL!",
    "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!",
  ]

  private static let dated = ["start", "end", "dates", "deadline", "starts_at", "ends_at"]

  private static let ofSessions: Set = [
    "starts_at", "ends_at", "abstract", "room", "track", "speakers", "chairs", "kind_label",
    "level",
  ]

  /// Columns of exported tables that are derived, or available in the native format only.
  private static let derived: Set<String> = [
    "start_earliest", "start_latest", "end_earliest", "end_latest",
    "session_kinds", "audiences", "date_precision", "latitude", "longitude",
    "programme_status", "verification", "sources", "match_dates", "match_place", "url", "revision",
    "updated_at", "sequence", "parent", "work", "conference",
  ]

  static func values(_ row: MapDecoder, _ name: String) -> [String] {
    values(in: row.line(name) ?? "")
  }

  /// Returns the values of a cell, which semicolons separate.
  static func values(in text: String) -> [String] {
    text.split(separator: ";").compactMap { PlainText.line(String($0)) }
  }

  /// Returns the topics of a row without those that an exported table marks as inherited or
  /// derived.
  static func ownTopics(_ row: MapDecoder) -> [String] {
    let others = values(row, "inherited_topics") + values(row, "derived_topics")
    return values(row, "topics").filter { !others.contains($0) }
  }
}
