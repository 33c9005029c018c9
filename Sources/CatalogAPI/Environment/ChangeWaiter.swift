import Catalog
import HTTP

/// A request that can wait for changes, and can be read again from another cursor.
protocol WaitingRequest: Sendable {
  var request: Request { get }
  var served: ServedCatalog { get }
  /// The cursor to read from; nil for that of the query string.
  var cursor: String? { get set }
  /// A key that is equal for all requests with the same response.
  var group: String { get }
  func read(then: @escaping @Sendable (Result<ChangeAnswer, any Error>) -> Void)
  func response(_ answer: ChangeAnswer) -> Response
  /// Returns the last event of a stream whose cursor is no longer valid.
  func reset(_ problem: Problem) -> [UInt8]
}

/// The changes that one read found.
struct ChangeAnswer: Sendable {
  /// The content of a response, or events.
  var content: [UInt8]
  /// Whether it has no changes.
  var isEmpty: Bool
  var hasMore: Bool
  var revision: Int
  var checkpoint: ChangeCursor
  /// Seconds to wait if it is empty; nil to respond at once.
  var wait: Int?
}

/// A request that waits for changes; confined to the hub's queue.
final class ChangeWaiter {
  var request: any WaitingRequest
  /// The revision of the data that its last read had.
  var revision: Int
  /// Whether that revision has more changes to send.
  var hasMore: Bool
  var isReading = false
  /// The turn of the hub before which it is not read again, because a read has failed.
  var retryTurn = 0
  let purpose: Purpose

  enum Purpose {
    case poll(Poll)
    case stream(EventQueue)
  }

  init(_ request: any WaitingRequest, _ answer: ChangeAnswer, _ purpose: Purpose) {
    self.request = request
    self.request.cursor = answer.checkpoint.description
    revision = answer.revision
    hasMore = answer.hasMore
    self.purpose = purpose
  }

  /// Whether a read is useful now: a stream that has more to send is read only when its client is
  /// ready to receive it.
  var canBeReadFor: Bool {
    guard !isReading else { return false }
    if case .stream(let events) = purpose {
      return !events.hasEnded && (!hasMore || events.deliver != nil)
    }
    return true
  }
}

/// A long poll, with the response to send if no change comes in time.
final class Poll {
  var answer: ChangeAnswer
  let reply: @Sendable (Response) -> Void

  init(_ answer: ChangeAnswer, _ reply: @escaping @Sendable (Response) -> Void) {
    self.answer = answer
    self.reply = reply
  }
}
