/// A date in the wording of published deadlines: "10 May 2027", "May 2027", "mid May 2027", "end of
/// June 2027", "Q2 2027", "summer 2027", "2027".
///
/// English only. The text must contain the year. An unknown word makes the text invalid, since it
/// may change the meaning ("not before May 2027").
public struct PublishedDate: Equatable, Sendable {
  /// `longer` stands for any period longer than a month.
  public enum Precision: Sendable { case day, month, longer }

  public var first: Day
  public var last: Day
  public var precision: Precision
  /// Whether the wording leaves the days open: a season has no exact days, and "likely" is not
  /// definite.
  public var isAssumed: Bool

  private static let fillers: Set = [
    "in", "on", "the", "of", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
  ]
  private static let hedges: Set = [
    "likely", "probably", "tentative", "tentatively", "expected", "estimated", "approximately",
    "approx", "around", "about", "ca", "circa", "tba", "tbd", "tbc", "provisional",
  ]
  /// The third of a month or year that a word stands for, from 0 to 2.
  private static let thirds = [
    "early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2,
  ]
  private static let seasons = [
    "spring": 3...5, "summer": 6...8, "autumn": 9...11, "fall": 9...11,
  ]
  private static let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4, "last": 5]

  public init?(_ text: String) {
    var words = Words()
    guard text.utf8.count <= 80, Self.tokens(text).allSatisfy({ words.take($0) }),
      let year = words.year, let days = words.days(of: year)
    else { return nil }
    (first, last, precision) = days
    isAssumed = words.isHedged || words.season != nil
  }

  /// Returns the words and numbers in lower case, and "-" for what joins two months.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in text.lowercased() + " " {
      if character.isLetter || character.isNumber {
        if let last = word.last, last.isLetter, character.isNumber, !["q", "h"].contains(word) {
          return ["?"]
        }
        word.append(character)
        continue
      }
      if !word.isEmpty { tokens.append(word) }
      word = ""
      if "-–—/&".contains(character) { tokens.append("-") }
    }
    return tokens
  }

  /// The parts of the date found so far.
  private struct Words {
    var year: Int?
    var months: [Int] = []
    var day: Int?
    var third: Int?
    var quarter: Int?
    var half: Int?
    var week: Int?
    var ordinal: Int?
    var season: String?
    var isHedged = false

    /// Returns false if the word is unknown, or repeats a part of the date.
    mutating func take(_ word: String) -> Bool {
      if PublishedDate.fillers.contains(word) || ["-", "to", "or", "and"].contains(word) {
        return true
      }
      if PublishedDate.hedges.contains(word) {
        isHedged = true
        return true
      }
      if let first = word.first, first.isNumber { return number(word) }
      if let third = PublishedDate.thirds[word] { return set(&self.third, third) }
      if let ordinal = PublishedDate.ordinals[word] { return set(&self.ordinal, ordinal) }
      if PublishedDate.seasons[word] != nil || word == "winter" { return set(&season, word) }
      switch word {
      case "q1", "q2", "q3", "q4": return set(&quarter, Int(word.dropFirst()))
      case "h1", "h2": return set(&half, Int(word.dropFirst()))
      case "quarter", "half", "week":
        guard let ordinal else { return false }
        self.ordinal = nil
        if word == "week" { return set(&week, ordinal) }
        return word == "half" ? set(&half, ordinal) : set(&quarter, ordinal)
      case "year": return third != nil
      default: break
      }
      guard word.count >= 3,
        let month = MonthName.english.firstIndex(where: {
          $0 == word || word.count == 3 && $0.hasPrefix(word) || word == "sept" && $0 == "september"
        }), months.count < 2, months.first ?? 0 <= month
      else { return false }
      months.append(month + 1)
      return true
    }

    private func set<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
      guard place == nil, let value else { return false }
      place = value
      return true
    }

    private mutating func number(_ word: String) -> Bool {
      let digits = word.prefix { $0.isASCII && $0.isNumber }
      let ending = word.dropFirst(digits.count)
      guard let number = Int(digits) else { return false }
      if digits.count == 4, ending.isEmpty, DeadlineInstant.years.contains(number) {
        return set(&year, number)
      }
      return digits.count <= 2 && ["", "st", "nd", "rd", "th"].contains(ending)
        && set(&day, number)
    }

    func days(of year: Int) -> (Day, Day, PublishedDate.Precision)? {
      guard ordinal == nil, half ?? 1 <= 2, quarter ?? 1 <= 4 else { return nil }
      if let month = months.first {
        guard quarter == nil, season == nil, let days = Self.days(month, months.last ?? month, year)
        else { return nil }
        return within(month, days, year)
      }
      guard day == nil, week == nil else { return nil }
      var parts: [ClosedRange<Int>] = []
      if let quarter { parts.append(Self.part(quarter - 1, of: 3)) }
      if let half { parts.append(Self.part(half - 1, of: 6)) }
      if let third { parts.append(Self.part(third, of: 4)) }
      if let season, let months = PublishedDate.seasons[season] { parts.append(months) }
      if season == "winter" {
        // "Winter 2027" may begin in December 2026 or in December 2027.
        guard parts.isEmpty, let first = Day(year: year - 1, month: 12, day: 1),
          let last = Day(year: year + 1, month: 3, day: 1)
        else { return nil }
        return (first, last + -1, .longer)
      }
      guard parts.count <= 1,
        let days = Self.days(parts.first?.first ?? 1, parts.first?.last ?? 12, year)
      else { return nil }
      return (days.0, days.1, .longer)
    }

    /// Returns the months of one part of a year.
    private static func part(_ index: Int, of months: Int) -> ClosedRange<Int> {
      let first = index * months + 1
      return first...(first + months - 1)
    }

    /// Returns the days within a month, or within two named months.
    private func within(
      _ month: Int, _ days: (Day, Day), _ year: Int
    ) -> (Day, Day, PublishedDate.Precision)? {
      let parts = [day, third, half, week].compactMap(\.self)
      guard months.count == 1 else { return parts.isEmpty ? (days.0, days.1, .longer) : nil }
      guard parts.count <= 1 else { return nil }
      if let day {
        return Day(year: year, month: month, day: day).map { ($0, $0, Precision.day) }
      }
      var (first, last) = days
      if let third {
        first = first + third * 10
        if third < 2 { last = first + 9 }
      } else if let half {
        if half == 1 { last = first + 14 } else { first = first + 15 }
      } else if let week {
        first = week == 5 ? last + -6 : first + (week * 7 - 7)
        last = first + 6
      }
      return (first, last, .month)
    }

    private static func days(_ from: Int, _ to: Int, _ year: Int) -> (Day, Day)? {
      let next = to == 12 ? (year + 1, 1) : (year, to + 1)
      guard from <= to, let first = Day(year: year, month: from, day: 1),
        let end = Day(year: next.0, month: next.1, day: 1)
      else { return nil }
      return (first, end + -1)
    }
  }
}
