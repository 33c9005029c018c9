import CatalogModel

/// A span of days in words: "spring 2027", "Q2", "this weekend", "from June to August", "the next
/// 30 days".
///
/// Seasons are those of the northern hemisphere; a winter belongs to the year of its January.
struct Period {
  /// The first and the last day; an end that is missing is open.
  typealias Days = (first: Day?, last: Day?)

  private let words: [String]

  /// Fails if the folded words are no period, or a year alone, which is a filter of its own.
  init?(_ folded: String) {
    let all = folded.split(separator: " ").map(String.init)
    guard let first = all.first, let last = all.last, all.count > 1 || !Self.isYear(first),
      !Self.articles.contains(first), !Self.articles.contains(last)
    else { return nil }
    words = all.filter { !Self.articles.contains($0) }
    guard days(Day(number: 20_000), year: nil) != nil else { return nil }
  }

  /// Whether the words can be something else, such as a part of a name: "summer".
  var isVague: Bool { words.count == 1 && Self.seasons[words[0]] != nil }

  /// Whether a word can belong to a period.
  static func isPart(_ word: String) -> Bool {
    units.contains(word) || holidays[word] != nil || seasons[word] != nil || quarters[word] != nil
      || MonthName.number(word) != nil
  }

  /// Days with a name, by month and day.
  private static let holidays = [
    "christmas": (12, 25), "xmas": (12, 25), "weihnachten": (12, 25), "noel": (12, 25),
    "navidad": (12, 25), "new year": (1, 1), "new years": (1, 1),
  ]

  private static let articles: Set<String> = ["the", "of"]
  private static let units: Set<String> = [
    "day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "half", "year",
    "years", "today", "tomorrow", "h1", "h2",
  ]
  /// The first months of the seasons in English, German, French and Spanish.
  private static let seasons = [
    "winter": 0, "hiver": 0, "invierno": 0, "spring": 3, "fruhling": 3, "fruhjahr": 3,
    "printemps": 3, "primavera": 3, "summer": 6, "sommer": 6, "ete": 6, "verano": 6, "autumn": 9,
    "fall": 9, "herbst": 9, "automne": 9, "otono": 9,
  ]
  private static let quarters = [
    "q1": 1, "q2": 4, "q3": 7, "q4": 10, "first quarter": 1, "second quarter": 4,
    "third quarter": 7, "fourth quarter": 10, "last quarter": 10,
  ]
  private static let halves = ["h1": 1, "first half": 1, "h2": 7, "second half": 7]
  /// The first month of a part of a year, and how many months it has.
  private static let parts = [
    "early": (1, 4), "mid": (5, 4), "middle": (5, 4), "late": (9, 4), "beginning": (1, 3),
    "start": (1, 3), "end": (10, 3),
  ]
  private static let numbers = [
    "one": 1, "couple": 2, "two": 2, "few": 3, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
  ]

  /// Returns the days, counted from today; `year` is the one that the rest of the query names.
  func days(_ today: Day, year: Int?) -> Days? {
    let clock = Clock(today: today, year: year)
    return Self.range(words[...], clock) ?? Self.span(words[...], clock).map { ($0, $1) }
  }

  fileprivate struct Clock {
    var today: Day
    var year: Int?
    /// Whether a number beside a month is a day, although no year is stated: "before March 10".
    var isOfDays = false

    /// So many months from a month, in a year or as the nearest that fits a turn.
    func months(_ first: Int, _ count: Int, _ year: Int?, _ turn: String? = nil) -> (Day, Day)? {
      let years =
        year.map { [$0, $0 + (first == 0 && count == 3 ? 1 : 0)] }
        ?? Array(thisYear - 1...thisYear + 2)
      let spans = years.compactMap { year -> (Day, Day)? in
        let (from, to) = (year * 12 + first - 1, year * 12 + first + count - 2)
        guard let start = Day(year: from / 12, month: from % 12 + 1, day: 1),
          let last = Day(
            year: to / 12, month: to % 12 + 1, day: Day.days(in: to % 12 + 1, of: to / 12))
        else { return nil }
        return (start, last)
      }
      return switch turn {
      case "next": spans.first { $0.0 > today }
      case "last": spans.last { $0.1 < today }
      default: spans.first { $0.1 >= today } ?? spans.first
      }
    }

    var thisYear: Int { today.components.year }
    var monday: Day { today + -((today.number + 3) % 7 + 7) % 7 }
  }

  private static func isYear(_ word: String) -> Bool { year(word) != nil }

  private static func year(_ word: String?) -> Int? {
    guard let word, word.utf8.count == 4, let year = Int(word), (1950...2100).contains(year) else {
      return nil
    }
    return year
  }

  // MARK: - Ranges

  /// "From A to B", "between A and B", "A to B", "since A", "before B".
  private static func range(_ words: ArraySlice<String>, _ clock: Clock) -> Days? {
    guard let first = words.first, words.count > 1 else { return nil }
    let rest = words.dropFirst()
    var clock = clock
    clock.isOfDays = bounds.contains(first)
    switch first {
    case "between": return range(rest, by: ["and"], clock)
    case "from":
      if let last = rest.last, ["on", "onward", "onwards"].contains(last) {
        return span(rest.dropLast(), clock).map { ($0.0, nil) }
      }
      return range(rest, by: ["to", "until", "till", "through"], clock)
    case "since", "starting": return span(rest, clock).map { ($0.0, nil) }
    case "after": return span(rest, clock).map { ($0.1 + 1, nil) }
    case "before": return span(rest, clock).map { (ahead(clock, $0.0 + -1), $0.0 + -1) }
    case "until", "till", "by": return span(rest, clock).map { (ahead(clock, $0.1), $0.1) }
    default: return range(words, by: ["to", "until", "till", "through", "and", "or"], clock)
    }
  }

  /// Words before the first or last day of a range.
  private static let bounds: Set<String> = [
    "since", "starting", "after", "before", "until", "till", "by",
  ]

  /// Returns today as the first day of a range; nil if the range ends before today.
  private static func ahead(_ clock: Clock, _ last: Day) -> Day? {
    last >= clock.today ? clock.today : nil
  }

  private static func range(
    _ words: ArraySlice<String>, by marks: Set<String>, _ clock: Clock
  ) -> Days? {
    guard let mark = words.dropFirst().dropLast().firstIndex(where: marks.contains) else {
      return nil
    }
    let (front, back) = (words[..<mark], words[(mark + 1)...])
    guard let end = span(back, clock) else { return nil }
    var named = clock
    named.year = back.compactMap(Self.year).last ?? clock.year
    // "Between 1 and 15 June" begins in June.
    let month =
      front.count == 1 && Int(front.first ?? "") != nil
      ? back.filter { MonthName.number($0) != nil } : []
    guard var start = span(ArraySlice(front + month), named) else { return nil }
    if start.0 > end.1, let year = named.year {
      named.year = year - 1
      start = span(front, named) ?? start
    }
    if start.0 <= end.1 { return (start.0, end.1) }
    // "June to March" ends in the year that follows.
    var next = clock
    next.year = start.0.components.year + 1
    guard let end = span(back, next), start.0 <= end.1 else { return nil }
    return (start.0, end.1)
  }

  // MARK: - Spans

  private static func span(_ words: ArraySlice<String>, _ clock: Clock) -> (Day, Day)? {
    guard let first = words.first, let last = words.last else { return nil }
    let numbers = words.compactMap { Int($0) }
    if words.count == 3, numbers.count == 3 {
      return Day(words.joined(separator: "-")).map { ($0, $0) }
    }
    if let days = ahead(words, clock) ?? week(words, clock) { return days }
    let year = words.count > 1 ? Self.year(last) ?? Self.year(first) : nil
    let named = words.filter { Self.year($0) == nil || words.count == 1 }
    return relative(words, clock) ?? fixed(named[...], year, clock)
  }

  /// "Week of 10 May", "week 15 2027".
  private static func week(_ words: ArraySlice<String>, _ clock: Clock) -> (Day, Day)? {
    guard ["week", "cw", "kw"].contains(words.first), words.count > 1 else { return nil }
    let rest = words.dropFirst()
    if let number = rest.first.flatMap({ Int($0) }), rest.count < 3, (1...53).contains(number),
      let year = rest.count == 2 ? year(rest.last) : clock.year ?? clock.thisYear
    {
      return DaySpan.parse("\(year)-W\(number < 10 ? "0" : "")\(number)").map {
        ($0.first, $0.last)
      }
    }
    var days = clock
    days.isOfDays = true
    guard let (first, last) = span(rest, days), first == last else { return nil }
    let monday = first + -((first.number + 3) % 7 + 7) % 7
    return (monday, monday + 6)
  }

  /// "This week", "next spring", "last month".
  private static func relative(_ words: ArraySlice<String>, _ clock: Clock) -> (Day, Day)? {
    guard let last = words.last else { return nil }
    let turns = [
      "this": "this", "current": "this", "next": "next", "coming": "next", "following": "next",
      "upcoming": "next", "last": "last", "past": "last", "previous": "last",
    ]
    let (thisYear, thisMonth, _) = clock.today.components
    if words.count == 1, last == "weekend" { return (clock.monday + 5, clock.monday + 6) }
    if words.count == 1, last == "today" { return (clock.today, clock.today) }
    if words.count == 1, last == "tomorrow" { return (clock.today + 1, clock.today + 1) }
    guard words.count == 2, let turn = words.first.flatMap({ turns[$0] }) else { return nil }
    let shift = turn == "next" ? 1 : turn == "last" ? -1 : 0
    switch last {
    case "week": return (clock.monday + 7 * shift, clock.monday + (7 * shift + 6))
    case "weekend": return (clock.monday + (7 * shift + 5), clock.monday + (7 * shift + 6))
    case "month": return clock.months(thisMonth + shift, 1, thisYear)
    case "quarter": return clock.months((thisMonth - 1) / 3 * 3 + 1 + 3 * shift, 3, thisYear)
    case "year": return DaySpan.parse("\(thisYear + shift)").map { ($0.first, $0.last) }
    default:
      if let season = seasons[last] { return clock.months(season, 3, nil, turn) }
      return MonthName.number(last).flatMap { clock.months($0, 1, nil, turn) }
    }
  }

  /// "Spring", "Q2", "second half", "early March", "27 April", in a year.
  private static func fixed(
    _ words: ArraySlice<String>, _ stated: Int?, _ clock: Clock
  ) -> (Day, Day)? {
    let name = words.joined(separator: " ")
    let year = stated ?? clock.year
    if words.isEmpty { return nil }
    if words.count == 1, let year = Self.year(name) {
      return DaySpan.parse("\(year)").map { ($0.first, $0.last) }
    }
    if let season = seasons[name] { return clock.months(season, 3, year) }
    if let quarter = quarters[name] { return clock.months(quarter, 3, year) }
    if let half = halves[name] { return clock.months(half, 6, year) }
    if let month = MonthName.number(name) { return clock.months(month, 1, year) }
    if clock.isOfDays, let (month, day) = holidays[name] {
      return clock.months(month, 1, year).map { ($0.0 + (day - 1), $0.0 + (day - 1)) }
    }
    if words.count == 1, let (month, count) = parts[name], let year {
      return clock.months(month, count, year)
    }
    guard words.count > 1, let first = words.first else { return nil }
    if ["rest year", "later this year"].contains(name) {
      return DaySpan.parse("\(clock.thisYear)").map { (clock.today, $0.last) }
    }
    let rest = words.dropFirst()
    if let (month, count) = parts[first], stated == nil, rest.last == "year" {
      let year = clock.thisYear + (rest.first == "next" ? 1 : 0)
      return rest.count < 3 ? clock.months(month, count, year) : nil
    }
    if parts[first] != nil, rest.count == 1, let (from, to) = span(rest, clock.stating(year)) {
      let third = (to.number - from.number + 1) / 3
      switch first {
      case "early", "beginning", "start": return (from, from + third)
      case "late", "end": return (to + -third, to)
      default: return (from + third, to + -third)
      }
    }
    return day(words, year, clock)
  }

  /// "April 27 2027", "27th of April", "10 14 May 2027".
  private static func day(
    _ words: ArraySlice<String>, _ year: Int?, _ clock: Clock
  ) -> (Day, Day)? {
    if words.count == 3, let last = words.last(where: { Int($0) != nil }),
      let first = words.first(where: { Int($0) != nil }), first != last, year != nil,
      let (start, _) = day(words.filter { $0 != last }[...], year, clock),
      let (end, _) = day(words.filter { $0 != first }[...], year, clock), start < end
    {
      return (start, end)
    }
    guard words.count == 2, let month = words.lazy.compactMap(MonthName.number).first,
      let number = words.lazy.compactMap({ word -> Int? in
        let digits = word.prefix(while: \.isNumber)
        // Behind a month, without a year and an ending, the number can be a year itself.
        guard ["st", "nd", "rd", "th", ""].contains(word.dropFirst(digits.count)),
          year != nil || digits.count < word.count || word == words.first || clock.isOfDays
        else { return nil }
        return Int(digits).flatMap { (1...31).contains($0) ? $0 : nil }
      }).first
    else { return nil }
    guard let (first, last) = clock.months(month, 1, year), first + (number - 1) <= last else {
      return nil
    }
    return (first + (number - 1), first + (number - 1))
  }

  /// "Next 30 days", "in two weeks", "coming months".
  private static func ahead(_ words: ArraySlice<String>, _ clock: Clock) -> (Day, Day)? {
    var words = words
    guard words.count > 1, let unit = words.popLast(), let letter = unit.first,
      ["days", "weeks", "months", "years", "day", "week", "month", "year"].contains(unit)
    else { return nil }
    let isOne = !unit.hasSuffix("s")
    let marks: Set<String> = ["in", "within", "next", "coming", "upcoming", "following"]
    let (front, number) = (words.dropLast(), words.last ?? "")
    guard let count = Int(number) ?? numbers[number] ?? (isOne || !marks.contains(number) ? nil : 3)
    else { return nil }
    let leading = marks.contains(number) ? words : front
    guard !leading.isEmpty, leading.allSatisfy(marks.contains),
      let duration = DaySpan.duration("\(count)\(letter)")
    else { return nil }
    return (clock.today, duration.from(clock.today, backwards: false))
  }
}

extension Period.Clock {
  fileprivate func stating(_ year: Int?) -> Self {
    .init(today: today, year: year ?? self.year, isOfDays: isOfDays)
  }
}
