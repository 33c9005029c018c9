/// What a deadline's published words mean on the clock.
public struct DeadlineInstant: Sendable, Equatable {
  public enum Precision: String, Sendable {
    case datetime, date, month, unknown
  }

  public var precision: Precision
  /// Known only where a time of day and a zone were published.
  public var at: Instant?
  /// The deadline is not before this, and not after that.
  public var notBefore: Instant?
  public var notAfter: Instant?

  /// Reads "2026-01-28 23:59:59", "2026-01-28" or "2026-01" in a declared zone.
  ///
  /// A day without a time ends somewhere within it: its bounds are the day's first and last second
  /// in the zone, and where no zone is declared, in the easternmost and the westernmost one. Any
  /// other text ("TBD") means that nothing is known.
  public static func resolve(local: String?, zone: String?) -> DeadlineInstant {
    let unknown = DeadlineInstant(precision: .unknown)
    guard let local else { return unknown }
    let declared = zone.flatMap { DeclaredZone($0) }
    let words = local.split { $0 == " " || $0 == "T" }
    if let first = words.first, let day = Day(String(first)) {
      if words.count == 2, let second = Instant.secondOfDay(String(words[1])) {
        guard let declared else { return bounds(day, day, nil, .date) }
        let at = declared.instant(of: day, second: second)
        return DeadlineInstant(precision: .datetime, at: at, notBefore: at, notAfter: at)
      }
      return words.count == 1 ? bounds(day, day, declared, .date) : unknown
    }
    guard let month = try? EDTF.parse(local), month.start.precision == .month else {
      return unknown
    }
    return bounds(month.start.earliest, month.start.latest, declared, .month)
  }

  private static func bounds(
    _ first: Day, _ last: Day, _ zone: DeclaredZone?, _ precision: Precision
  ) -> DeadlineInstant {
    DeadlineInstant(
      precision: precision,
      notBefore: (zone ?? .fixed(14 * 3_600)).instant(of: first, second: 0),
      notAfter: (zone ?? .fixed(-12 * 3_600)).instant(of: last, second: 86_399))
  }
}
