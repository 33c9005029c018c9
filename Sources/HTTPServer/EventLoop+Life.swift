import HTTP
import Synchronization

/// The life of a connection, from the first byte to the close.
extension EventLoop {
  /// Maximum number of reads of a connection per turn, of up to `transferSize` bytes each.
  private static let readsPerTurn = 4
  /// Maximum number of sends of a connection per turn.
  private static let sendsPerTurn = 8
  /// Maximum number of requests of a connection to answer per turn.
  private static let requestsPerTurn = 64
  /// Number of response bytes to collect before sending.
  private static let gathered = 65_536

  /// The work that a connection may do in a turn before others.
  struct TurnBudget {
    var reads = EventLoop.readsPerTurn
    var sends = EventLoop.sendsPerTurn
    var requests = EventLoop.requestsPerTurn
  }

  /// Advances a connection as far as possible.
  func advance(_ connection: Connection) {
    var budget = TurnBudget()
    repeat {
      while step(connection, &budget) {}
      guard connection.socket != nil else { return }
      if connection.input.settle(&spareInput) { connection.headReader?.parser.reset() }
      connection.output.settle(&spareOutput)
    } while !countHeldBytes(connection)
    watchDeadline(of: connection)
  }

  /// Executes one step; returns false if the connection must wait, or is closed.
  private func step(_ connection: Connection, _ budget: inout TurnBudget) -> Bool {
    switch connection.machine.step {
    case .readHead:
      // Responses are collected up to a limit.
      let isFull =
        connection.machine.unsent >= max(1, limits.pipelinedDepth)
        || !connection.output.isOpen || connection.output.count >= EventLoop.gathered
      if isFull {
        connection.machine.mustSend()
        return true
      }
      guard budget.requests > 0 else { return yield(connection) }
      if readHead(connection) {
        budget.requests -= 1
        return true
      }
      // All received requests are answered: send before reading on.
      if connection.machine.unsent > 0 {
        connection.machine.mustSend()
        return true
      }
      return receive(connection, &budget)

    case .readContent:
      if readContent(connection) { return true }
      // Earlier responses of the pipeline must not wait for the content of this request.
      guard connection.output.isEmpty || flush(connection, &budget) != .broken else { return true }
      return receive(connection, &budget)

    case .awaitReply, .awaitPiece:
      // Earlier responses of the pipeline must not wait for this reply.
      if !connection.output.isEmpty, flush(connection, &budget) == .broken { return true }
      return false

    case .send:
      switch flush(connection, &budget) {
      case .done:
        connection.machine.sent()
        if connection.machine.step == .readHead {
          connection.deadline =
            now
            + patience(connection.machine.hasBegun ? timeouts.header : timeouts.idle, connection)
        }
        if connection.machine.step == .linger { beginLingering(connection) }
        return true
      case .blocked: return false
      case .broken: return true
      }

    case .askPiece:
      askPiece(connection)
      return true

    case .linger:
      return linger(connection, &budget)

    case .close:
      close(connection)
      return false
    }
  }

  func yield(_ connection: Connection) -> Bool {
    if !connection.isScheduled {
      connection.isScheduled = true
      scheduled.append(connection.token)
    }
    return false
  }

  /// Closes the connection; all paths to closing end here.
  func close(_ connection: Connection) {
    guard let socket = connection.socket else { return }
    // If closing ends the body, only a reset shows the client that it is incomplete.
    if connection.exchange.bodyEndsByClose, connection.pump != nil || !connection.output.isEmpty {
      kernel.resetOnClose(socket)
    }
    if let pump = connection.pump {
      pump.producer.cancel()
      connection.pump = nil
      log(pump.record, bytes: pump.made, isComplete: false)
    }
    connection.content = nil
    releaseHeadReader(of: connection)
    connection.input.discard(&spareInput)
    connection.output.settle(&spareOutput)
    table.remove(connection.token)
    uncountHeldBytes(connection)
    if !connection.isShed { bounds.connections.release(connection.peer) }
    load.subtract(1, ordering: .relaxed)
    metrics.open.add(-1)
    // Comes last, so that a client that notices the close can connect again.
    connection.release()
    finishDrainingIfEmpty()
  }
}
