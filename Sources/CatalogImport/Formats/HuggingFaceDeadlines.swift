import CatalogForm
import CatalogModel

extension ImportFormat {
  static let hfDeadlines = ImportFormat(
    "hf-deadlines", "huggingface/ai-deadlines: a list of editions with typed deadlines",
    system: "hf", source: { _ in HuggingFaceDeadlines.source }, scope: Paths.stem,
    matches: { file in
      file.isListOfEditions
        && file.yaml?.list?.contains { $0["deadlines"] != nil || $0["tags"] != nil } ?? false
    },
    decode: .rows { row, _, builder in HuggingFaceDeadlines.read(row, builder) })
}

/// huggingface/ai-deadlines: a list of editions with typed deadlines.
///
/// Older rows use the keys of paperswithcode/ai-deadlines.
enum HuggingFaceDeadlines {
  static let source: Source = {
    var source = Source(id: "hf-ai-deadlines", title: "ai-deadlines")
    source.url = "https://github.com/huggingface/ai-deadlines"
    source.publisher = "Hugging Face"
    source.licence = "MIT"
    return source
  }()

  fileprivate static func read(_ row: MapDecoder, _ builder: BatchBuilder) {
    guard let title = row.line("title") else { return row.skip("no title") }
    guard let year = ListEdition.year(row) else { return }
    let fullName = row.line("full_name")
    let rankings = rankings(row, builder)
    let series = ListEdition.series(title, fullName: fullName, key: title, in: builder) { series in
      for ranking in rankings
      where !series.rankings.contains(where: { $0.system == ranking.system }) {
        series.rankings.append(ranking)
      }
    }
    var conference = ListEdition.conference(
      series: series, name: fullName ?? title, acronym: title, year: year, in: builder)
    builder.addExternalID(.conference, conference.id, as: row.line("id").map { "\($0)/\(year)" })
    conference.dates = EditionDates.read(
      start: row.line("start"), end: row.line("end"), text: row.line("date"), year: year, in: row)
    conference.locations = Venues.read(row)
    if conference.locations.isEmpty, let place = row.place("place") {
      conference.locations = place.location.map { [$0] } ?? []
      conference.format = place.format
    }
    if conference.locations.first?.isVirtual == true { conference.format = "virtual" }
    row.choice("format", Conference.formats) { conference.format = $0 }
    conference.links = row.link("link", as: "home") + row.link("paperslink", as: "proceedings")
    conference.topics = builder.topics(row.lines("tags"))
    conference.summary = row.block("note")
    var list = DeadlineList(of: conference, sources: builder.attributions)
    for entry in row.children("deadlines") {
      typed(entry, &list)
    }
    builder.count("typed deadlines", list.deadlines.count)
    PapersWithCodeDeadlines.flatDeadlines(row, &list, zone: row.line("timezone"))
    row.ignore("hindex", "pwclink")
    row.reportUnread()
    ListEdition.add(conference, list, to: builder)
  }

  private static func typed(_ entry: MapDecoder, _ list: inout DeadlineList) {
    let type = entry.line("type") ?? "deadline"
    if let local = entry.line("date") {
      list.add(
        type: type, label: entry.line("label"), local: local, zone: entry.line("timezone"),
        in: entry, at: "date")
    } else {
      list.add(
        type: type, label: entry.line("label"), local: "TBA", zone: nil, in: entry, at: "date")
    }
    entry.ignore("timezone")
    entry.reportUnread()
  }

  /// Reads "CCF: A, CORE: A*, THCPL: A" and `era_rating`, or a map with a rank and its source.
  private static func rankings(_ row: MapDecoder, _ builder: BatchBuilder) -> [Ranking] {
    var rankings: [Ranking] = []
    func add(_ system: String, _ value: String) {
      guard Ranking.systems.contains(system), !value.isEmpty, value != "N" else { return }
      var ranking = Ranking(system: system, ranked: value)
      ranking.source = builder.batch.source?.id
      rankings.append(ranking)
    }
    if row.node["rankings"]?.members != nil, let rank = row.fields("rankings") {
      // "ICORE2026" and "CORE2023" are editions of the same ranking.
      let whose = (rank.line("rank_source") ?? "").lowercased().filter { !$0.isNumber }
      if let name = rank.line("rank_name") { add(whose == "icore" ? "core" : whose, name) }
      rank.ignore("rank_source_url")
      rank.reportUnread()
    } else {
      for part in (row.line("rankings") ?? "").split(separator: ",") {
        let halves = part.split(separator: ":").compactMap { PlainText.line(String($0)) }
        if halves.count == 2 { add(halves[0].lowercased(), halves[1]) }
      }
    }
    if let era = row.line("era_rating") { add("era", era.uppercased()) }
    return rankings
  }
}
