import Catalog

/// paperswithcode/ai-deadlines and the lists that descend from it: flat rows with one deadline.
enum PWCDeadlines {
  static let source: Source = {
    var source = Source(id: "pwc-ai-deadlines", title: "ai-deadlines (Papers With Code)")
    source.url = "https://github.com/paperswithcode/ai-deadlines"
    source.publisher = "Papers With Code"
    source.licence = "MIT"
    return source
  }()

  static func read(_ root: Node, into builder: BatchBuilder) {
    for row in Fields.maps(in: root, path: "", builder) {
      read(row, builder)
    }
  }

  private static func read(_ row: Fields, _ builder: BatchBuilder) {
    guard let title = row.line("title") else { return row.skip("no title") }
    guard let year = ListEdition.year(row) else { return }
    let fullName = row.line("full_name")
    let series = ListEdition.series(title, fullName: fullName, key: title, in: builder)
    var conference = ListEdition.conference(
      series: series, name: fullName ?? title, acronym: title, year: year, in: builder)
    builder.identify(.conference, conference.id, as: row.line("id").map { "\($0)/\(year)" })
    conference.dates = EditionDates.read(
      start: row.line("start"), end: row.line("end"), text: row.line("date"), year: year, in: row)
    if let place = row.line("place").map({ PlaceText.read($0) }) {
      conference.locations = place.location.map { [$0] } ?? []
      conference.format = place.format
    }
    conference.links = row.link("link", as: "home") + row.link("paperslink", as: "proceedings")
    let codes = row.lines("sub").flatMap { $0.split(separator: ",").map(String.init) }
    conference.topics = builder.topics(
      codes.compactMap { PlainText.line($0) }.map { TopicNames.pwc[$0] ?? $0 })
    conference.summary = row.block("note")
    var list = DeadlineList(conference: conference.id, sources: builder.attributions)
    flatDeadlines(row, &list, zone: row.line("timezone"))
    row.ignore("hindex", "pwclink")
    row.reportUnread()
    ListEdition.add(conference, list, to: builder)
  }

  /// The deadlines that stand in the row itself, in one zone.
  static func flatDeadlines(_ row: Fields, _ list: inout DeadlineList, zone: String?) {
    let keys: KeyValuePairs = [
      "abstract_deadline": "abstract", "deadline": "paper",
      "rebuttal_period_start": "rebuttal_start", "rebuttal_period_end": "rebuttal_end",
      "review_release_date": "review_release", "final_decision_date": "notification",
    ]
    for (key, type) in keys {
      guard let local = row.line(key) else { continue }
      list.add(type: type, local: local, zone: zone, in: row, at: key)
    }
  }
}
