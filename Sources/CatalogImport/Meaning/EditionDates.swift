import CatalogModel

/// Reads the dates of an edition in a list and reports contradictions.
enum EditionDates {
  static let years = 1900...2200
  static let zeroReason = "1970-01-01 stands for an unknown time"

  /// Whether a list can mean this day; the zero of Unix time, like the year 0000, is an empty value.
  static func isPossible(_ day: Day) -> Bool {
    years.contains(day.components.year) && day.number != 0
  }

  /// Returns the dates from first and last day, or from the text if these are missing.
  ///
  /// Does not repair dates: dates outside the year of the edition, and fields that contradict each
  /// other, are kept and reported. An end before the start is dropped.
  static func read(
    start: String?, end: String?, text: String?, year: Int?, in fields: MapDecoder
  ) -> EventDates? {
    let told = text.flatMap { DateText.edtf($0, year: year) }
    if let text, told == nil, !DateText.isUnannounced(text) {
      fields.notice("unknown date format; kept as text", "date", text)
    }
    var edtf = told
    if let start, !DateText.isUnannounced(start) {
      if let day = day(start) {
        edtf = self.edtf(day, end, in: fields) ?? told ?? "\(day)/"
      } else if text == nil {
        fields.notice("there is no such day; kept as text", "start", start)
      } else {
        fields.drop("there is no such day", "start", start)
      }
    } else if let end, !DateText.isUnannounced(end) {
      fields.drop("expected a start with the end", "end", end)
    }
    let shown =
      text ?? (edtf == nil ? [start, end].compactMap { $0 }.joined(separator: " to ") : nil)
    return make(edtf: edtf, text: shown, told: told, year: year, in: fields)
  }

  /// Returns the dates of an EDTF interval; compares them with the text and the year.
  static func make(
    edtf: String?, text shown: String?, told: String?, year: Int?, in fields: MapDecoder
  ) -> EventDates? {
    guard edtf != nil || shown?.isEmpty == false else { return nil }
    var dates: EventDates
    do {
      dates = try EventDates(edtf: edtf, text: shown)
    } catch {
      fields.notice("invalid dates: \(error)", nil, edtf)
      guard let textOnly = try? EventDates(edtf: nil, text: shown) else { return nil }
      dates = textOnly
    }
    check(dates, against: told, year: year, in: fields)
    return dates
  }

  /// Returns the interval from a first to a last day; nil if the last day is invalid or not later.
  private static func edtf(_ first: Day, _ end: String?, in fields: MapDecoder) -> String? {
    guard let end, !DateText.isUnannounced(end) else { return "\(first)/" }
    guard let last = day(end), last >= first else {
      fields.drop("expected an end that is not before the start", "end", "\(first) to \(end)")
      return nil
    }
    return first == last ? first.description : "\(first)/\(last)"
  }

  /// Returns the year of a first day, or of dates in natural language.
  static func year(_ text: String) -> Int? {
    let first = day(text)?.description ?? DateText.edtf(text, year: nil)
    return first.flatMap { Int($0.prefix(4)) } ?? PublishedDate(text)?.first.components.year
  }

  /// Returns the day at the beginning of a date or of a date with a time.
  private static func day(_ text: String) -> Day? {
    let day = Day(String(DateText.padded(text).prefix(10)))
    return day.flatMap { isPossible($0) ? $0 : nil }
  }

  private static func check(
    _ dates: EventDates, against told: String?, year: Int?, in fields: MapDecoder
  ) {
    if let year, let first = dates.startEarliest, let last = dates.endLatestForFilter,
      !(first.components.year...last.components.year).contains(year)
    {
      fields.notice("the dates are outside the year of the edition, \(year)", nil, dates.edtf ?? "")
    }
    guard let told, let edtf = dates.edtf, told != edtf,
      let other = try? EventDates(
        edtf: told, text: nil), let first = dates.startEarliest,
      let otherFirst = other.startEarliest,
      other.start != nil,
      first != otherFirst || (other.end != nil && dates.end != nil && other.end != dates.end)
    else { return }
    fields.notice("the days \(edtf) contradict the text", "date", dates.text)
  }
}
