import CatalogModel

/// A recurrence rule (RFC 5545 section 3.3.10).
struct RecurrenceRule: Equatable, Sendable {
  enum Frequency: String, Sendable, CaseIterable {
    case secondly = "SECONDLY"
    case minutely = "MINUTELY"
    case hourly = "HOURLY"
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"

    /// The length in seconds of a frequency below a day.
    var seconds: Int? {
      switch self {
      case .secondly: 1
      case .minutely: 60
      case .hourly: 3_600
      default: nil
      }
    }
  }

  enum End: Equatable, Sendable {
    case instant(Instant)
    case local(LocalTime)
    /// The last day, which is included.
    case day(Day)
  }

  /// A weekday of BYDAY such as "-1SU"; the ordinal 0 means every such weekday.
  struct Weekday: Hashable, Sendable {
    var ordinal: Int
    /// 0 for Monday.
    var weekday: Int
  }

  var frequency: Frequency
  var interval = 1
  var count: Int?
  var until: End?
  var months: Set<Int> = []
  var weekNumbers: Set<Int> = []
  var yearDays: Set<Int> = []
  var monthDays: Set<Int> = []
  var weekdays: Set<Weekday> = []
  var hours: [Int] = []
  var minutes: [Int] = []
  var seconds: [Int] = []
  var positions: Set<Int> = []
  /// 0 for Monday.
  var weekStart = 0

  var isEndless: Bool { count == nil && until == nil }

  private static let dayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// Fails if the text is not a rule, or has a part that is unknown or out of range.
  init?(_ text: String) {
    var parts: [String: Substring] = [:]
    for part in text.uppercased().split(separator: ";") {
      let halves = part.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, parts.updateValue(halves[1], forKey: String(halves[0])) == nil else {
        return nil
      }
    }
    guard let name = parts.removeValue(forKey: "FREQ"),
      let frequency = Frequency(rawValue: "\(name)")
    else { return nil }
    self.frequency = frequency
    for (name, value) in parts {
      guard !name.hasPrefix("X-") else { continue }
      guard read(name, value) else { return nil }
    }
    guard count == nil || until == nil else { return nil }
  }

  private mutating func read(_ name: String, _ value: Substring) -> Bool {
    switch name {
    case "INTERVAL":
      guard let number = Int(value), (1...10_000).contains(number) else { return false }
      interval = number
    case "COUNT":
      guard let number = Int(value), number > 0 else { return false }
      count = number
    case "UNTIL":
      guard let end = Self.end(value) else { return false }
      until = end
    case "WKST":
      guard let day = Self.dayNames.firstIndex(of: String(value)) else { return false }
      weekStart = day
    case "BYDAY": return readWeekdays(value)
    case "BYMONTH": return Self.read(value, 1...12, signed: false) { months = Set($0) }
    case "BYWEEKNO": return Self.read(value, 1...53, signed: true) { weekNumbers = Set($0) }
    case "BYYEARDAY": return Self.read(value, 1...366, signed: true) { yearDays = Set($0) }
    case "BYMONTHDAY": return Self.read(value, 1...31, signed: true) { monthDays = Set($0) }
    case "BYSETPOS": return Self.read(value, 1...366, signed: true) { positions = Set($0) }
    case "BYHOUR": return Self.read(value, 0...23, signed: false) { hours = $0 }
    case "BYMINUTE": return Self.read(value, 0...59, signed: false) { minutes = $0 }
    // A leap second is treated as the second before.
    case "BYSECOND":
      return Self.read(value, 0...60, signed: false) {
        seconds = Set($0.map { min($0, 59) }).sorted()
      }
    default: return false
    }
    return true
  }

  private static func read(
    _ value: Substring, _ range: ClosedRange<Int>, signed: Bool, _ set: ([Int]) -> Void
  ) -> Bool {
    let numbers = value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    var found: Set<Int> = []
    for number in numbers {
      guard let number, range.contains(signed ? abs(number) : number) else { return false }
      found.insert(number)
    }
    set(found.sorted())
    return true
  }

  private mutating func readWeekdays(_ value: Substring) -> Bool {
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      guard let day = Self.dayNames.firstIndex(of: String(part.suffix(2))) else { return false }
      let digits = part.dropLast(2)
      let ordinal = digits.isEmpty ? 0 : Int(digits) ?? 99
      guard abs(ordinal) <= 53, digits.isEmpty || ordinal != 0 else { return false }
      // An ordinal is valid only within a month or a year.
      let counts = frequency == .monthly || frequency == .yearly
      weekdays.insert(Weekday(ordinal: counts ? ordinal : 0, weekday: day))
    }
    return true
  }

  private static func end(_ value: Substring) -> End? {
    let text = String(value)
    guard let (time, isUTC, hasClock) = ClockDigits.read(text) else { return nil }
    if !hasClock { return .day(time.day) }
    return isUTC ? .instant(Instant(seconds: time.total)) : .local(time)
  }
}
