import Catalog

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
    "place": ["place", "location", "where"], "city": ["city"], "region": ["region", "state"],
    "country": ["country"], "venue": ["venue"], "format": ["format"],
    "website": ["website", "url", "link", "homepage"], "cfp": ["cfp", "cfp_url", "cfpurl"],
    "deadline": [
      "deadline", "paper_deadline", "cfp_deadline", "cfpenddate", "submission_deadline",
    ],
    "timezone": ["deadline_timezone", "timezone"], "topics": ["topics", "topic", "tags"],
    "series": ["series"], "acronym": ["acronym", "short_name"], "year": ["year"],
    "status": ["status"], "kind": ["kind"], "organizer": ["organizer", "organiser"],
    "summary": ["summary", "description", "note", "notes"], "tagline": ["tagline"],
    "theme": ["theme"], "audiences": ["audiences"], "languages": ["languages", "language"],
    "time_zone": ["time_zone"],
    "starts_at": ["starts_at"], "ends_at": ["ends_at"],
    "published_start": ["published_start"], "published_end": ["published_end"],
    "abstract": ["abstract"], "room": ["room_name", "room"], "track": ["track"],
    "speakers": ["speakers", "speaker"],
    "chairs": ["chairs", "chair", "session_chair"],
    "kind_label": ["kind_label"], "level": ["level"],
  ]

  /// Whether a header has columns for a name and for a date.
  static func isTable(_ header: [String]) -> Bool {
    let keys = Set(header.map(key))
    func has(_ names: String...) -> Bool { !keys.isDisjoint(with: names) }
    return has("name", "title", "conference", "conference_name", "event")
      && has(
        "start", "dates", "start_date", "starts_at", "startdate", "edtf", "date", "when", "begin")
  }

  private static func key(_ header: String) -> String {
    String(header.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  static func read(
    _ table: CSVTable, _ parameters: ImportParameters, into builder: BatchBuilder
  ) throws(ImportProblem) {
    table.notices.forEach(builder.add)
    let keys = table.header.map(key)
    let isSessions = keys.contains("starts_at")
    var columns: [Int: String] = [:]
    for (index, key) in keys.enumerated() {
      if isSessions, key == "conference" {
        // The name of a conference, and what a session belongs to.
        columns[index] = key
      } else if let name = names.first(where: { $0.value.contains(key) })?.key {
        columns[index] = name
      } else if !own.contains(key), !key.isEmpty {
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
    if isSessions {
      TableSessions.read(rows, parameters, into: builder)
    } else {
      let dates = try TableDates(cells, order: parameters.dateOrder, in: builder)
      for row in rows { conference(row, dates, builder) }
    }
  }

  /// The columns that hold dates.
  private static let dated = ["start", "end", "dates", "deadline"]

  /// Columns of the catalog's own tables that are derived from others.
  private static let own: Set<String> = [
    "start_earliest", "start_latest", "end_earliest", "end_latest", "place_certainty",
    "edition_number", "session_kinds", "date_precision", "latitude", "longitude",
    "programme_status", "verification", "sources", "match_dates", "match_place", "url", "revision",
    "updated_at", "sequence", "parent", "work", "conference",
  ]

  static func values(_ row: Fields, _ name: String) -> [String] {
    (row.line(name) ?? "").split(separator: ";").compactMap { PlainText.line(String($0)) }
  }

  private static func conference(
    _ row: Fields, _ dates: TableDates, _ builder: BatchBuilder
  ) {
    builder.count("rows")
    guard let name = row.line("name") else { return row.skip("no name") }
    for column in ["city", "region", "country", "place"] {
      if let text = row.line(column), TableDates.isDateOrNumber(text) {
        return row.skip(
          "a date or a number stands where a place should; the row seems shifted", column, text)
      }
    }
    let period = TablePeriod(row, dates)
    let year = period.year ?? EditionName.read(name)?.year
    let seriesName = values(row, "series").first ?? SeriesName.guess(row.line("acronym") ?? name)
    let series = ListEdition.series(seriesName, fullName: nil, key: seriesName, in: builder)
    var record: Conference
    if let year {
      record = ListEdition.conference(
        series: series, name: name, acronym: row.line("acronym"), year: year, in: builder)
    } else {
      record = Conference(id: builder.slug(.conference, name), name: name)
      record.series = [series]
      record.sources = builder.attributions
      record.verification = Verification(state: "single-source")
    }
    if let id = row.line("id"), Slug.isValid(id), !builder.has(.conference, slug: id) {
      record.id = builder.slug(.conference, id)
    }
    let key = row.line("id") ?? "\(seriesName)/\(year.map { String($0) } ?? "")"
    builder.identify(
      .conference, record.id, as: builder.conference(identifiedAs: key) == nil ? key : nil)
    record.dates = period.dates(of: year)
    places(row, &record)
    record.links = row.link("website", as: "home") + row.link("cfp", as: "cfp")
    record.topics = builder.topics(values(row, "topics"))
    record.organizer = row.line("organizer")
    record.tagline = row.line("tagline")
    record.theme = row.line("theme")
    record.summary = row.block("summary")
    record.languages = row.has("languages") ? values(row, "languages") : nil
    row.choice("status", Conference.statuses) { record.status = $0 }
    row.choice("kind", Conference.kinds) { record.kind = $0 }
    row.choice("format", Conference.formats) { record.format = $0 }
    if let zone = row.line("time_zone"), builder.zone(zone) != nil { record.timeZone = zone }
    var list = DeadlineList(of: record, sources: builder.attributions)
    if let local = dates.value("deadline", of: row) {
      list.add(type: "paper", local: local, zone: row.line("timezone"), in: row, at: "deadline")
    }
    ListEdition.add(record, list, to: builder)
  }

  private static func places(_ row: Fields, _ record: inout Conference) {
    let (city, region, country) = (row.line("city"), row.line("region"), row.line("country"))
    let stated = [city, region, country].compactMap { $0 }
    let text = row.line("place") ?? (stated.isEmpty ? nil : stated.joined(separator: ", "))
    // Several places stand apart by semicolons.
    if !stated.isEmpty, !stated.contains(where: { $0.contains(";") }) {
      let read = PlaceText.read(city: city, region: region, country: country)
      if var location = row.place("country", read)?.location {
        location.text = text
        location.venue = row.line("venue") ?? location.venue
        location.precision = PlaceText.precision(location)
        record.locations = [location]
        if read?.format != nil { record.format = read?.format }
        return
      }
    }
    guard let read = row.place("place", text.map { PlaceText.read($0) }) else { return }
    record.format = read.format
    record.locations = read.location.map { [$0] } ?? []
    if record.locations.count == 1, record.locations[0].venue == nil {
      record.locations[0].venue = row.line("venue")
      record.locations[0].precision = PlaceText.precision(record.locations[0])
    }
  }
}
