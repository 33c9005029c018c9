/// A deadline that a conference has not announced, as a range of days derived from past conferences
/// of its series.
public struct ExpectedDeadline: Sendable, Equatable {
  /// A past conference, and how many days before its start its deadlines of the kind were,
  /// including deadlines that were later replaced.
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

  /// Minimum number of past conferences for an expectation.
  public static let minimumEditions = 2
  /// Maximum number of past conferences to use, the latest ones.
  public static let maximumEditions = 5
  /// The status in responses.
  public static let status = "expected"

  public var conference: String
  public var series: String
  /// One of `Deadline.kinds`.
  public var kind: String
  public var round: Int?
  /// The first expected day.
  public var from: Day
  /// The last expected day.
  public var to: Day
  /// The past conferences, the latest first.
  public var basis: [Basis]

  /// The range over all conferences of `basis`, in days before the start; an outlier widens it.
  public var daysBefore: ClosedRange<Int> { Self.range(basis) ?? 0...0 }

  static func range(_ basis: [Basis]) -> ClosedRange<Int>? {
    guard let least = basis.map(\.daysBefore.lowerBound).min(),
      let most = basis.map(\.daysBefore.upperBound).max()
    else { return nil }
    return least...most
  }

  /// Fails if there are fewer than `minimumEditions` past conferences.
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

  /// The expectation as a deadline without a time, for output formats that show deadlines.
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

  /// The start of the first day in UTC+14.
  public var notBefore: Instant { Instant(from, offset: 14 * 3_600) }
  /// The last second of the last day in UTC-12.
  public var notAfter: Instant { Instant(to, second: 86_399, offset: -12 * 3_600) }

  /// Returns the day of a deadline as published; `nil` if the text does not begin with a day.
  public static func publishedDay(_ local: String?) -> Day? {
    local.flatMap { Day(String($0.prefix(10))) }
  }

  /// The sort key in lists, as texts.
  package var key: [String] {
    [from.description, conference, kind, round.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? ""]
  }
}

/// Whether a list of deadlines includes expected ones after the announced ones, or only those.
public enum Expectation: String, Sendable, CaseIterable {
  case include, only
}
