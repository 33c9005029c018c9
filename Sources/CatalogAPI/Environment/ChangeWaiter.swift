import Catalog
import HTTP

/// A request that can wait for changes, and be read for again from another cursor.
protocol WaitingRequest: Sendable {
  var request: Request { get }
  var served: ServedCatalog { get }
  /// The cursor to read from instead of that of the query.
  var cursor: String? { get set }
  /// The same for all requests that have the same response.
  var group: String { get }
  func read(then: @escaping @Sendable (Result<ChangeAnswer, any Error>) -> Void)
  func response(_ answer: ChangeAnswer) -> Response
  /// The last event of a stream whose cursor is no longer valid.
  func reset(_ problem: Problem) -> [UInt8]
}

/// What has changed, as one read found it.
struct ChangeAnswer: Sendable {
  /// The body of a response, or events.
  var content: [UInt8]
  /// Whether it tells no change.
  var isEmpty: Bool
  var hasMore: Bool
  var revision: Int
  var checkpoint: ChangeCursor
  /// Seconds to wait if it is empty; nil to answer at once.
  var wait: Int?
}

/// A request that waits for changes; confined to the hub's queue.
final class ChangeWaiter {
  var request: any WaitingRequest
  /// The revision of the data that it has been told of.
  var revision: Int
  /// Whether more is to be told of that revision.
  var hasMore: Bool
  var isReading = false
  /// The turn of the hub before which nothing is read for it, since a read has failed.
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

  /// A stream that has more to send is read for only when its client is ready to take it.
  var canBeReadFor: Bool {
    guard !isReading else { return false }
    if case .stream(let events) = purpose {
      return !events.hasEnded && (!hasMore || events.deliver != nil)
    }
    return true
  }
}

/// A long poll: its response while nothing has come.
final class Poll {
  var answer: ChangeAnswer
  let reply: @Sendable (Response) -> Void

  init(_ answer: ChangeAnswer, _ reply: @escaping @Sendable (Response) -> Void) {
    self.answer = answer
    self.reply = reply
  }
}
