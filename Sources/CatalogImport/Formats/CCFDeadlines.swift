import CatalogForm
import CatalogModel

extension ImportFormat {
  static let ccfDeadlines = ImportFormat(
    "ccf-deadlines", "ccfddl/ccf-deadlines: series with editions and rounds",
    system: "ccf", source: { _ in CCFDeadlines.source }, scope: CCFDeadlines.scope,
    matches: { file in
      guard let row = file.firstRow else { return false }
      // Until 2021 the list had one edition per row, with a dblp address that no other format has.
      let others = ["deadlines", "cfp", "conference", "accept_rates"]
      return row["confs"] != nil
        || file.isListOfEditions && row["dblp"] != nil && others.allSatisfy { row[$0] == nil }
    },
    decode: .rows { row, _, builder in CCFDeadlines.read(row, builder) })
}

/// ccfddl/ccf-deadlines: series with their editions, whose rounds have one time zone.
///
/// Until 2021 the list had one row per edition, with the data of its series and its only round.
enum CCFDeadlines {
  static let source: Source = {
    var source = Source(
      id: "ccf-deadlines",
      title: "ccf-deadlines: conference deadlines of the areas AI, DB, CG and HI")
    source.url = "https://github.com/ccfddl/ccf-deadlines"
    source.publisher = "CCFDDL"
    source.licence = "MIT"
    return source
  }()

  /// Returns the scope of external IDs, such as "AI/icml", from the last folders of the path.
  static func scope(_ path: String) -> String {
    let parts = Paths.parts(path)
    let root = parts.lastIndex { $0 == "conference" || $0 == "accept_rates" }
    let area = root.flatMap { parts.dropLast().dropFirst($0 + 1).first } ?? parts.dropLast().last
    return [area, Paths.stem(path)].compactMap { $0 }.joined(separator: "/")
  }

  fileprivate static func read(_ row: MapDecoder, _ builder: BatchBuilder) {
    guard let title = row.line("title") else { return row.skip("no title") }
    let fullName = row.line("description")
    let area = row.line("sub")
    let topics = builder.topics(area.flatMap { TopicNames.ccf[$0] }.map { [$0] } ?? [])
    let rankings = rankings(row, builder)
    let dblp = row.line("dblp")
    // Two series are named FSE: "SC/fse" and "SE/fse".
    let key = builder.scope
    // A row of one edition has its full name: "The 13th Asian Conference on Machine Learning".
    let isEdition = !row.has("confs") && row.has("year")
    let series = ListEdition.series(
      title, fullName: isEdition ? nil : fullName, key: key, in: builder
    ) { series in
      series.rankings = rankings
      series.topics = topics
      series.sameAs = sameAs(dblp: dblp, ccf: key)
    }
    builder.count("series")
    for edition in isEdition ? [row] : row.children("confs") {
      read(
        edition, series: series, name: fullName ?? title, acronym: title, topics: topics, builder)
    }
    if !isEdition { row.reportUnread() }
  }

  private static func read(
    _ row: MapDecoder, series: String, name: String, acronym: String, topics: [String],
    _ builder: BatchBuilder
  ) {
    guard let year = ListEdition.year(row) else { return }
    var conference = ListEdition.conference(
      series: series, name: name, acronym: acronym, year: year, in: builder)
    builder.addExternalID(.conference, conference.id, as: row.line("id").map { "\($0)/\(year)" })
    conference.dates = EditionDates.read(
      start: nil, end: nil, text: row.line("date"), year: year, in: row)
    if let place = row.place("place") {
      conference.locations = place.location.map { [$0] } ?? []
      conference.format = place.format
    }
    conference.links = row.link("link", as: "home")
    conference.topics = topics
    var list = DeadlineList(of: conference, sources: builder.attributions)
    let zone = row.line("timezone")
    let rows = row.has("timeline") ? row.children("timeline") : [row]
    for entry in rows {
      builder.count("rows")
      let label = entry.line("comment")
      // Some rows misspell the key as "abstract deadline".
      for key in ["abstract_deadline", "abstract deadline"] {
        guard let local = entry.line(key) else { continue }
        if key != "abstract_deadline" {
          entry.assume("unknown key; assumed to mean abstract_deadline", key)
        }
        list.add(type: "abstract", label: label, local: local, zone: zone, in: entry, at: key)
      }
      if let local = entry.line("deadline") {
        list.add(type: "paper", label: label, local: local, zone: zone, in: entry, at: "deadline")
      }
      if entry !== row { entry.reportUnread() }
    }
    row.reportUnread()
    ListEdition.add(conference, list, to: builder)
  }

  private static func rankings(_ row: MapDecoder, _ builder: BatchBuilder) -> [Ranking] {
    // "N" means that there is no rank.
    func ranking(_ system: String, _ value: String?) -> Ranking? {
      guard let value, value != "N" else { return nil }
      var ranking = Ranking(system: system, ranked: value)
      ranking.source = builder.batch.source?.id
      return ranking
    }
    // Until 2024 the value was the CCF rank itself.
    if row.node["rank"]?.text != nil {
      return [ranking("ccf", row.line("rank"))].compactMap(\.self)
    }
    guard let rank = row.fields("rank") else { return [] }
    let rankings = ["ccf", "core", "thcpl"].compactMap { ranking($0, rank.line($0)) }
    rank.reportUnread()
    return rankings
  }

  private static func sameAs(dblp: String?, ccf: String) -> String {
    let pairs = [("dblp", dblp), ("ccf", ccf)].compactMap { name, value in
      value.map { "\"\(name)\":\"\($0.filter { $0 != "\"" && $0 != "\\" })\"" }
    }
    return "{\(pairs.joined(separator: ","))}"
  }
}
