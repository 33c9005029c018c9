import Catalog
import CatalogModel

/// Makes an edition's dates out of what a list says of them, contradictions included.
enum EditionDates {
  static let years = 1900...2200

  /// Returns the dates by first and last day, or by the text if these are missing.
  ///
  /// Nothing is repaired: a date in a year that is not the edition's, and two fields that disagree,
  /// are read as they stand and noticed. An end before the start is left out.
  static func read(
    start: String?, end: String?, text: String?, year: Int?, in fields: Fields
  ) -> EventDates? {
    let told = text.flatMap { DateText.edtf($0, year: year) }
    if let text, told == nil, !DateText.isUnannounced(text) {
      fields.notice("no dates that can be read; kept as text", "date", text)
    }
    var edtf = told
    if let start, !DateText.isUnannounced(start) {
      if let day = day(start) {
        edtf = self.edtf(day, end, in: fields) ?? told ?? "\(day)/"
      } else if text == nil {
        fields.notice("no such day; kept as text", "start", start)
      } else {
        fields.drop("no such day", "start", start)
      }
    } else if let end, !DateText.isUnannounced(end) {
      fields.drop("an end without a start", "end", end)
    }
    let shown =
      text ?? (edtf == nil ? [start, end].compactMap { $0 }.joined(separator: " to ") : nil)
    return make(edtf: edtf, text: shown, told: told, year: year, in: fields)
  }

  /// The dates of an EDTF interval, checked against what a text tells and against the year.
  static func make(
    edtf: String?, text shown: String?, told: String?, year: Int?, in fields: Fields
  ) -> EventDates? {
    guard edtf != nil || shown?.isEmpty == false else { return nil }
    var dates: EventDates
    do {
      dates = try EventDates(edtf: edtf, text: shown)
    } catch {
      fields.notice("the dates cannot be: \(error)", nil, edtf)
      guard let textOnly = try? EventDates(edtf: nil, text: shown) else { return nil }
      dates = textOnly
    }
    check(dates, against: told, year: year, in: fields)
    return dates
  }

  /// The interval from a first day; nil if the last day is no day after it.
  private static func edtf(_ first: Day, _ end: String?, in fields: Fields) -> String? {
    guard let end, !DateText.isUnannounced(end) else { return "\(first)/" }
    guard let last = day(end), last >= first else {
      fields.drop("ends before it starts, or on no day", "end", "\(first) to \(end)")
      return nil
    }
    return first == last ? first.description : "\(first)/\(last)"
  }

  /// The year of a first day, or of dates in words.
  static func year(_ text: String) -> Int? {
    let first = day(text)?.description ?? DateText.edtf(text, year: nil)
    return first.flatMap { Int($0.prefix(4)) } ?? PublishedDate(text)?.first.components.year
  }

  /// The day at the beginning of a date or of a date with a time.
  private static func day(_ text: String) -> Day? {
    let day = Day(String(DateText.padded(text).prefix(10)))
    return day.flatMap { years.contains($0.components.year) ? $0 : nil }
  }

  private static func check(
    _ dates: EventDates, against told: String?, year: Int?, in fields: Fields
  ) {
    if let year, let first = dates.startEarliest, let last = dates.endLatestForFilter,
      !(first.components.year...last.components.year).contains(year)
    {
      fields.notice("the dates are not in the edition's year \(year)", nil, dates.edtf ?? "")
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
