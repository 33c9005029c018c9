import CatalogModel

/// The first and last day of a row, read from their columns.
struct TablePeriod {
  private let row: MapDecoder
  private let start: String?
  private let end: String?
  private let text: String?
  /// The year from its own column, or from the first day.
  let year: Int?

  init(_ row: MapDecoder, _ dates: TableDates) {
    self.row = row
    start = dates.value("start", of: row)
    end = dates.value("end", of: row)
    text = dates.value("dates", of: row)
    let edtf = row.line("edtf").flatMap { try? EventDates(edtf: $0, text: nil) }
    let told =
      edtf?.startEarliest?.components.year
      ?? [start ?? text, end].lazy.compactMap { $0.flatMap { EditionDates.year($0) } }.first
    let written = row.line("year")
    if let number = written.flatMap({ Int($0) }), EditionDates.years.contains(number) {
      year = number
    } else {
      year = told
      if let written, let told {
        row.assume("no year; assumed to be \(told), from the first day", "year", written)
      } else if let written {
        row.drop("expected a year of four digits", "year", written)
      }
    }
  }

  func dates(of year: Int?) -> EventDates? {
    if let edtf = row.line("edtf") {
      if let dates = try? EventDates(edtf: edtf, text: text) { return dates }
      row.drop("expected an EDTF date such as 2027-05-10/2027-05-12", "edtf", edtf)
    }
    let told = text.flatMap { DateText.edtf($0, year: year) }
    let first = read(start, "start", year)
    let last = read(end, "end", year)
    var edtf = first ?? told
    if let first, let last {
      edtf = interval(from: first, to: last)
    } else if last != nil, told == nil {
      row.drop("expected a start with the end", "end", end)
    }
    if let text, told == nil, edtf == nil, !DateText.isUnannounced(text) {
      row.notice("unknown date format; kept as text", "dates", text)
    }
    let isWords = [start, end].contains { $0.map { Day(String($0.prefix(10))) == nil } ?? false }
    let words = [start, end].compactMap { $0 }.joined(separator: " to ")
    return EditionDates.make(
      edtf: edtf, text: text ?? (isWords ? words : nil), told: told, year: year, in: row)
  }

  /// Returns the EDTF text of a cell; a value that is not a date stays in the text of the dates.
  private func read(_ cell: String?, _ name: String, _ year: Int?) -> String? {
    guard let cell, !DateText.isUnannounced(cell) else { return nil }
    if let day = Day(String(DateText.padded(cell).prefix(10))) {
      if EditionDates.isPossible(day) { return "\(day)/" }
      if day.number == 0 {
        row.drop(EditionDates.zeroReason, name, cell)
        return nil
      }
    }
    if let edtf = DateText.edtf(cell, year: year) { return edtf }
    if let dates = try? EventDates(edtf: cell, text: nil) { return dates.edtf }
    if let date = PublishedDate(cell), date.precision == .day { return "\(date.first)/" }
    if text == nil {
      row.notice("unknown date format; kept as text", name, cell)
    } else {
      row.drop("unknown date format", name, cell)
    }
    return nil
  }

  /// Joins two cells to one interval; each can be a month or an interval.
  private func interval(from first: String, to last: String) -> String {
    let start = first.prefix { $0 != "/" }
    let parts = last.split(separator: "/")
    let end = parts.last ?? ""
    if start == end { return String(start) }
    let whole = "\(start)/\(end)"
    guard (try? EventDates(edtf: whole, text: nil)) != nil else {
      row.drop("ends before it starts", "end", "\(start) to \(end)")
      return first
    }
    return whole
  }
}

extension TableDates {
  /// Returns the text of a cell with an ISO date at its start; drops a value that is not a date.
  func value(_ name: String, of row: MapDecoder) -> String? {
    guard let text = row.line(name) else { return nil }
    switch read(text) {
    case .text(let text): return text
    case .rejected(let reason):
      row.drop(reason, name, text)
      return nil
    }
  }
}
