import CatalogModel
import HTTP

/// The limits of a response that is not streamed, and of the change feed.
public struct ResponseLimits: Sendable {
  /// Maximum number of records, with those that `include` adds.
  ///
  /// Default: 10,000.
  public var records = 10_000
  /// Maximum size before compression, in bytes.
  ///
  /// Default: 8 MiB.
  public var bytes = 8 << 20
  /// Number of days that the change feed covers; 0 for the whole log.
  ///
  /// Default: 365.
  public var changeDays = 365

  public init() {}
}

extension ResponseLimits {
  /// Returns the instant from which the feed lists changes; nil for all of them.
  func changesKeptSince(_ now: Instant) -> Instant? {
    changeDays > 0 ? Instant(seconds: now.seconds - changeDays * 86_400) : nil
  }

  func check(records count: Int) throws {
    guard count <= records else { throw Problem.tooLarge("\(records) records") }
  }

  func check(bytes count: Int) throws {
    guard count <= bytes else { throw Problem.tooLarge("\(bytes) bytes") }
  }
}

extension Problem {
  var isTooLarge: Bool { kind == .responseTooLarge }

  fileprivate static func tooLarge(_ limit: String) -> Problem {
    Problem(
      status: .badRequest, kind: .responseTooLarge,
      detail:
        "The response would have more than \(limit). Use a smaller limit, fewer names in include,"
        + " or the list of the included records, such as /conferences/{conference}/sessions."
        + " Lists in other output formats, such as .ndjson, are streamed and can be longer.")
  }
}
