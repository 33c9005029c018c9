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

  package init(
    precision: Precision, at: Instant? = nil, notBefore: Instant? = nil, notAfter: Instant? = nil
  ) {
    self.precision = precision
    self.at = at
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// The years in which a deadline can be; "0000-05-10" is no date.
  static let years = 1900...2200

  /// Reads "2026-01-28 23:59:59", "2026-01-28", "2026-01" or a `PublishedDate`, in a declared zone.
  ///
  /// A zone in the text itself ("2026-01-28T23:59:00Z", "2026-01-28 23:59 AoE") counts instead. 24:00 is
  /// the end of the day. A day without a time ends somewhere within it: its bounds are the day's first
  /// and last second in the zone, and where no zone is declared, in the easternmost and the
  /// westernmost one. A month, or a longer time, has bounds alike; what is longer than a month has the
  /// precision `unknown`. Any other text ("TBD") means that nothing is known.
  public static func resolve(local: String?, zone: String?) -> DeadlineInstant {
    guard let local, let published = PublishedTime(local) else {
      return DeadlineInstant(precision: .unknown)
    }
    let declared = published.zone ?? zone.flatMap { DeclaredZone($0) }
    guard let second = published.second else {
      return bounds(published.first, published.last, declared, published.precision)
    }
    guard let declared else { return bounds(published.first, published.last, nil, .date) }
    let at = declared.instant(of: published.first, second: second)
    return DeadlineInstant(precision: .datetime, at: at, notBefore: at, notAfter: at)
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
