/// A deadline that an edition has not announced, as the past editions of its series let one expect
/// it: a range of days, and never a day that looks announced.
public struct ExpectedDeadline: Sendable, Equatable {
  /// A past edition, and how many days before its start its deadlines of the kind were: the day that
  /// held in the end, and those that it replaced.
  public struct Basis: Sendable, Equatable {
    public var conference: String
    public var start: Day
    public var daysBefore: ClosedRange<Int>

    package init(conference: String, start: Day, daysBefore: ClosedRange<Int>) {
      self.conference = conference
      self.start = start
      self.daysBefore = daysBefore
    }
  }

  /// Fewer past editions let one expect nothing.
  public static let minimumEditions = 2
  /// Only the latest editions count.
  public static let maximumEditions = 5
  /// What answers show as the status.
  public static let status = "expected"

  public var conference: String
  public var series: String
  /// One of `Deadline.kinds`.
  public var kind: String
  public var round: Int?
  /// The first and the last day on which it can be expected.
  public var from: Day
  public var to: Day
  /// The latest editions first.
  public var basis: [Basis]

  /// How many days before the start it was in any of the editions: an outlier makes this wider.
  public var daysBefore: ClosedRange<Int> { Self.range(basis) ?? 0...0 }

  static func range(_ basis: [Basis]) -> ClosedRange<Int>? {
    guard let least = basis.map(\.daysBefore.lowerBound).min(),
      let most = basis.map(\.daysBefore.upperBound).max()
    else { return nil }
    return least...most
  }

  /// Nil if the basis is not enough.
  package init?(
    of conference: String, _ series: String, kind: String, round: Int?,
    starts: ClosedRange<Day>, basis: [Basis]
  ) {
    let latest = basis.sorted { ($1.start, $0.conference) < ($0.start, $1.conference) }
      .prefix(Self.maximumEditions)
    guard latest.count >= Self.minimumEditions, let days = Self.range(Array(latest)) else {
      return nil
    }
    self.conference = conference
    self.series = series
    self.kind = kind
    self.round = round
    from = starts.lowerBound + -days.upperBound
    to = starts.upperBound + -days.lowerBound
    self.basis = Array(latest)
  }

  /// The same as a deadline, for forms that show deadlines: without a day of its own.
  public var deadline: Deadline {
    var deadline = Deadline(
      id: "\(kind)\(round.map { "-round-\($0)" } ?? "")-expected", conference: conference,
      kind: kind, published: nil, zone: nil)
    deadline.round = round
    deadline.moment = DeadlineInstant(
      precision: .unknown, notBefore: notBefore, notAfter: notAfter)
    deadline.declaredStatus = Self.status
    deadline.expectation = self
    return deadline
  }

  /// When the first day begins and the last one ends, in the zones in which days do so first and
  /// last.
  public var notBefore: Instant { Instant(from, offset: 14 * 3_600) }
  public var notAfter: Instant { Instant(to, second: 86_399, offset: -12 * 3_600) }

  /// The day of a deadline as it was published; nil if that was no day.
  public static func publishedDay(_ local: String?) -> Day? {
    local.flatMap { Day(String($0.prefix(10))) }
  }

  /// The order of lists, as texts that compare alike.
  package var key: [String] {
    [from.description, conference, kind, round.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? ""]
  }
}

/// Whether a list of deadlines has those that are only expected: behind the announced ones, or alone.
public enum Expectation: String, Sendable, CaseIterable {
  case include, only
}
