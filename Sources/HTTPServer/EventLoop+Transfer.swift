import Glibc
import HTTP

extension EventLoop {
  enum Flush {
    case done, blocked
    /// The client has disconnected; the next step is `close`.
    case broken
  }

  /// Reads once if data is available; returns false if the connection must wait.
  func receive(_ connection: Connection, _ budget: inout TurnBudget) -> Bool {
    if connection.machine.peerEnded {
      endOfInput(connection)
      return true
    }
    guard connection.readable, let socket = connection.socket else {
      return false
    }
    guard budget.reads > 0 else { return yield(connection) }
    budget.reads -= 1
    let reading = connection.input.fill(
      from: socket, by: kernel, spare: &spareInput, limit: inputLimit)
    if reading.moved { connection.headReader?.parser.reset() }
    switch reading.outcome {
    case .moved(0):
      connection.readable = false
      connection.machine.ended()
    case .moved:
      // A short read has emptied the kernel's buffer; the poller reports new data.
      if reading.wasShort, !connection.mayHaveEnded { connection.readable = false }
    case .blocked:
      connection.readable = false
    case .failed:
      connection.machine.close()
    }
    return true
  }

  /// The client has shut down sending and all complete requests are answered.
  private func endOfInput(_ connection: Connection) {
    switch connection.machine.step {
    case .readHead where connection.machine.hasBegun:
      refuse(connection, .badRequest, "The connection ended in the middle of the request head.")
    case .readContent:
      refuse(connection, .badRequest, "The connection ended in the middle of the content.")
    default:
      connection.machine.close()
    }
  }

  /// Sends queued bytes as far as the kernel accepts them.
  func flush(_ connection: Connection, _ budget: inout TurnBudget) -> Flush {
    guard let socket = connection.socket else { return .broken }
    while !connection.output.isEmpty {
      guard connection.writable else {
        if !connection.delivery.isWatched {
          beginSpan(connection, unacknowledged: kernel.unacknowledged(socket))
        }
        return .blocked
      }
      guard budget.sends > 0 else {
        _ = yield(connection)
        return .blocked
      }
      budget.sends -= 1
      switch connection.output.send(to: socket, by: kernel, limit: EventLoop.transferSize * 4) {
      case .moved(let count):
        metrics.bytesSent.add(count)
        connection.delivery.sent += count
      case .blocked:
        connection.writable = false
      case .failed:
        connection.machine.close()
        return .broken
      }
    }
    if connection.delivery.isWatched { restoreDeadline(connection) }
    // Each piece of an endless body has the time limits of a response.
    if connection.pump?.producer.isEndless ?? true { connection.delivery.end() }
    return .done
  }

  /// After sending, restores the deadline of the step in progress.
  private func restoreDeadline(_ connection: Connection) {
    connection.delivery.endSpan()
    connection.deadline =
      connection.content.map { contentDeadline($0, connection) } ?? Timeouts.never
  }

  /// Begins the lingering close of error paths (RFC 9112 section 9.6).
  ///
  /// Closing while the client still sends would reset the connection and could destroy the response
  /// on its way. So the loop shuts down sending, and reads until the client closes, within limits.
  func beginLingering(_ connection: Connection) {
    guard limits.lingerBytes > 0, timeouts.linger > 0 else {
      connection.machine.close()
      return
    }
    releaseHeadReader(of: connection)
    connection.content = nil
    connection.input.discard(&spareInput)
    if let socket = connection.socket { kernel.endSending(socket) }
    connection.discarded = 0
    connection.readable = true
    connection.deadline = now + timeouts.linger
  }

  func linger(_ connection: Connection, _ budget: inout TurnBudget) -> Bool {
    guard connection.readable, let socket = connection.socket else { return false }
    guard budget.reads > 0 else { return yield(connection) }
    budget.reads -= 1
    switch kernel.receive(socket, into: &spareInput, from: 0) {
    case .moved(0), .failed:
      connection.machine.close()
    case .moved(let count):
      let discarded = (connection.discarded ?? 0) + count
      connection.discarded = discarded
      if discarded >= limits.lingerBytes { connection.machine.close() }
    case .blocked:
      connection.readable = false
    }
    return true
  }
}
