import HTTP

@testable import HTTPServer

/// Answers `SimulatedRequest`s, some at once and some on command of the simulation.
final class SimulatedResponder: Responder {
  /// Replies that are still due.
  private(set) var replies: [@Sendable () -> Void] = []
  private(set) var producers: [SimulatedProducer] = []

  func admit(_ head: Request) -> Admission { .read(limit: .max) }

  func respond(
    to request: Request, reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    let segments = request.target.segments
    guard segments.count == 3, let number = Int(segments[1]), let size = Int(segments[2]) else {
      return Response(.notFound)
    }
    let content = SimulatedRequest.content(number, size)
    switch segments[0] {
    case "echo": return Response(.ok, body: .bytes(request.body))
    case "shared": return Response(.ok, body: .bytes(SimulatedRequest.shared))
    case "later":
      replies.append { reply(Response(.ok, body: .bytes(content))) }
      return nil
    case "stream":
      let producer = SimulatedProducer(content)
      producers.append(producer)
      return Response(.ok, body: .stream(producer))
    default: return Response(.ok, body: .bytes(content))
    }
  }

  func finalize(_ response: Response, for request: Request) -> Response { response }

  func makeErrorResponse(_ status: Status, detail: String, requestID: String) -> Response {
    Response(status, body: .bytes(Array(detail.utf8)))
  }

  /// Delivers one late reply or body piece; returns false if none is due.
  func giveOne(_ chance: Chance) -> Bool {
    producers.removeAll(where: \.isDone)
    let waiting = producers.filter(\.isAsked)
    let count = replies.count + waiting.count
    guard count > 0 else { return false }
    let index = chance.below(count)
    if index < replies.count {
      replies.remove(at: index)()
    } else {
      waiting[index - replies.count].give(chance.below(3_000))
    }
    return true
  }
}

/// A body that is delivered in pieces on command of the simulation.
final class SimulatedProducer: BodyProducer {
  private struct State {
    var rest: ArraySlice<UInt8>
    var deliver: (@Sendable (BodyPiece) -> Void)?
    var isDone = false
    var isCancelled = false
  }

  private let state: Locked<State>

  init(_ content: [UInt8]) {
    state = Locked(State(rest: content[...]))
  }

  var isAsked: Bool { state.withLock { $0.deliver != nil } }
  var isDone: Bool { state.withLock { $0.isDone || $0.isCancelled && $0.deliver == nil } }

  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    state.withLock { $0.deliver = deliver }
  }

  func cancel() {
    state.withLock { $0.isCancelled = true }
  }

  func give(_ size: Int) {
    let (deliver, piece) = state.withLock { state in
      let deliver = state.deliver
      state.deliver = nil
      guard !state.rest.isEmpty else {
        state.isDone = true
        return (deliver, BodyPiece.end)
      }
      let piece = Array(state.rest.prefix(size))
      state.rest = state.rest.dropFirst(size)
      return (deliver, BodyPiece.bytes(piece))
    }
    deliver?(piece)
  }
}
