import HTTP

/// The events of one stream that its client has not received yet; confined to the hub's queue.
final class EventQueue {
  var waiting: [UInt8]
  /// Sends the next piece; nil while the client has not received the one before.
  var deliver: (@Sendable (BodyPiece) -> Void)?
  /// Closes the connection; nil until the response has begun.
  var abort: (@Sendable () -> Void)?
  var hasEnded = false
  /// The turn of the hub in which the last bytes were sent.
  var sentTurn = 0

  init(_ first: [UInt8]) { waiting = first }
}

/// A stream of server-sent events as the body of a response (WHATWG HTML section 9.2).
final class EventStream: BodyProducer {
  private let hub: ChangeHub
  private let number: UInt64

  init(_ hub: ChangeHub, _ number: UInt64) {
    self.hub = hub
    self.number = number
  }

  var isEndless: Bool { true }

  func begin(abort: @escaping @Sendable () -> Void) {
    let number = number
    hub.perform { $0.setAbort(abort, number) }
  }

  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    let number = number
    hub.perform { $0.next(number, deliver) }
  }

  func cancel() {
    let number = number
    hub.perform { $0.remove(number) }
  }
}

extension ChangeHub {
  private func events(_ number: UInt64) -> EventQueue? {
    guard case .stream(let events)? = find(number)?.purpose else { return nil }
    return events
  }

  fileprivate func setAbort(_ abort: @escaping @Sendable () -> Void, _ number: UInt64) {
    events(number)?.abort = abort
  }

  fileprivate func next(_ number: UInt64, _ deliver: @escaping @Sendable (BodyPiece) -> Void) {
    guard let events = events(number) else { return deliver(.failure) }
    events.deliver = deliver
    send(number, events)
  }

  /// Sends what waits, if the client has received the piece before.
  private func send(_ number: UInt64, _ events: EventQueue) {
    guard let deliver = events.deliver else { return }
    if !events.waiting.isEmpty {
      let piece = events.waiting
      events.waiting = []
      events.deliver = nil
      events.sentTurn = turn
      deliver(.bytes(piece))
    } else if events.hasEnded {
      remove(number)
      deliver(.end)
    } else {
      fallBehind(number)
    }
  }

  func give(_ content: [UInt8], _ number: UInt64, _ events: EventQueue) {
    guard !events.hasEnded else { return }
    events.waiting += content
    // The piece before is in the kernel's buffer, which holds at most the other half of the limit.
    guard events.waiting.count <= Self.waitingLimit / 2 || events.deliver != nil else {
      remove(number)
      events.abort?()
      return
    }
    send(number, events)
  }

  /// Ends a stream after its last events.
  func end(_ events: EventQueue, _ number: UInt64, with last: [UInt8]) {
    events.waiting += last
    events.hasEnded = true
    send(number, events)
  }

  /// Sends a comment on an idle stream, so that it does not look dead.
  func comment(_ number: UInt64, _ events: EventQueue) {
    guard !events.hasEnded else { return }
    let interval = Self.commentInterval * Self.turnsPerSecond
    if events.sentTurn + interval <= turn, events.deliver != nil {
      events.waiting = Array(":\n\n".utf8)
      send(number, events)
    }
    setAlarm(number, after: max(1, events.sentTurn + interval - turn))
  }
}
