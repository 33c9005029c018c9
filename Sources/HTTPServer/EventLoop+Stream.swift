import HTTP

/// Streamed bodies, produced only as fast as the client receives them.
extension EventLoop {
  /// Requests the next piece when all earlier bytes are passed to the kernel.
  func askPiece(_ connection: Connection) {
    guard let pump = connection.pump else { return connection.machine.close() }
    connection.deadline = Timeouts.never
    connection.machine.pieceAsked()
    let token = connection.token
    let number = pump.number
    pump.producer.next(BodyPump.pieceSize) { self.post(.piece(token, number, $0)) }
  }

  /// Closes a connection whose body failed, even while bytes wait to be sent.
  func abort(_ number: UInt64, for token: Token) {
    guard let connection = table.find(token), connection.pump?.number == number else { return }
    if let socket = connection.socket { kernel.resetOnClose(socket) }
    connection.machine.close()
    advance(connection)
  }

  func take(_ piece: BodyPiece, number: UInt64, for token: Token) {
    guard let connection = table.find(token), let pump = connection.pump, pump.number == number,
      connection.machine.step == .awaitPiece
    else { return }
    switch piece {
    case .bytes(let bytes):
      connection.delivery.begin(at: now)
      connection.output.append(&spareOutput) { pump.append(bytes, to: &$0) }
      connection.machine.pieceQueued()
    case .end:
      connection.output.append(&spareOutput) { pump.appendEnd(to: &$0) }
      connection.pump = nil
      log(pump.record, bytes: pump.made)
      connection.machine.streamEnded(
        keepAlive: pump.keepAlive, isInputEmpty: isInputEmpty(connection))
    case .failure:
      connection.machine.close()
    }
    advance(connection)
  }
}
