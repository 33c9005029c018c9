/// When an event takes place, as exactly as known: an earliest and a latest day for both start and
/// end.
public struct EventDates: Sendable, Equatable {
  /// `nil` if only a text such as "TBD" is known.
  public var edtf: String?
  /// The dates as published.
  public var text: String?
  /// "day", "month", "season", "year" or "unknown".
  public var precision: String
  public var startEarliest: Day?
  public var startLatest: Day?
  public var endEarliest: Day?
  /// `nil` if the end is unknown.
  public var endLatest: Day?

  /// The first day; `nil` if it is not known exactly.
  public var start: Day? { startEarliest == startLatest ? startEarliest : nil }

  /// The last day; `nil` if it is not known exactly.
  public var end: Day? { endEarliest == endLatest ? endEarliest : nil }

  /// The latest end that filters assume: if the end is unknown, ten days after the latest start.
  ///
  /// Not shown to clients.
  public var endLatestForFilter: Day? { endLatest ?? startLatest.map { $0 + 10 } }

  /// Creates dates from an EDTF date and the text as published.
  ///
  /// Throws `EDTFError` if the date is outside the supported subset; see `EDTF`.
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

  /// Creates dates from the database, which has the computed bounds.
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
