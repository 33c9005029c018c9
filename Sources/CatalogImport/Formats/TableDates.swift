import CatalogForm
import CatalogModel

/// The date format of a table; the whole table decides whether the day or the month comes first.
///
/// A date such as 31/05/2027 shows the order for all. Dates with dots always have the day first. A
/// table that leaves the order open, or contradicts itself, is refused; `--date-order` sets it.
struct TableDates {
  enum Reading: Equatable {
    /// The text with an ISO date at its start; unchanged if it is not a numeric date.
    case text(String)
    case rejected(String)
  }

  private struct Numeric {
    var first: Int
    var second: Int
    var third: Int
    var separator: Character
    /// The number of digits of each part.
    var digits: [Int]
    /// The text after the date: a time of day.
    var rest: Substring

    var isYearFirst: Bool { digits[0] == 4 }
    var isTwoDigitYear: Bool { digits[0] <= 2 && digits[2] <= 2 }

    init?(_ text: String) {
      var parts: [Int] = []
      var digits: [Int] = []
      var separator: Character?
      var rest = text[...]
      while parts.count < 3 {
        let number = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(number.count), let value = Int(number) else { return nil }
        parts.append(value)
        digits.append(number.count)
        rest = rest.dropFirst(number.count)
        guard parts.count < 3 else { break }
        guard let next = rest.first, "/.-".contains(next), separator ?? next == next else {
          return nil
        }
        separator = next
        rest = rest.dropFirst()
      }
      guard let separator, rest.first.map({ $0 == " " || $0 == "T" || $0 == "," }) ?? true,
        digits[1] <= 2, digits[0] == 4 ? digits[2] <= 2 : digits[0] <= 2 && digits[2] != 3
      else { return nil }
      (first, second, third) = (parts[0], parts[1], parts[2])
      (self.separator, self.digits, self.rest) = (separator, digits, rest)
    }

    /// The order that the numbers imply; `nil` if both are possible.
    var shown: DateOrder? {
      if first > 12, second <= 12 { return .dmy }
      return first <= 12 && second > 12 ? .mdy : nil
    }
  }

  private let order: DateOrder?

  /// Finds the order from all cells of the date columns.
  init(
    _ cells: [(line: Int, text: String)], order: DateOrder?, in builder: BatchBuilder
  ) throws(ImportProblem) {
    guard order == nil else {
      self.order = order
      return
    }
    var proofs: [DateOrder: (line: Int, text: String)] = [:]
    var open: (line: Int, text: String)?
    var hasDots = false
    for cell in cells {
      guard let date = Numeric(cell.text), !date.isYearFirst, !date.isTwoDigitYear else { continue }
      if let shown = date.shown {
        if proofs[shown] == nil { proofs[shown] = cell }
      } else if date.separator == "." {
        hasDots = true
      } else if date.first != date.second, min(date.first, date.second) > 0, open == nil {
        open = cell
      }
    }
    let advice = "name the order with --date-order dmy or --date-order mdy"
    if let day = proofs[.dmy], let month = proofs[.mdy] {
      throw ImportProblem(
        .refused, file: builder.file, line: max(day.line, month.line),
        reason: "the day is first in line \(day.line), but the month in line"
          + " \(month.line); \(advice)", value: "\(day.text), \(month.text)")
    }
    if let open, proofs.isEmpty {
      throw ImportProblem(
        .refused, file: builder.file, line: open.line,
        reason: "it is unclear whether the day or the month is first; \(advice)", value: open.text)
    }
    if let (found, proof) = proofs.first {
      self.order = found
      let name = found == .dmy ? "day first" : "month first"
      builder.problem(
        .notice, "numeric dates were read \(name), as in this one", line: proof.line,
        value: proof.text)
    } else {
      self.order = hasDots ? .dmy : nil
      if hasDots { builder.problem(.assumption, "dates with dots; assumed to be day first") }
    }
  }

  func read(_ text: String) -> Reading {
    if let serial = Self.serial(text) { return .rejected(serial) }
    if text.utf8.count == 8, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let day = Day("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    {
      return .text(day.description)
    }
    guard let date = Numeric(text) else { return .text(text) }
    let parts: (year: Int, month: Int, day: Int)
    if date.isYearFirst || order == .ymd {
      parts = (date.first, date.second, date.third)
    } else if order == .mdy {
      parts = (date.third, date.first, date.second)
    } else {
      parts = (date.third, date.second, date.first)
    }
    if date.isTwoDigitYear { return .rejected("expected a year of four digits") }
    guard EditionDates.years.contains(parts.year),
      let day = Day(year: parts.year, month: parts.month, day: parts.day)
    else {
      let name = order == .mdy ? "month first" : "day first"
      return .rejected("no such day\(date.isYearFirst ? "" : ", \(name)")")
    }
    let rest = date.rest.drop { $0 == " " || $0 == "T" || $0 == "," }
    // The last day of a range is in the same format.
    for separator in ["-", "–", "—", "to ", "until ", "bis "] where rest.hasPrefix(separator) {
      let end = rest.dropFirst(separator.count).drop { $0 == " " }
      guard Numeric(String(end)) != nil else { break }
      guard case .text(let last) = read(String(end)) else { return read(String(end)) }
      return .text("\(day) to \(last)")
    }
    return .text(rest.isEmpty ? day.description : "\(day) \(rest)")
  }

  /// Whether a cell for a place has a date or a number.
  static func isDateOrNumber(_ text: String) -> Bool {
    Numeric(text) != nil || text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2e }
  }

  /// Explains the serial number of a spreadsheet; returns nil for any other text.
  private static func serial(_ text: String) -> String? {
    let whole = text.prefix { $0 != "." }
    let fraction = text.dropFirst(whole.count).dropFirst()
    guard whole.utf8.count == 5, let number = Int(whole), (18_000...80_000).contains(number),
      fraction.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let epoch = Day("1899-12-30"),
      let macintosh = Day("1904-01-01")
    else { return nil }
    return "a spreadsheet's serial number (\(epoch + number), or \(macintosh + number) in the 1904"
      + " system); give the column the date format YYYY-MM-DD before you save it as CSV"
  }
}
