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
    "starts_at": ["starts_at"], "ends_at": ["ends_at"], "abstract": ["abstract"],
    "room": ["room_name", "room"], "track": ["track"], "speakers": ["speakers", "speaker"],
    "chairs": ["chairs", "chair", "session_chair"],
    "kind_label": ["kind_label"], "level": ["level"],
  ]

  static func read(_ table: CSVTable, _ parameters: ImportParameters, into builder: BatchBuilder) {
    table.notices.forEach(builder.add)
    var columns: [Int: String] = [:]
    for (index, header) in table.header.enumerated() {
      let key = header.lowercased().replacingAll(" ", with: "_")
      let known = names.filter { $0.value.contains(key) }.keys
      // "conference" is the name of a conference, and what a session belongs to.
      if let name = known.sorted().first { columns[index] = name }
    }
    let isSessions = columns.values.contains("starts_at")
    for (index, header) in table.header.enumerated() where columns[index] == nil {
      let isOwn = own.contains(header.lowercased())
      if !isOwn {
        builder.problem(.notice, "an unknown column is not read", line: 1, value: header)
      }
    }
    let rows = table.rows.map { row in
      var members: [(key: String, value: Node)] = []
      for (index, cell) in row.cells.enumerated() {
        let header = index < table.header.count ? table.header[index].lowercased() : ""
        guard let name = isSessions && header == "conference" ? header : columns[index] else {
          continue
        }
        if members.contains(where: { $0.key == name && !$0.value.isNull }) { continue }
        members.append((name, Node(cell.isEmpty ? .null : .text(unguarded(cell)), line: row.line)))
      }
      return Fields(Node(.map(members), line: row.line), path: "", in: builder)
    }
    if isSessions {
      TableSessions.read(rows, parameters, into: builder)
    } else {
      for row in rows { conference(row, builder) }
    }
  }

  /// Columns of the catalog's own tables that are derived from others.
  private static let own: Set<String> = [
    "start_earliest", "start_latest", "end_earliest", "end_latest", "place_certainty",
    "edition_number", "session_kinds", "date_precision", "latitude", "longitude",
    "programme_status", "verification", "sources", "match_dates", "match_place", "url", "revision",
    "updated_at", "sequence", "parent", "work", "conference",
  ]

  /// The cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
  private static func unguarded(_ cell: String) -> String {
    guard cell.hasPrefix("'"), let second = cell.dropFirst().first, "=+-@".contains(second) else {
      return cell
    }
    return String(cell.dropFirst())
  }

  static func values(_ row: Fields, _ name: String) -> [String] {
    (row.line(name) ?? "").split(separator: ";").compactMap { PlainText.line(String($0)) }
  }

  private static func conference(_ row: Fields, _ builder: BatchBuilder) {
    builder.count("rows")
    guard let name = row.line("name") else { return row.skip("no name") }
    let start = row.line("start") ?? row.line("edtf")
    let year =
      row.integer("year") ?? start.flatMap { Int((DateText.edtf($0, year: nil) ?? $0).prefix(4)) }
      ?? EditionName.read(name)?.year
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
    dates(row, year, &record)
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
    var list = DeadlineList(conference: record.id, sources: builder.attributions)
    if let local = row.line("deadline") {
      list.add(type: "paper", local: local, zone: row.line("timezone"), in: row, at: "deadline")
    }
    ListEdition.add(record, list, to: builder)
  }

  private static func dates(_ row: Fields, _ year: Int?, _ record: inout Conference) {
    let text = row.line("dates")
    if let edtf = row.line("edtf"), let dates = try? EventDates(edtf: edtf, text: text) {
      record.dates = dates
      return
    }
    // A start such as "January 2026" is a date, if no day.
    let start = row.line("start")
    let isDay = start.flatMap { Day($0) } != nil
    record.dates = EditionDates.read(
      start: isDay ? start : nil, end: isDay ? row.line("end") : nil,
      text: text ?? (isDay ? nil : start), year: year, in: row)
  }

  private static func places(_ row: Fields, _ record: inout Conference) {
    let stated = [row.line("city"), row.line("region"), row.line("country")].compactMap { $0 }
    let text = row.line("place") ?? (stated.isEmpty ? nil : stated.joined(separator: ", "))
    if !stated.isEmpty, !stated.contains(where: { $0.contains(";") }) {
      var location = Location(text: text)
      location.city = row.line("city")
      location.country = row.line("country").flatMap { code in
        code.utf8.count == 2 ? code.uppercased() : CountryNames.country(code)
      }
      location.region = row.line("region").flatMap { name in
        name.contains("-") ? name : CountryNames.part(name, of: location.country ?? "US")
      }
      location.venue = row.line("venue")
      location.precision = PlaceText.precision(location)
      if location.precision != nil {
        record.locations = [location]
        return
      }
    }
    guard let read = text.map({ PlaceText.read($0) }) else { return }
    record.format = read.format
    record.locations = read.location.map { [$0] } ?? []
    if record.locations.count == 1, record.locations[0].venue == nil {
      record.locations[0].venue = row.line("venue")
      record.locations[0].precision = PlaceText.precision(record.locations[0])
    }
  }
}
