import Catalog
import CatalogForm
import CatalogModel
import JSON

/// What is known of, or expected for, the next edition of a series.
///
/// An announced edition is shown as it is. Without one, the expectation is a range of months: those
/// in which the last editions began, in the year that follows from the years between them. It never
/// includes more than that, and needs at least two past editions.
struct NextEdition {
  struct Expected {
    var months: ClosedRange<Month>
    /// The smallest and the largest number of years between two consecutive editions.
    var gap: ClosedRange<Int>
    /// The editions on which it is based, the latest first.
    var basis: [(conference: String, start: EventDates)]
  }

  static let minimumEditions = 2
  static let maximumEditions = 5

  /// "announced", "expected" or "unknown".
  let status: String
  /// The first edition that is not over.
  private(set) var announced: Conference?
  private(set) var expected: Expected?

  /// Creates it from editions in the order of their dates, the oldest first.
  init(of series: Series, _ editions: [Conference], phases: (Conference) -> String?, today: Day) {
    let ahead = editions.filter {
      $0.status != "cancelled" && phases($0) != "past" && $0.dates?.startEarliest != nil
    }
    announced = ahead.first
    if announced == nil, series.ended != true, series.kind == "recurring" {
      let years = editions.compactMap { $0.dates?.startEarliest?.components.year }
      expected = Self.expected(
        editions.filter { phases($0) == "past" }, known: years.max() ?? 0, today: today)
    }
    status = announced != nil ? "announced" : expected != nil ? "expected" : "unknown"
  }

  /// Returns the expectation; `known` is the year of the last known edition, even if that was
  /// cancelled.
  private static func expected(_ past: [Conference], known: Int, today: Day) -> Expected? {
    let held = past.compactMap { edition -> (id: String, start: Month, dates: EventDates)? in
      // A date that is only a year has no month to expect.
      guard edition.status != "cancelled", edition.status != "postponed", let dates = edition.dates,
        dates.precision == "day" || dates.precision == "month", let first = dates.startEarliest
      else { return nil }
      let (year, month, _) = first.components
      return (edition.id, Month(year: year, month: month), dates)
    }.sorted { $0.start > $1.start }.prefix(maximumEditions)
    guard held.count >= minimumEditions, let latest = held.first else { return nil }
    let gaps = zip(held, held.dropFirst()).map { later, earlier in
      max(1, later.start.year - earlier.start.year)
    }
    let months = held.map { $0.start.month }
    guard let least = gaps.min(), let most = gaps.max(), let first = months.min(),
      let last = months.max()
    else { return nil }
    let (year, month, _) = today.components
    // An edition that is overdue and still unknown is no longer expected.
    let years = (least...most).map { max(latest.start.year, known) + $0 }.filter {
      Month(year: $0, month: last) >= Month(year: year, month: month)
    }
    guard let from = years.first, let to = years.last else { return nil }
    return Expected(
      months: Month(year: from, month: first)...Month(year: to, month: last), gap: least...most,
      basis: held.map { ($0.id, $0.dates) })
  }

  func write(to json: inout JSONWriter, _ call: RequestContext, _ series: String) throws {
    json.member("type", "next_edition")
    json.member("url", "\(call.baseURL)/series/\(series)/next")
    json.member("series", series)
    json.member("status", status)
    if let announced, let row = try call.reader.row(.conference, announced.id) {
      json.member("conference", announced.id)
      json.key("edition")
      json.value(raw: try RecordObjects(call).object(RecordRequest(kind: .conference, row: row)))
    } else {
      json.member("conference", nil as String?)
      json.member("edition", nil as String?)
    }
    write(expected, to: &json, call.baseURL)
    var filter = CatalogFilter(now: call.now)
    if let announced { filter[.conference].included = [announced.id] }
    let deadlines =
      announced == nil ? [] : try call.reader.expectedDeadlines.deadlines(filter, series: series)
    json.list("expected_deadlines", deadlines) { $1.write(to: &$0, call.baseURL) }
  }

  private func write(_ expected: Expected?, to json: inout JSONWriter, _ baseURL: String) {
    guard let expected else { return json.member("expected", nil as String?) }
    json.object("expected") { json in
      json.member("from", expected.months.lowerBound.description)
      json.member("to", expected.months.upperBound.description)
      // Editions move, so no place is expected.
      json.member("place", nil as String?)
      json.object("basis") { json in
        json.list("editions", expected.basis) { json, edition in
          json.object { json in
            json.member("conference", edition.conference)
            json.member("url", "\(baseURL)/conferences/\(edition.conference)")
            json.member("edtf", edition.start.edtf)
          }
        }
        json.object("years_between") { json in
          json.member("min", expected.gap.lowerBound)
          json.member("max", expected.gap.upperBound)
        }
      }
    }
  }
}
