import Catalog

/// Makes an edition's dates out of what a list says of them, contradictions included.
enum EditionDates {
  /// The dates by first and last day, by the text where these are missing.
  ///
  /// Nothing is repaired: a date in a year that is not the edition's, and two fields that disagree,
  /// are read as they stand and noticed; an end before the start leaves only the text.
  static func read(
    start: String?, end: String?, text: String?, year: Int?, in fields: Fields
  ) -> EventDates? {
    let told = text.flatMap { DateText.edtf($0, year: year) }
    var edtf = told
    if let start {
      if let day = day(start) {
        edtf = "\(day)/"
        if let end {
          if let last = self.day(end), last >= day {
            edtf = day == last ? day.description : "\(day)/\(last)"
          } else {
            fields.notice("ends before it starts, or on no day", "end", "\(start) to \(end)")
            edtf = told
          }
        }
      } else {
        fields.notice("no such day", "start", start)
      }
    }
    let shown =
      text ?? (edtf == nil ? [start, end].compactMap { $0 }.joined(separator: " to ") : nil)
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

  /// The day at the beginning of a date or of a date with a time.
  private static func day(_ text: String) -> Day? {
    Day(String(DateText.padded(text).prefix(10)))
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
