/// Why bytes from a client were refused.
///
/// Framing is lost: the connection closes after the answer.
public struct ParseFailure: Error, Equatable, Sendable {
  /// What rule was broken.
  public enum Reason: String, Sendable, CaseIterable {
    case lineEnd, leadingLines, method, target, version, fieldName, fieldValue, folding
    case host, contentLength, transferEncoding, framingConflict, chunk
    case bodyTooLarge, requestLineTooLong, fieldsTooLarge
    case codingUnknown, methodUnsupported, versionUnsupported, expectation, misdirected
  }

  public let reason: Reason
  /// What was wrong, in a sentence that is safe to show to the client.
  public let detail: String

  public init(_ reason: Reason, _ detail: String) {
    self.reason = reason
    self.detail = detail
  }

  /// The status of the answer.
  public var status: Status {
    switch reason {
    case .bodyTooLarge: .contentTooLarge
    case .requestLineTooLong: .uriTooLong
    case .fieldsTooLarge: .requestHeaderFieldsTooLarge
    case .codingUnknown, .methodUnsupported: .notImplemented
    case .versionUnsupported: .versionNotSupported
    case .expectation: .expectationFailed
    case .misdirected: .misdirectedRequest
    default: .badRequest
    }
  }
}

/// What a call of an incremental head parser came to.
public enum ParseStep: Equatable, Sendable {
  /// The bytes are a beginning; call again with the same buffer when it holds more.
  case needMore
  /// The head is whole and took so many bytes from the start.
  case complete(consumed: Int)
  case failure(ParseFailure)
}
