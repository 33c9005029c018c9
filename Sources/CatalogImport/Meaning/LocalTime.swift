import CatalogForm
import CatalogModel

/// A day and time of day without a zone.
struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  var day: Day
  /// Seconds since midnight, below 86,400.
  var second: Int

  init(_ day: Day, second: Int = 0) {
    self.day = day
    self.second = second
  }

  /// Seconds since 1970-01-01 in the same zone.
  var total: Int { day.number * 86_400 + second }

  init(total: Int) {
    let number = Int((Double(total) / 86_400).rounded(.down))
    day = Day(number: number)
    second = total - number * 86_400
  }

  static func < (one: LocalTime, other: LocalTime) -> Bool { one.total < other.total }

  /// "2027-05-10T09:00:00".
  var description: String { String(Instant(seconds: total).description.dropLast()) }
}

extension LocalResolution.Kind {
  /// What was assumed about a local time that clocks skip or show twice; nil for any other.
  var assumption: String? {
    switch self {
    case .once: nil
    case .skipped:
      "a clock change skips this time; assumed to have the offset before the change"
    case .repeated: "this time occurs twice; assumed to be the first"
    }
  }
}
