import HTTP

/// Keeps the bytes held for connections within the shared limits.
extension EventLoop {
  /// Maximum number of connections that one response may reset.
  private static let roomsPerResponse = 8

  /// Receives a reply on the responder's queue; counts its bytes from now on.
  nonisolated func reply(_ number: UInt64, _ response: Response) {
    bounds.unsent.add(response.body.heldBytes)
    post(.reply(number, response))
  }

  /// Returns the response, or a 503 if its content exceeds the limit of unsent bytes; a success of a
  /// write loses its content instead, as with `Prefer: return=minimal`.
  func withinBounds(_ response: Response, for connection: Connection) -> Response {
    switch response.body {
    case .bytes(let bytes) where bytes.count > OutputQueue.copied:
      releaseBody(of: connection)
      for _ in 0..<EventLoop.roomsPerResponse {
        connection.waitingBody = waitingBodies.hold(
          bytes, for: connection.client, within: bounds.unsent)
        if connection.waitingBody != nil { return response }
        guard makeRoom(for: connection) else { break }
      }
    case .stream(let producer) where !producer.isEndless:
      for _ in 0..<EventLoop.roomsPerResponse {
        if bounds.unsent.reserve(BodyPump.pieceSize, for: connection.client) {
          connection.unsentBytes += BodyPump.pieceSize
          return response
        }
        guard makeRoom(for: connection) else { break }
      }
      producer.cancel()
    default:
      return response
    }
    metrics.overBounds.add(1)
    // A client that got 503 would repeat a write that has succeeded.
    if connection.exchange.hasEffect, (200...299).contains(response.status.code) {
      return response.withoutContent
    }
    return refusal(
      of: connection, .serviceUnavailable,
      "The server is at its limit of unsent bytes, in total or for your address. Read the responses"
        + " that you have requested, try again later, or request a smaller page.")
  }

  /// Resets the slowest connection whose large response has exceeded `writeTimeout`.
  ///
  /// Otherwise a few clients at the minimum rate could block large responses for all others.
  /// Returns false if there is no such connection, or if the client's own share is used up.
  private func makeRoom(for connection: Connection) -> Bool {
    guard now >= roomIsPossibleAt, bounds.unsent.holdsLittle(connection.client) else {
      return false
    }
    let large = table.all.filter { $0.waitingBody != nil || $0.pump != nil }
    let limit = now - timeouts.write
    let late = large.filter { ($0.delivery.began ?? .max) <= limit }
    guard let slowest = late.min(by: { $0.delivery.rate(at: now) < $1.delivery.rate(at: now) }),
      let socket = slowest.socket
    else {
      roomIsPossibleAt = (large.compactMap(\.delivery.began).min() ?? now) + timeouts.write
      return false
    }
    metrics.overBounds.add(1)
    kernel.resetOnClose(socket)
    close(slowest)
    return true
  }

  /// Counts the bytes held for the connection at the end of a turn.
  ///
  /// Returns false beyond a limit: the connection then has an error response to send, or must
  /// close.
  func countHeldBytes(_ connection: Connection) -> Bool {
    if connection.output.isOpen { releaseBody(of: connection) }
    // An endless body mostly waits, and is aborted if its client does not receive it.
    let isMade = connection.pump.map { !$0.producer.isEndless } ?? false
    let piece = isMade ? BodyPump.pieceSize : 0
    let unsent = max(connection.output.copiedCount, piece)
    let content = connection.content?.count ?? connection.exchange.contentBytes
    let large = connection.exchange.isLarge ? content : 0
    let received = connection.input.count + content - large
    let (before, receivedBefore) = (connection.unsentBytes, connection.receivedBytes)
    let largeBefore = connection.largeBytes
    guard unsent != before || received != receivedBefore || large != largeBefore else {
      return true
    }
    bounds.unsent.add(unsent - before, for: connection.client)
    connection.unsentBytes = unsent
    bounds.received.add(received - receivedBefore, for: connection.client)
    connection.receivedBytes = received
    bounds.large.add(large - largeBefore)
    connection.largeBytes = large

    let isOver =
      received > receivedBefore
      && (bounds.received.isExceeded || bounds.received.isOverHalf(connection.client))
      || large > largeBefore && bounds.large.isExceeded
    if isOver, connection.machine.isReceiving {
      metrics.overBounds.add(1)
      refuse(
        connection, .serviceUnavailable,
        "The server is at its limit of request bytes, in total or for your address. Try again later."
      )
      return false
    }
    // The kernel has more room for a client that receives its responses.
    let isStuck =
      unsent > before && !connection.writable
      && (bounds.unsent.isExceeded || bounds.unsent.isOverShare(connection.client))
    if isOver || isStuck {
      metrics.overBounds.add(1)
      if let socket = connection.socket { kernel.resetOnClose(socket) }
      connection.machine.close()
      return false
    }
    return true
  }

  /// Subtracts the bytes held for a connection that closes.
  func uncountHeldBytes(_ connection: Connection) {
    releaseBody(of: connection)
    bounds.unsent.add(-connection.unsentBytes, for: connection.client)
    bounds.received.add(-connection.receivedBytes, for: connection.client)
    bounds.large.add(-connection.largeBytes)
    connection.unsentBytes = 0
    connection.receivedBytes = 0
    connection.largeBytes = 0
  }

  private func releaseBody(of connection: Connection) {
    guard let body = connection.waitingBody else { return }
    connection.waitingBody = nil
    waitingBodies.release(body, to: bounds.unsent)
  }

  /// An error response of the server itself; a 503 has Retry-After.
  func refusal(of connection: Connection, _ status: Status, _ detail: String) -> Response {
    if connection.exchange.requestID.isEmpty {
      connection.exchange.requestID = requestIDs.next()
    }
    guard let responder else { return Response(status) }
    var response = responder.makeErrorResponse(
      status, detail: detail, requestID: connection.exchange.requestID)
    if status == .serviceUnavailable, response.fields[.retryAfter] == nil {
      response.fields.append(.retryAfter, "1")
    }
    return response
  }
}

extension Body {
  /// Bytes of content; 0 for a stream.
  var heldBytes: Int {
    if case .bytes(let bytes) = self { bytes.count } else { 0 }
  }
}

extension Response {
  fileprivate var withoutContent: Response {
    var response = self
    if response.status == .ok { response.status = .noContent }
    response.fields[.contentType] = nil
    response.body = .empty
    return response
  }
}
