import Catalog
import CatalogModel

extension ImportFormat {
  static let csv = ImportFormat(
    "csv", "a table of conferences or of sessions with a header",
    // Beside a site's data a table is of that site, and none of conferences.
    grouping: .joins(family: "mini-conf", root: MiniConf.site),
    source: { Source(id: SlugText.make([Paths.stem($0), "csv"]), title: Paths.name($0)) },
    matches: { file in file.table.map { TableRows.isTable($0.header) } ?? false },
    decode: .files { (file, parameters, builder) throws(ImportProblem) in
      let bytes = try FileGroup.text(file, builder)
      let table = try CSVReader.read(bytes, name: file.name, skipsLongRows: true)
      try TableRows.read(table, parameters, into: builder)
    })
}

/// A table with a header: of sessions where it has a column `starts_at`, else of conferences.
///
/// The columns are those of the catalog's own tables, and the usual other names of them; several
/// values in a cell are parted by semicolons. Columns that are not known are reported once.
enum TableRows {
  private static let names: [String: [String]] = [
    "name": ["name", "conference_name", "title", "conference", "event"],
    "start": ["start", "start_date", "startdate", "from", "begin"],
    "end": ["end", "end_date", "enddate", "to", "until"],
    "dates": ["dates", "date", "dates_text", "when"], "edtf": ["edtf"], "id": ["id", "slug"],
    "place": ["place", "location", "where"], "place_certainty": ["place_certainty"],
    "city": ["city"], "region": ["region", "state"],
    "country": ["country"], "venue": ["venue"], "format": ["format"],
    "website": ["website", "url", "link", "homepage"], "cfp": ["cfp", "cfp_url", "cfpurl"],
    "deadline": [
      "deadline", "paper_deadline", "cfp_deadline", "cfpenddate", "submission_deadline",
    ],
    "timezone": ["deadline_timezone", "timezone"], "topics": ["topics", "topic", "tags"],
    "inherited_topics": ["inherited_topics"], "derived_topics": ["derived_topics"],
    "series": ["series"], "acronym": ["acronym", "short_name"], "year": ["year"],
    "status": ["status"], "kind": ["kind"], "organizer": ["organizer", "organiser"],
    "summary": ["summary", "description", "note", "notes"], "tagline": ["tagline"],
    "theme": ["theme"], "edition_number": ["edition_number"],
    "languages": ["languages", "language"],
    "time_zone": ["time_zone"],
    "starts_at": ["starts_at"], "ends_at": ["ends_at"],
    "published_start": ["published_start"], "published_end": ["published_end"],
    "abstract": ["abstract"], "room": ["room_name", "room"], "track": ["track"],
    "speakers": ["speakers", "speaker"],
    "chairs": ["chairs", "chair", "session_chair"],
    "kind_label": ["kind_label"], "level": ["level"],
  ]

  /// Whether a header has columns for a name and for a date.
  fileprivate static func isTable(_ header: [String]) -> Bool {
    let keys = Set(header.map(key))
    func has(_ names: String...) -> Bool { !keys.isDisjoint(with: names) }
    return keys.isSuperset(of: ownColumns)
      || has("name", "title", "conference", "conference_name", "event")
        && has(
          "start", "dates", "start_date", "starts_at", "startdate", "edtf", "date", "when", "begin")
  }

  private static let ownColumns: Set = ["id", "revision", "updated_at", "url"]

  /// Which records a table holds that the catalog has written, such as "conferences"; nil for a table
  /// of another origin.
  private static func ownCollection(_ table: CSVTable, _ keys: [String]) -> String? {
    guard ownColumns.isSubset(of: keys), let row = table.rows.first,
      let segments = CSVTable.cell(row, keys.firstIndex(of: "url"))?.split(separator: "/"),
      let last = segments.last
    else { return nil }
    // "series/vldb", but "conferences/vldb-2027/deadlines#paper".
    let mark = last.firstIndex { $0 == "#" || $0 == "?" }
    let name = String(mark.map { last[..<$0] } ?? segments.dropLast().last ?? "")
    let collections = [
      "conferences", "sessions", "deadlines", "series", "speakers", "tracks", "topics", "audiences",
      "places", "venues", "sources", "rooms", "recommendations", "guide",
    ]
    return collections.contains(name) ? name : nil
  }

  private static func key(_ header: String) -> String {
    String(header.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  fileprivate static func read(
    _ table: CSVTable, _ parameters: ImportParameters, into builder: BatchBuilder
  ) throws(ImportProblem) {
    table.notices.forEach(builder.add)
    let keys = table.header.map(key)
    let own = ownCollection(table, keys)
    if let own, own != "conferences", own != "sessions" {
      throw ImportProblem(
        .refused, file: builder.file,
        reason: "the catalog's table of \(own) is not read back; export the records as NDJSON")
    }
    let isOwn = own != nil
    let isSessions = own.map { $0 == "sessions" } ?? keys.contains("starts_at")
    // The catalog's own table is no source beside those from which the catalog has its records.
    if isOwn, parameters.source == nil { builder.dropSource() }
    var columns: [Int: String] = [:]
    for (index, key) in keys.enumerated() {
      if isSessions, isOwn || key == "conference" {
        // The name of a conference, and what a session belongs to.
        columns[index] = key
      } else if isOwn, key == "url" {
        continue
      } else if let name = names.first(where: { $0.value.contains(key) })?.key,
        isSessions || !ofSessions.contains(name)
      {
        if columns.values.contains(name), !derived.contains(key) {
          builder.problem(
            .notice, "a second column of the same meaning is read where the first is empty",
            line: 1,
            value: table.header[index])
        }
        columns[index] = name
      } else if !derived.contains(key), !key.isEmpty {
        builder.problem(
          .notice, "an unknown column is not read", line: 1, value: table.header[index])
      }
    }
    var cells: [(line: Int, text: String)] = []
    let rows = table.rows.map { row in
      var members: [(key: String, value: Node)] = []
      for (index, cell) in row.cells.enumerated() {
        guard let name = columns[index],
          !members.contains(where: { $0.key == name && !$0.value.isNull })
        else { continue }
        let text = FormulaGuard.undone(cell)
        if dated.contains(name), let line = PlainText.line(text) { cells.append((row.line, line)) }
        members.append((name, Node(text.isEmpty ? .null : .text(text), line: row.line)))
      }
      return Fields(Node(.map(members), line: row.line), path: "", in: builder)
    }
    if isSessions, isOwn {
      TableSessions.readOwn(rows, into: builder)
    } else if isSessions {
      TableSessions.read(rows, parameters, into: builder)
    } else {
      let dates = try TableDates(cells, order: parameters.dateOrder, in: builder)
      let conferences = TableConferences(builder: builder, dates: dates, isOwn: isOwn)
      for row in rows { conferences.read(row) }
    }
  }

  /// The columns that hold dates.
  private static let dated = ["start", "end", "dates", "deadline"]

  private static let ofSessions: Set = [
    "starts_at", "ends_at", "abstract", "room", "track", "speakers", "chairs", "kind_label",
    "level",
  ]

  /// Columns of the catalog's own tables that are derived from others, or that only native records
  /// state.
  private static let derived: Set<String> = [
    "start_earliest", "start_latest", "end_earliest", "end_latest",
    "session_kinds", "audiences", "date_precision", "latitude", "longitude",
    "programme_status", "verification", "sources", "match_dates", "match_place", "url", "revision",
    "updated_at", "sequence", "parent", "work", "conference",
  ]

  static func values(_ row: Fields, _ name: String) -> [String] {
    (row.line(name) ?? "").split(separator: ";").compactMap { PlainText.line(String($0)) }
  }

  /// The topics of a row without those that the catalog's own table marks as inherited or derived.
  static func ownTopics(_ row: Fields) -> [String] {
    let others = values(row, "inherited_topics") + values(row, "derived_topics")
    return values(row, "topics").filter { !others.contains($0) }
  }
}
