import HTTP

/// From a request to its response in the output queue.
extension EventLoop {
  /// Calls the responder, which returns a response or calls `reply` later.
  func respond(_ connection: Connection, _ request: Request) {
    guard let responder else { return connection.machine.close() }
    metrics.requests.add(1)
    let number = nextNumber()
    let response = responder.respond(to: request) { self.reply(number, $0) }
    if let response {
      answer(connection, response)
    } else {
      connection.deadline = Timeouts.never
      pending[number] = Pending(token: connection.token, request: request)
    }
  }

  /// Handles a response delivered through `reply`.
  ///
  /// Only the first response to a request counts; later ones are cancelled.
  func deliver(_ number: UInt64, _ response: Response) {
    bounds.unsent.add(-response.body.heldBytes)
    guard let asked = pending.removeValue(forKey: number), let responder else {
      return cancel(response.body)
    }
    let response = responder.finalize(response, for: asked.request)
    guard let connection = table.find(asked.token), connection.machine.step == .awaitReply else {
      return cancel(response.body)
    }
    answer(connection, response)
    advance(connection)
  }

  /// Sends an error response of the server itself and closes the connection, whose framing may be
  /// lost.
  func refuse(_ connection: Connection, _ status: Status, _ detail: String) {
    metrics.refused.add(1)
    connection.content = nil
    releaseHeadReader(of: connection)
    connection.exchange.keepsAlive = false
    connection.exchange.isEarly = true
    answer(connection, refusal(of: connection, status, detail))
  }

  func refuse(_ connection: Connection, _ failure: ParseFailure) {
    refuse(connection, failure.status, failure.detail)
  }

  /// Queues a complete response or the head of a streamed one.
  func answer(_ connection: Connection, _ response: Response) {
    connection.delivery.begin(at: now)
    let exchange = connection.exchange
    let maySay =
      exchange.keepsAlive && !connection.machine.draining
      && (limits.requestsPerConnection == 0
        || connection.machine.served < limits.requestsPerConnection)
    let hasContent = !exchange.isHead && !response.status.forbidsBody
    let response = hasContent ? withinBounds(response, for: connection) : response

    let framing: ResponseFraming
    var content: [UInt8] = []
    var keepAlive = maySay
    switch response.body {
    case .empty:
      framing = response.status.forbidsBody ? .none : .length(0)
    case .bytes(let bytes):
      framing = response.status.forbidsBody ? .none : .length(bytes.count)
      if hasContent { content = bytes }
    case .stream(let producer) where producer.length != nil:
      framing = response.status.forbidsBody ? .none : .length(producer.length ?? 0)
    case .stream where exchange.version.minor >= 1:
      framing = response.status.forbidsBody ? .none : .chunked
    case .stream:
      framing = hasContent ? .close : .none
      if hasContent {
        keepAlive = false
        connection.exchange.bodyEndsByClose = true
      }
    }

    let date = self.date.bytes
    connection.output.append(&spareOutput) {
      ResponseSerializer.appendHead(
        of: response, to: &$0, date: date, requestID: exchange.requestID,
        version: exchange.version, keepAlive: keepAlive, framing: framing)
    }
    // A later error response on this connection is not about this request.
    connection.exchange.requestID = ""
    connection.exchange.logged = nil
    connection.exchange.contentBytes = 0
    let record =
      accessLog == nil ? nil : AccessRecord(of: response, exchange, peer: connection.peer)
    if case .stream(let producer) = response.body, hasContent {
      let number = nextNumber()
      let token = connection.token
      connection.pump = BodyPump(
        producer, number: number, isChunked: framing == .chunked, keepAlive: keepAlive,
        record: record)
      if producer.isEndless, let socket = connection.socket {
        kernel.setSendBuffer(socket, BodyPump.endlessSendBuffer)
      }
      producer.begin { self.post(.abort(token, number)) }
      connection.machine.streamBegan()
      return
    }
    cancel(response.body)
    connection.output.append(&spareOutput, content: content)
    log(record, bytes: content.count)
    connection.machine.answered(keepAlive: keepAlive, isInputEmpty: isInputEmpty(connection))
  }

  /// Whether no more input of the client, which has requested a close, is on its way.
  func isInputEmpty(_ connection: Connection) -> Bool {
    let exchange = connection.exchange
    return !exchange.keepsAlive && !exchange.isEarly && connection.input.isEmpty
  }

  private func cancel(_ body: Body) {
    if case .stream(let producer) = body { producer.cancel() }
  }

  func log(_ record: AccessRecord?, bytes: Int, isComplete: Bool = true) {
    guard let accessLog, var record else { return }
    record.end(bytes: bytes, isComplete: isComplete)
    accessLog(record)
  }
}
