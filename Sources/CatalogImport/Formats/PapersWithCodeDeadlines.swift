import CatalogForm
import CatalogModel

extension ImportFormat {
  static let pwcDeadlines = ImportFormat(
    "pwc-deadlines", "paperswithcode/ai-deadlines and its forks: one deadline per edition",
    source: { _ in PapersWithCodeDeadlines.source }, matches: \.isListOfEditions,
    decode: .rows { row, _, builder in PapersWithCodeDeadlines.read(row, builder) })

  static let secDeadlines = ImportFormat(
    "sec-deadlines", "sec-deadlines and lists of its format: several deadlines per edition",
    source: { _ in PapersWithCodeDeadlines.securitySource },
    matches: { file in
      guard let row = file.firstRow, PapersWithCodeDeadlines.isOfSecurity(row) else { return false }
      return ["conference", "confs", "accept_rates"].allSatisfy { row[$0] == nil }
    },
    decode: .rows { row, _, builder in PapersWithCodeDeadlines.read(row, builder) })
}

extension FileSample {
  /// Whether the text is a YAML list whose first row has a title and a year.
  var isListOfEditions: Bool {
    guard let row = firstRow else { return false }
    return (row["title"] ?? row["name"]) != nil && row["year"] != nil
  }
}

/// paperswithcode/ai-deadlines and its forks: flat rows with their deadlines.
///
/// Until 2018 the title was called `name`. Lists in the format of sec-deadlines still use `name`,
/// and have a `description`, `tags` and several deadlines per row, in AoE unless a row has a zone.
enum PapersWithCodeDeadlines {
  static let source: Source = {
    var source = Source(id: "pwc-ai-deadlines", title: "ai-deadlines (Papers With Code)")
    source.url = "https://github.com/paperswithcode/ai-deadlines"
    source.publisher = "Papers With Code"
    source.licence = "MIT"
    return source
  }()

  static let securitySource: Source = {
    var source = Source(id: "sec-deadlines", title: "sec-deadlines")
    source.url = "https://github.com/sec-deadlines/sec-deadlines.github.io"
    return source
  }()

  fileprivate static func isOfSecurity(_ row: Node) -> Bool {
    row["name"] != nil && row["year"] != nil && row["deadline"] != nil && row["sub"] == nil
  }

  fileprivate static func read(_ row: MapDecoder, _ builder: BatchBuilder) {
    guard let title = row.line("title") ?? row.line("name") else { return row.skip("no title") }
    guard let year = ListEdition.year(row) else { return }
    let isOfSecurity = isOfSecurity(row.node)
    let fullName = row.line("full_name") ?? row.line("description")
    let series = ListEdition.series(title, fullName: fullName, key: title, in: builder)
    var conference = ListEdition.conference(
      series: series, name: fullName ?? title, acronym: title, year: year, in: builder)
    builder.addExternalID(.conference, conference.id, as: row.line("id").map { "\($0)/\(year)" })
    conference.dates = EditionDates.read(
      start: row.line("start"), end: row.line("end"), text: row.line("date"), year: year, in: row)
    let place =
      row.place("place")
      ?? row.place(
        "country", PlaceText.read(city: row.line("city"), country: row.line("country")))
    if let place {
      conference.locations = place.location.map { [$0] } ?? []
      conference.format = place.format
    }
    if let zone = row.line("venue_timezone") { conference.timeZone = builder.zone(zone)?.name }
    conference.links = row.link("link", as: "home") + row.link("paperslink", as: "proceedings")
    conference.topics = topics(row, isOfSecurity: isOfSecurity, builder)
    conference.summary = row.block("note") ?? row.block("comment")
    row.choice("type", Conference.kinds) { conference.kind = $0 }
    var list = DeadlineList(of: conference, sources: builder.attributions)
    flatDeadlines(row, &list, zone: row.line("timezone") ?? (isOfSecurity ? "AoE" : nil))
    row.ignore("hindex", "pwclink", "dblp", "sync_pin")
    // Redundant: a list without deadlines means the same.
    if row.node["deadline_status"]?.text == "tba" { row.ignore("deadline_status") }
    row.reportUnread()
    ListEdition.add(conference, list, to: builder)
  }

  /// Topics from `sub`, and from those `tags` that are topics; other tags rank or group.
  private static func topics(
    _ row: MapDecoder, isOfSecurity: Bool, _ builder: BatchBuilder
  ) -> [String] {
    let codes = row.lines("sub").flatMap { $0.split(separator: ",").map(String.init) }
      .compactMap { PlainText.line($0) }
    let tags = row.lines("tags").compactMap { TopicNames.security[$0.uppercased()] }
    return builder.topics(codes.map { TopicNames.pwc[$0] ?? $0 } + (isOfSecurity ? tags : []))
  }

  /// Reads the deadlines of the row itself, in one zone; a key may have several.
  static func flatDeadlines(_ row: MapDecoder, _ list: inout DeadlineList, zone: String?) {
    let keys: KeyValuePairs = [
      "abstract_deadline": "abstract", "deadline": "paper",
      "rebuttal_period_start": "rebuttal_start", "rebuttal_period_end": "rebuttal_end",
      "rebuttal_start": "rebuttal_start", "rebuttal_end": "rebuttal_end",
      "review_release_date": "review_release", "final_decision_date": "notification",
      "notification": "notification",
    ]
    for (key, type) in keys {
      for local in row.lines(key) {
        list.add(type: type, local: local, zone: zone, in: row, at: key)
      }
    }
  }
}
