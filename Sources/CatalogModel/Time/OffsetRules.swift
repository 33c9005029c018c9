/// The offsets from UTC of a time zone, whatever the source of its rules.
public protocol OffsetRules: Sendable {
  /// Returns the offset in seconds east of UTC.
  func offset(at instant: Instant) -> Int
}

/// The instant of a local time, and whether clocks show that time exactly once.
public struct LocalResolution: Sendable, Equatable {
  public enum Kind: Sendable {
    case once
    /// Clocks are set forward past the time and never show it.
    case skipped
    /// Clocks are set back and show the time twice.
    case repeated
  }

  public var instant: Instant
  public var kind: Kind
}

extension OffsetRules {
  /// Resolves a local time as RFC 5545 section 3.3.5 does: for a repeated time, returns the first
  /// occurrence; a skipped time has the offset from before the gap.
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

  /// Returns the instant of a local time; see `resolve`.
  public func instant(of day: Day, second: Int) -> Instant { resolve(day, second: second).instant }
}

/// A time zone with a constant offset.
public struct FixedOffset: OffsetRules {
  public static let utc = FixedOffset(seconds: 0)

  /// Seconds east of UTC.
  public var seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  public func offset(at instant: Instant) -> Int { seconds }
}
