import CatalogModel

extension RecurrenceRule {
  static let lastYear = 2_100
  /// Maximum number of times in one period; a rule with more is not expanded.
  static let maximumTimesInPeriod = 20_000

  /// Calls `visit` with each time from `start` until it returns false.
  ///
  /// `visit` handles COUNT and UNTIL, and gets `start` only if the rule has it. Times before the
  /// day `notBefore` may be omitted. Examining a day costs one of `steps`. Returns false if the
  /// steps ran out before the rule ended.
  func times(
    from start: LocalTime, notBefore: Day? = nil, steps: inout Int, _ visit: (LocalTime) -> Bool
  ) -> Bool {
    let rule = completed(from: start)
    return rule.frequency.seconds == nil
      ? rule.days(from: start, notBefore: notBefore, &steps, visit)
      : rule.clockTimes(from: start, &steps, visit)
  }

  private func days(
    from start: LocalTime, notBefore: Day?, _ steps: inout Int, _ visit: (LocalTime) -> Bool
  ) -> Bool {
    let clock = hours.flatMap { hour in
      minutes.flatMap { minute in seconds.map { hour * 3_600 + minute * 60 + $0 } }
    }
    var number = notBefore.map { firstPeriod(from: start.day, reaching: $0) } ?? 0
    while let period = period(number, from: start.day) {
      number += 1
      guard steps > 0 else { return false }
      steps -= period.reduce(0) { $0 + $1.count }
      let days = period.flatMap { $0.filter { has(Day(number: $0)) } }
      guard days.count * clock.count <= Self.maximumTimesInPeriod else { return false }
      let times = days.flatMap { day in clock.map { LocalTime(Day(number: day), second: $0) } }
      for time in chosen(times) where time >= start {
        guard visit(time) else { return true }
      }
    }
    return true
  }

  private func clockTimes(
    from start: LocalTime, _ steps: inout Int, _ visit: (LocalTime) -> Bool
  ) -> Bool {
    let length = frequency.seconds ?? 1
    let stride = length * interval
    var base = start.total / length * length
    while steps > 0 {
      steps -= 1
      let time = LocalTime(total: base)
      guard time.day.components.year <= Self.lastYear else { return true }
      // The earliest possible next time.
      var next = base + stride
      let (hour, minute) = (time.second / 3_600, time.second / 60 % 60)
      if !has(time.day) {
        next = (time.day.number + 1) * 86_400
      } else if !hours.isEmpty, !hours.contains(hour) {
        next = base - time.second % 3_600 + 3_600
      } else if length <= 60, !minutes.isEmpty, !minutes.contains(minute) {
        next = base - time.second % 60 + 60
      } else if length > 1 || seconds.isEmpty || seconds.contains(time.second % 60) {
        let times = (length > 60 ? minutes : [minute]).flatMap { minute in
          (length > 1 ? seconds : [time.second % 60]).map {
            LocalTime(time.day, second: hour * 3_600 + minute * 60 + $0)
          }
        }
        for time in chosen(times) where time >= start {
          guard visit(time) else { return true }
        }
      }
      base += max(1, (next - base + stride - 1) / stride) * stride
    }
    return false
  }

  /// Returns the times of a period that BYSETPOS selects.
  private func chosen(_ times: [LocalTime]) -> [LocalTime] {
    guard !positions.isEmpty else { return times }
    return times.enumerated().filter { index, _ in
      positions.contains(index + 1) || positions.contains(index - times.count)
    }.map(\.element)
  }

  /// Returns the days of a period as ranges of day numbers; nil beyond the last year.
  private func period(_ number: Int, from start: Day) -> [Range<Int>]? {
    let (year, month, _) = start.components
    switch frequency {
    case .yearly:
      let year = year + number * interval
      guard year <= Self.lastYear, let first = Day(year: year, month: 1, day: 1) else { return nil }
      guard !months.isEmpty else { return [first.number..<first.number + Day.days(of: year)] }
      return months.sorted().compactMap { Self.days(of: $0, year) }
    case .monthly:
      let month = month - 1 + number * interval
      guard year + month / 12 <= Self.lastYear else { return nil }
      return Self.days(of: month % 12 + 1, year + month / 12).map { [$0] }
    case .weekly:
      let first = start.number - (start.weekday - weekStart + 7) % 7 + number * interval * 7
      guard Day(number: first).components.year <= Self.lastYear else { return nil }
      return [first..<first + 7]
    default:
      let day = start.number + number * interval
      return Day(number: day).components.year <= Self.lastYear ? [day..<day + 1] : nil
    }
  }

  private static func days(of month: Int, _ year: Int) -> Range<Int>? {
    Day(year: year, month: month, day: 1).map {
      $0.number..<$0.number + Day.days(in: month, of: year)
    }
  }

  /// Returns the number of the period before the one that contains a day.
  private func firstPeriod(from start: Day, reaching day: Day) -> Int {
    let days = day.number - start.number
    let length =
      switch frequency {
      case .yearly: 366
      case .monthly: 31
      case .weekly: 7
      default: 1
      }
    return max(0, days / (length * interval) - 1)
  }
}
