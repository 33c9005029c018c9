/// A violation of the protocol by a client.
///
/// The framing is lost, so the connection closes after the response.
public struct ParseFailure: Error, Equatable, Sendable {
  public enum Reason: String, Sendable, CaseIterable {
    case lineEnd, leadingLines, method, target, version, fieldName, fieldValue, folding
    case host, contentLength, transferEncoding, framingConflict, chunk
    case bodyTooLarge, requestLineTooLong, fieldsTooLarge
    case codingUnknown, methodUnsupported, versionUnsupported, expectation, misdirected
  }

  public let reason: Reason
  /// A sentence that is safe to show to the client.
  public let detail: String

  public init(_ reason: Reason, _ detail: String) {
    self.reason = reason
    self.detail = detail
  }

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

/// The result of a call of the incremental head parser.
public enum ParseStep: Equatable, Sendable {
  /// The head is incomplete; call again with the same buffer when it has more bytes.
  case needMore
  /// The head is complete and took this many bytes from the start.
  case complete(consumed: Int)
  case failure(ParseFailure)
}
