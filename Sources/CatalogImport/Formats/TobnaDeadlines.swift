import CatalogForm
import CatalogModel

extension ImportFormat {
  static let tobnaDeadlines = ImportFormat(
    "tobna-deadlines", "tobna/ai-deadlines: a map of editions with deadlines in UTC",
    system: "tobna", source: { _ in TobnaDeadlines.source }, scope: Paths.stem,
    matches: { file in
      let first = file.firstRow == nil ? file.yaml?.members?.first { $0.value.members != nil } : nil
      return first.map { TobnaDeadlines.isRow($0.value) } ?? false
    },
    decode: .tree { node, _, builder in
      guard node.members != nil else {
        return builder.problem(.refused, "expected a map of editions", line: node.line)
      }
      TobnaDeadlines.read(node, into: builder)
    })
}

/// tobna/ai-deadlines: a map from an ID ("aaai2027") to an edition, whose deadlines are instants in
/// UTC beside the zone in which they were declared.
///
/// The list extrapolates future editions from earlier ones. It marks such a row with
/// `dataSrc: estimate` or `isApproximateDeadline: true`; the importer reads nothing from it.
enum TobnaDeadlines {
  static let source: Source = {
    var source = Source(id: "tobna-ai-deadlines", title: "ai-deadlines (tobna)")
    source.url = "https://github.com/tobna/ai-deadlines"
    source.publisher = "Tobias Nauen"
    source.licence = "MIT"
    return source
  }()

  fileprivate static func isRow(_ node: Node) -> Bool {
    node["timeline"] != nil && (node["shortname"] != nil || node["isApproximateDeadline"] != nil)
  }

  fileprivate static func read(_ root: Node, into builder: BatchBuilder) {
    var estimates: [String] = []
    for (id, node) in root.members ?? [] {
      let row = MapDecoder(node, path: "/\(id)", in: builder)
      guard node.members != nil else {
        row.skip("expected a map")
        continue
      }
      if isEstimate(row) { estimates.append(id) } else { read(row, id, builder) }
    }
    guard !estimates.isEmpty else { return }
    builder.count("estimates", estimates.count)
    builder.problem(
      .notice,
      "skipped \(estimates.count) \(estimates.count == 1 ? "row" : "rows") that the list marks as"
        + " estimates",
      value: estimates.joined(separator: ", "))
  }

  private static func isEstimate(_ row: MapDecoder) -> Bool {
    row.line("dataSrc")?.lowercased() == "estimate" || row.flag("isApproximateDeadline") == true
  }

  private static func read(_ row: MapDecoder, _ id: String, _ builder: BatchBuilder) {
    guard let shortName = row.line("shortname") ?? row.line("title") else {
      return row.skip("no shortname")
    }
    guard let year = EditionName.read(shortName)?.year ?? EditionName.read(id)?.year else {
      return row.skip("expected a year in the shortname or the id", "shortname", shortName)
    }
    if let stated = row.line("id"), stated != id {
      row.notice("the id differs from the key \(id); the key was used", "id", stated)
    }
    let acronym = SeriesName.guess(shortName)
    let title = row.line("title")
    let rating = row.line("rating")
    let series = ListEdition.series(acronym, fullName: title, key: acronym, in: builder) { series in
      // "TBR" and "Unranked" say that there is no rank.
      guard let rating, ["A*", "A", "B", "C"].contains(rating), series.rankings.isEmpty else {
        return
      }
      var ranking = Ranking(system: "core", ranked: rating)
      ranking.source = builder.batch.source?.id
      series.rankings = [ranking]
    }
    var conference = ListEdition.conference(
      series: series, name: title ?? acronym, acronym: acronym, year: year, in: builder)
    builder.addExternalID(.conference, conference.id, as: id)
    conference.dates = EditionDates.read(
      start: row.line("conferenceStartDate"), end: row.line("conferenceEndDate"), text: nil,
      year: year, in: row)
    if let place = row.place("location") {
      conference.locations = place.location.map { [$0] } ?? []
      conference.format = place.format
    }
    conference.links = row.link("website", as: "home")
    conference.topics = builder.topics(row.lines("tags").map { TopicNames.pwc[$0] ?? $0 })
    let list = deadlines(row, conference, builder)
    row.ignore("h5Index")
    row.reportUnread()
    ListEdition.add(conference, list, to: builder)
  }

  private static func deadlines(
    _ row: MapDecoder, _ conference: Conference, _ builder: BatchBuilder
  ) -> DeadlineList {
    var list = DeadlineList(of: conference, sources: builder.attributions)
    let zone = row.line("timezone")
    for entry in row.children("timeline") {
      let note = entry.line("note")
      // The note is about the paper, unless it names the round of both.
      let round = DeadlineKinds.round(note) == nil ? nil : note
      for (key, type, label) in [
        ("abstractDeadline", "abstract", round), ("deadline", "paper", note),
      ] {
        guard let text = entry.line(key) else { continue }
        let (local, zone) = declared(text, zone)
        list.add(type: type, label: label, local: local, zone: zone, in: entry, at: key)
      }
      entry.reportUnread()
    }
    return list
  }

  /// Converts an instant in UTC to the local time in the declared zone.
  ///
  /// That is how the conference published it. The result is in UTC if the zone is omitted or unknown,
  /// or an abbreviation that other countries use otherwise. Any other text is returned as it is.
  private static func declared(_ text: String, _ zone: String?) -> (local: String, zone: String?) {
    guard let instant = Instant.parse(rfc3339: text)?.instant else { return (text, zone) }
    let declared = zone.flatMap { ZoneAbbreviation.isNational($0) ? nil : DeclaredZone($0) }
    let local = instant.formatted(offset: declared?.offset(at: instant) ?? 0)
    return (
      String(local.prefix(19)).replacingAll("T", with: " "), declared == nil ? "UTC" : zone
    )
  }
}
