import CatalogModel

extension RecurrenceRule {
  /// Returns the rule completed from its start (RFC 5545: "information missing from a rule is taken
  /// from DTSTART").
  func completed(from start: LocalTime) -> RecurrenceRule {
    var rule = self
    let hasDays =
      !(weekNumbers.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty)
    let (_, month, day) = start.day.components
    if !hasDays {
      switch frequency {
      case .yearly:
        if months.isEmpty { rule.months = [month] }
        rule.monthDays = [day]
      case .monthly: rule.monthDays = [day]
      case .weekly: rule.weekdays = [Weekday(ordinal: 0, weekday: start.day.weekday)]
      default: break
      }
    }
    let length = frequency.seconds ?? 86_400
    if hours.isEmpty, length > 3_600 { rule.hours = [start.second / 3_600] }
    if minutes.isEmpty, length > 60 { rule.minutes = [start.second / 60 % 60] }
    if seconds.isEmpty, length > 1 { rule.seconds = [start.second % 60] }
    return rule
  }

  func has(_ day: Day) -> Bool {
    let (year, month, dayOfMonth) = day.components
    guard months.isEmpty || months.contains(month) else { return false }
    let monthLength = Day.days(in: month, of: year)
    guard
      monthDays.isEmpty || monthDays.contains(dayOfMonth)
        || monthDays.contains(dayOfMonth - monthLength - 1)
    else { return false }
    if !weekdays.isEmpty {
      let position =
        frequency == .yearly && months.isEmpty
        ? (day.ofYear, Day.days(of: year)) : (dayOfMonth, monthLength)
      guard has(weekday: day.weekday, position.0, of: position.1) else { return false }
    }
    guard
      yearDays.isEmpty || yearDays.contains(day.ofYear)
        || yearDays.contains(day.ofYear - Day.days(of: year) - 1)
    else { return false }
    return weekNumbers.isEmpty || has(weekOf: day, year)
  }

  private func has(weekday: Int, _ number: Int, of count: Int) -> Bool {
    if weekdays.contains(Weekday(ordinal: 0, weekday: weekday)) { return true }
    return weekdays.contains(Weekday(ordinal: (number - 1) / 7 + 1, weekday: weekday))
      || weekdays.contains(Weekday(ordinal: -((count - number) / 7 + 1), weekday: weekday))
  }

  /// Whether BYWEEKNO contains the week of a day.
  ///
  /// Weeks begin on `weekStart`; the first week of a year has at least four of its days.
  private func has(weekOf day: Day, _ year: Int) -> Bool {
    let monday = day + -((day.weekday - weekStart + 7) % 7)
    let owner = (monday + 3).components.year
    let number = (monday.number - firstWeek(of: owner).number) / 7 + 1
    let count = (firstWeek(of: owner + 1).number - firstWeek(of: owner).number) / 7
    return weekNumbers.contains(number) || weekNumbers.contains(number - count - 1)
  }

  private func firstWeek(of year: Int) -> Day {
    let fourth = Day(year: year, month: 1, day: 4) ?? Day(number: 0)
    return fourth + -((fourth.weekday - weekStart + 7) % 7)
  }
}

extension Day {
  /// The weekday, 0 for Monday.
  ///
  /// 1970-01-01, with number 0, was a Thursday.
  var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// The day of the year, 1 for the first of January.
  var ofYear: Int {
    let first = Day(year: components.year, month: 1, day: 1) ?? self
    return number - first.number + 1
  }

  static func days(of year: Int) -> Int { Day.days(in: 2, of: year) + 337 }
}
