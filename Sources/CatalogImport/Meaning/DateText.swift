import CatalogForm
import CatalogModel

/// Reads the dates of an edition in natural language.
///
/// "August 31 - September 4, 2026", "29 June - 3 July, 2026", "FEBRUARY 20-23, 2023", "April,
/// 2024", "2027" and "August 2027 (exact dates TBD)" are dates with the precision of a day, month
/// or year; "TBD" and "Extended" are not dates. A single day is a start with an unknown end,
/// because lists with one day do not say whether it is the only one.
enum DateText {
  /// Words after which a date does not belong to the conference.
  private static let modifiers: Set = [
    "after", "before", "not", "since", "by", "around", "about", "approximately", "likely", "maybe",
    "probably", "possibly", "tentative", "tentatively", "expected",
  ]

  private struct Part {
    var year: Int?
    var month: Int?
    var day: Int?
  }

  /// Returns the EDTF text; nil if the text has no date, or several ranges of days.
  ///
  /// `year` is the year of the edition, for texts without one.
  static func edtf(_ text: String, year: Int?) -> String? {
    if let range = isoRange(text) { return range }
    guard let parts = parts(text) else { return nil }
    switch parts.count {
    case 1:
      let part = parts[0]
      guard part.year != nil || part.month != nil, let year = part.year ?? year else { return nil }
      guard let text = date(part, year) else { return nil }
      return part.day == nil ? text : text + "/"
    case 2:
      var (start, end) = (parts[0], parts[1])
      // Completes "7" in "July 5 - 7", and "9" in "9 - 12 July".
      if end.month == nil, end.day != nil { end.month = start.month }
      if start.month == nil, start.day != nil { start.month = end.month }
      guard let endYear = end.year ?? start.year ?? year else { return nil }
      let wraps = (start.month ?? 0) > (end.month ?? 12)
      let startYear = start.year ?? (wraps ? endYear - 1 : endYear)
      // If the text has no year, the year of the edition is that of its start.
      let shift = end.year == nil && start.year == nil && wraps ? 1 : 0
      guard let first = date(start, startYear + shift), let last = date(end, endYear + shift) else {
        return nil
      }
      return first == last && start.day == nil ? first : "\(first)/\(last)"
    default: return nil
    }
  }

  /// Returns "2022-05-03 09:00" for "2022-5-3 9:00" and "2022/5/3 9:00"; any other text unchanged.
  static func padded(_ local: String) -> String {
    var words = local.split(separator: " ").map(String.init)
    if let first = words.first, first.utf8.prefix(4).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      first.dropFirst(4).first == "/"
    {
      words[0] = first.replacingAll("/", with: "-")
    }
    guard let first = words.first, first.split(separator: "-").count == 3 else { return local }
    words[0] = twoDigits(first, at: "-")
    if words.count == 2 { words[1] = twoDigits(words[1], at: ":") }
    return words.joined(separator: " ")
  }

  /// Two ISO dates: "2027-05-30 to 2027-06-02", "2027-05-30/2027-06-02".
  private static func isoRange(_ text: String) -> String? {
    guard text.utf8.count >= 21, let first = Day(String(text.prefix(10))),
      let last = Day(String(text.suffix(10))), last >= first
    else { return nil }
    let between = text.dropFirst(10).dropLast(10).filter { $0 != " " }.lowercased()
    guard ["-", "–", "—", "/", "to", "until", "through", "bis", ".."].contains(between) else {
      return nil
    }
    return first == last ? first.description : "\(first)/\(last)"
  }

  /// Whether a text means that nothing is announced yet.
  static func isUnannounced(_ text: String) -> Bool {
    let words = [
      "tbd", "tba", "tbc", "to be announced", "to be determined", "to be confirmed", "unknown",
      "none", "n a",
    ]
    return words.contains(Folding.fold(text))
  }

  private static func twoDigits(_ text: String, at separator: Character) -> String {
    text.split(separator: separator, omittingEmptySubsequences: false)
      .map { $0.count == 1 && $0.allSatisfy(\.isNumber) ? "0\($0)" : String($0) }
      .joined(separator: String(separator))
  }

  private static func date(_ part: Part, _ year: Int) -> String? {
    guard let month = part.month else { return part.day == nil ? String(year) : nil }
    let prefix = "\(year)-\(month < 10 ? "0" : "")\(month)"
    guard let day = part.day else { return prefix }
    return Day(year: year, month: month, day: day)?.description
  }

  /// Returns one or two dates; nil if a number is not part of a date.
  private static func parts(_ text: String) -> [Part]? {
    var parts = [Part()]
    for token in tokens(withoutBrackets(text)) {
      var part = parts[parts.count - 1]
      if token == "-" {
        if part.day != nil || part.month != nil || part.year != nil { parts.append(Part()) }
        continue
      }
      if let first = token.first, first.isNumber {
        let digits = token.prefix { $0.isASCII && $0.isNumber }
        let suffix = token.dropFirst(digits.count)
        guard let number = Int(digits), ["", "st", "nd", "rd", "th"].contains(suffix) else {
          return nil
        }
        if digits.count == 4, (1950...2100).contains(number), part.year == nil {
          part.year = number
        } else if (1...31).contains(number), part.day == nil {
          part.day = number
        } else {
          return nil
        }
      } else if let month = MonthName.number(Folding.fold(token)) {
        guard part.month == nil else { return nil }
        part.month = month
      } else if modifiers.contains(token) {
        return nil
      }
      parts[parts.count - 1] = part
    }
    if let last = parts.last, last.day == nil, last.month == nil, last.year == nil {
      parts.removeLast()
    }
    // A date such as "2026-04-27" was split at its hyphens.
    return parts.count <= 2 ? parts : nil
  }

  private static func withoutBrackets(_ text: String) -> String {
    var depth = 0
    var out = ""
    for character in text {
      switch character {
      case "(": depth += 1
      case ")": depth = max(0, depth - 1)
      // A place follows the bar.
      case "|": return out
      default: if depth == 0 { out.append(character) }
      }
    }
    return out
  }

  /// Returns words, numbers, and "-" for any separator of two dates.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    func flush() {
      if word == "to" || word == "until" || word == "through" {
        tokens.append("-")
      } else if !word.isEmpty {
        tokens.append(word)
      }
      word = ""
    }
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        if let last = word.last, last.isNumber != character.isNumber, character.isNumber { flush() }
        word.append(character)
      } else {
        flush()
        if "-–—‐‑−~".contains(character) { tokens.append("-") }
      }
    }
    flush()
    return tokens
  }
}
