import HTTP
import Synchronization

/// The life of a connection, from the first byte to the close.
extension EventLoop {
  /// Reads of one connection in a turn, of up to `transferSize` bytes each.
  private static let readsPerTurn = 4
  /// Sends of one connection in a turn.
  private static let sendsPerTurn = 8
  /// Requests of one connection that are answered in a turn.
  private static let requestsPerTurn = 64
  /// Bytes of answers that are gathered before they are sent.
  private static let gathered = 65_536

  /// What a connection may do before others have their turn.
  struct Share {
    var reads = EventLoop.readsPerTurn
    var sends = EventLoop.sendsPerTurn
    var requests = EventLoop.requestsPerTurn
  }

  /// Takes a connection as far as it can go now.
  func advance(_ connection: Connection) {
    var share = Share()
    repeat {
      while step(connection, &share) {}
      guard connection.socket != nil else { return }
      if connection.input.settle(&spareInput) { connection.headReader?.parser.reset() }
      connection.output.settle(&spareOutput)
    } while !countHeldBytes(connection)
    watchDeadline(of: connection)
  }

  /// Does one step; false when the connection must wait, or is closed.
  private func step(_ connection: Connection, _ share: inout Share) -> Bool {
    switch connection.machine.step {
    case .readHead:
      // Answers are gathered, but a bounded number of them.
      let isFull =
        connection.machine.unsent >= max(1, limits.pipelinedDepth)
        || !connection.output.isOpen || connection.output.count >= EventLoop.gathered
      if isFull {
        connection.machine.mustSend()
        return true
      }
      guard share.requests > 0 else { return yield(connection) }
      if readHead(connection) {
        share.requests -= 1
        return true
      }
      // All requests that came are answered: send before reading on.
      if connection.machine.unsent > 0 {
        connection.machine.mustSend()
        return true
      }
      return receive(connection, &share)

    case .readContent:
      if readContent(connection) { return true }
      // Earlier answers of the pipeline must not wait for this request's content.
      guard connection.output.isEmpty || flush(connection, &share) != .broken else { return true }
      return receive(connection, &share)

    case .awaitReply, .awaitPiece:
      // The same for earlier answers.
      if !connection.output.isEmpty, flush(connection, &share) == .broken { return true }
      return false

    case .send:
      switch flush(connection, &share) {
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
      return linger(connection, &share)

    case .close:
      close(connection)
      return false
    }
  }

  /// Lets other connections go first.
  func yield(_ connection: Connection) -> Bool {
    if !connection.isScheduled {
      connection.isScheduled = true
      scheduled.append(connection.token)
    }
    return false
  }

  /// Closes for good; the only place where that happens.
  func close(_ connection: Connection) {
    guard let socket = connection.socket else { return }
    // If the end of the connection is the end of the body, only a reset tells of a part.
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
    if !connection.isShed { bounds.connections.leave(connection.peer) }
    load.subtract(1, ordering: .relaxed)
    metrics.open.add(-1)
    // Last, so that a client that sees the end finds its place free.
    connection.release()
    finishDrainingIfEmpty()
  }
}
