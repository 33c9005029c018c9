import Catalog
import CatalogModel

extension ImportFormat {
  static let ccfAcceptance = ImportFormat(
    "ccf-acceptance", "ccfddl/ccf-deadlines: papers submitted and accepted",
    system: "ccf", source: { _ in CCFDeadlines.source }, scope: CCFDeadlines.scope,
    matches: { $0.firstRow?["accept_rates"] != nil },
    decode: .rows { row, _, builder in CCFAcceptance.read(row, builder) })
}

/// `accept_rates` of ccf-deadlines: papers submitted to and accepted by an edition.
enum CCFAcceptance {
  fileprivate static func read(_ row: Fields, _ builder: BatchBuilder) {
    guard let title = row.line("title") else { return row.skip("no title") }
    let series = ListEdition.series(title, fullName: nil, key: builder.scope, in: builder)
    for entry in row.children("accept_rates") {
      read(entry, series: series, title: title, builder)
    }
    row.reportUnread()
  }

  private static func read(
    _ entry: Fields, series: String, title: String, _ builder: BatchBuilder
  ) {
    guard let year = ListEdition.year(entry) else { return }
    guard let submitted = entry.integer("submitted"), let accepted = entry.integer("accepted"),
      (1...1_000_000).contains(submitted), (0...submitted).contains(accepted)
    else { return entry.skip("no numbers of papers submitted and accepted") }
    var conference = ListEdition.conference(
      series: series, name: title, acronym: nil, year: year, in: builder)
    conference.acceptance = acceptance(submitted, accepted, source: builder.batch.source?.id)
    // The list says nothing else of the edition; its name here is only the series'.
    if let source = builder.batch.source?.id {
      conference.sources = [Attribution(only: ["acceptance"], source: source)]
    }
    entry.ignore("str", "rate", "source")
    entry.reportUnread()
    builder.count("acceptance rates")
    builder.document.conferences.append(conference)
  }

  /// The rate to four places at most, worked out from the two numbers, and written as an export has
  /// it: what comes back is no change.
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
