/// When an event takes place, as exactly as it is known: four bounds instead of two days.
public struct EventDates: Sendable, Equatable {
  /// Nil where only a text such as "TBD" is known.
  public var edtf: String?
  /// As published.
  public var text: String?
  /// "day", "month", "season", "year" or "unknown".
  public var precision: String
  public var startEarliest: Day?
  public var startLatest: Day?
  public var endEarliest: Day?
  /// Nil where the end is unknown.
  public var endLatest: Day?

  /// The first day, where it is exactly known.
  public var start: Day? { startEarliest == startLatest ? startEarliest : nil }

  /// The last day, where it is exactly known.
  public var end: Day? { endEarliest == endLatest ? endEarliest : nil }

  /// The day that filters take for the latest end: where the end is unknown, ten days after the
  /// start.
  ///
  /// Never shown.
  public var endLatestForFilter: Day? { endLatest ?? startLatest.map { $0 + 10 } }

  public init(edtf: String?, text: String?) throws(EDTFError) {
    self.edtf = edtf
    self.text = text
    precision = "unknown"
    guard let edtf else { return }
    let interval = try EDTF.parse(edtf)
    precision = interval.start.precision.rawValue
    startEarliest = interval.start.earliest
    startLatest = interval.start.latest
    guard let end = interval.end else {
      endEarliest = interval.start.earliest
      return
    }
    startLatest = min(interval.start.latest, end.latest)
    endEarliest = max(end.earliest, interval.start.earliest)
    endLatest = end.latest
  }

  /// As read back from the database: the bounds were computed when it was written.
  package init(
    edtf: String?, text: String?, precision: String?, startEarliest: String?, startLatest: String?,
    endEarliest: String?, endLatest: String?
  ) {
    self.edtf = edtf
    self.text = text
    self.precision = precision ?? "unknown"
    self.startEarliest = startEarliest.flatMap { Day($0) }
    self.startLatest = startLatest.flatMap { Day($0) }
    self.endEarliest = endEarliest.flatMap { Day($0) }
    self.endLatest = endLatest.flatMap { Day($0) }
  }
}
