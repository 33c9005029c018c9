/// The offsets from UTC of one time zone, wherever its rules come from.
public protocol OffsetRules: Sendable {
  /// Seconds east of UTC.
  func offset(at instant: Instant) -> Int
}

/// The instant that a local time means, and whether the clock shows that time once.
public struct LocalResolution: Sendable, Equatable {
  public enum Kind: Sendable {
    case once
    /// The clock is set forward over the time and never shows it.
    case skipped
    /// The clock is set back over the time and shows it twice.
    case repeated
  }

  public var instant: Instant
  public var kind: Kind
}

extension OffsetRules {
  /// Resolves a local time as RFC 5545 section 3.3.5 does: a repeated time is its first occurrence,
  /// a skipped time has the offset from before the gap.
  public func resolve(_ day: Day, second: Int) -> LocalResolution {
    let guess = Instant(day, second: second)
    let before = offset(at: Instant(seconds: guess.seconds - 86_400))
    let after = offset(at: Instant(seconds: guess.seconds + 86_400))
    let candidates = [before, after].map { Instant(seconds: guess.seconds - $0) }
    let valid = candidates.filter { guess.seconds - $0.seconds == offset(at: $0) }
    guard let first = valid.min(), let last = valid.max() else {
      return LocalResolution(instant: Instant(seconds: guess.seconds - before), kind: .skipped)
    }
    return LocalResolution(instant: first, kind: first == last ? .once : .repeated)
  }

  /// The instant of a local time; see `resolve`.
  public func instant(of day: Day, second: Int) -> Instant { resolve(day, second: second).instant }
}

/// A zone whose offset never changes.
public struct FixedOffset: OffsetRules {
  public static let utc = FixedOffset(seconds: 0)

  /// Seconds east of UTC.
  public var seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  public func offset(at instant: Instant) -> Int { seconds }
}
