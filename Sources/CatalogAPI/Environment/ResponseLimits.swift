import Catalog
import CatalogModel
import HTTP

/// What a response may hold that is not sent in parts.
public struct ResponseLimits: Sendable {
  /// Records, with those that `include` adds; default 10,000.
  public var records = 10_000
  /// Bytes before compression; default 8 MiB.
  public var bytes = 8 << 20
  /// Days for which the feed of changes reaches back; 0 for all that is in the log; default 365.
  public var changeDays = 365

  public init() {}
}

extension ResponseLimits {
  /// The first instant whose changes are told; nil for all of them.
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
  private static let tooLarge = "response-too-large"

  var isTooLarge: Bool { kind == Self.tooLarge }

  fileprivate static func tooLarge(_ limit: String) -> Problem {
    Problem(
      status: .badRequest, kind: tooLarge,
      detail:
        "The response would have more than \(limit). Use a smaller limit, fewer names in include,"
        + " or the list of the included records, such as /conferences/{conference}/sessions."
        + " Lists in other output formats, such as .ndjson, are streamed and can be longer.")
  }
}
