import CatalogForm
import CatalogModel

extension ImportFormat {
  static let ccfAcceptance = ImportFormat(
    "ccf-acceptance", "ccfddl/ccf-deadlines: numbers of submitted and accepted papers",
    system: "ccf", source: { _ in CCFDeadlines.source }, scope: CCFDeadlines.scope,
    matches: { $0.firstRow?["accept_rates"] != nil },
    decode: .rows { row, _, builder in CCFAcceptance.read(row, builder) })
}

/// `accept_rates` of ccf-deadlines: numbers of submitted and accepted papers.
enum CCFAcceptance {
  fileprivate static func read(_ row: MapDecoder, _ builder: BatchBuilder) {
    guard let title = row.line("title") else { return row.skip("no title") }
    let series = ListEdition.series(title, fullName: nil, key: builder.scope, in: builder)
    for entry in row.children("accept_rates") {
      read(entry, series: series, title: title, builder)
    }
    row.reportUnread()
  }

  private static func read(
    _ entry: MapDecoder, series: String, title: String, _ builder: BatchBuilder
  ) {
    guard let year = ListEdition.year(entry) else { return }
    guard let submitted = entry.integer("submitted"), let accepted = entry.integer("accepted"),
      (1...1_000_000).contains(submitted), (0...submitted).contains(accepted)
    else { return entry.skip("expected the numbers of submitted and accepted papers") }
    var conference = ListEdition.conference(
      series: series, name: title, acronym: nil, year: year, in: builder)
    conference.acceptance = acceptance(submitted, accepted, source: builder.batch.source?.id)
    // The list has no other data of the edition; the name is that of the series.
    if let source = builder.batch.source?.id {
      conference.sources = [Attribution(only: ["acceptance"], source: source)]
    }
    entry.ignore("str", "rate", "source")
    entry.reportUnread()
    builder.count("acceptance rates")
    builder.document.conferences.append(conference)
  }

  /// Returns the numbers with their rate, to at most four decimal places, as JSON in the form of an
  /// export.
  ///
  /// An export that is imported again then changes nothing.
  private static func acceptance(_ submitted: Int, _ accepted: Int, source: String?) -> String {
    let rate = (accepted * 10_000 + submitted / 2) / submitted
    let digits = String(rate % 10_000)
    var fraction = String(repeating: "0", count: 4 - digits.count) + digits
    while fraction.hasSuffix("0") { fraction.removeLast() }
    if !fraction.isEmpty { fraction = "." + fraction }
    let told = source.map { ",\"source\":\"\($0)\"" } ?? ""
    return "{\"submitted\":\(submitted),\"accepted\":\(accepted),"
      + "\"rate\":\(rate / 10_000)\(fraction)\(told)}"
  }
}
