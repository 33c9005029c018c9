/// Times of day and durations in digits.
enum ClockText {
  /// Reads "9:30", "09:30" or "09:30:00" as seconds since midnight.
  static func second(_ text: String) -> Int? {
    guard let seconds = duration(text), seconds < 86_400 else { return nil }
    return seconds
  }

  /// Reads "00:30", "1:15:00" or "26:00" (hours, minutes, seconds) as seconds.
  static func duration(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    guard numbers[1] < 60, numbers.count == 2 || numbers[2] < 60 else { return nil }
    return numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
  }
}
