/// The instant or range of time that a deadline's published text stands for.
public struct DeadlineInstant: Sendable, Equatable {
  public enum Precision: String, Sendable {
    case datetime, date, month, unknown
  }

  public var precision: Precision
  /// The instant, if the time of day and the zone were published.
  public var at: Instant?
  /// The earliest possible instant; `nil` if nothing is known.
  public var notBefore: Instant?
  /// The latest possible instant; `nil` if nothing is known.
  public var notAfter: Instant?

  package init(
    precision: Precision, at: Instant? = nil, notBefore: Instant? = nil, notAfter: Instant? = nil
  ) {
    self.precision = precision
    self.at = at
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// The years that the catalog holds; "0000-05-10" is not a date.
  package static let years = 1900...2200
  package static let yearsExpectation = "a time from 1900 to 2200"

  /// Resolves "2026-01-28 23:59:59", "2026-01-28", "2026-01" or a `PublishedDate` in a declared
  /// time zone.
  ///
  /// A zone in the text itself ("2026-01-28T23:59:00Z", "2026-01-28 23:59 AoE") has precedence.
  /// 24:00 is the end of the day. For a day without a time, the bounds are its first and last
  /// second in the zone or, without a zone, in UTC+14 and UTC-12. A month or a longer period has
  /// such bounds too; a period longer than a month has the precision `unknown`. For any other text
  /// ("TBD") the result is unknown.
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
