import HTTP

extension EventLoop {
  private static let pooledReaders = 64

  /// Parses a head from the input; returns false if more bytes are needed.
  func readHead(_ connection: Connection) -> Bool {
    guard !connection.input.isEmpty else { return false }
    if connection.headReader == nil,
      let entry = memo.find(
        connection.input.bytes, from: connection.input.start, to: connection.input.end)
    {
      connection.input.consume(entry.bytes.count)
      var request = entry.request
      if request.peer != connection.peer.text { request.peer = connection.peer.text }
      begin(connection, &request, keepsAlive: entry.keepsAlive)
      connection.machine.headRead(withContent: false)
      respond(connection, request)
      return true
    }
    return parseHead(connection)
  }

  private func parseHead(_ connection: Connection) -> Bool {
    let reader =
      connection.headReader ?? headReaders.popLast() ?? HeadReader(limits: limits.message)
    connection.headReader = reader
    let start = connection.input.start
    switch reader.parser.parse(
      connection.input.bytes, from: start, to: connection.input.end, into: &reader.head)
    {
    case .needMore:
      if !connection.machine.hasBegun {
        connection.machine.headBegan()
        if connection.machine.served > 0 {
          connection.deadline = now + patience(timeouts.header, connection)
        }
      }
      guard connection.input.isFull(limit: inputLimit) else { return false }
      refuse(connection, .requestHeaderFieldsTooLarge, "The request head is too large.")
    case .failure(let failure):
      connection.exchange = Exchange()
      connection.exchange.isHead = connection.input.holds("HEAD ")
      refuse(connection, failure)
    case .complete(let count):
      take(reader.head, connection, from: start, count: count)
      releaseHeadReader(of: connection)
    }
    return true
  }

  private func take(_ head: RequestHead, _ connection: Connection, from start: Int, count: Int) {
    connection.exchange = Exchange()
    connection.exchange.isHead = connection.input.holds("HEAD ")
    connection.exchange.version = head.version
    let bytes = connection.input.bytes
    do throws(ParseFailure) {
      let parsed = try Request(head: head, bytes: bytes, peer: connection.peer.text)
      let framing = try BodyFraming.of(parsed.fields, version: parsed.version)
      let keepsAlive = Persistence.keepsAlive(parsed)
      let expectation = Expectation.of(parsed)
      var request = parsed
      begin(connection, &request, keepsAlive: keepsAlive)
      connection.input.consume(count)
      if expectation == .unknown {
        connection.machine.headRead(withContent: false)
        throw ParseFailure(.expectation, "Unsupported expectation; only 100-continue is supported.")
      }
      if framing == .none, expectation == .none {
        memo.remember(parsed, keepsAlive: keepsAlive, head: bytes, from: start, count: count)
      }
      if framing == .none || framing == .length(0) {
        connection.machine.headRead(withContent: false)
        respond(connection, request)
      } else {
        connection.machine.headRead(withContent: true)
        try beginContent(connection, request, framing, expectation)
      }
    } catch {
      refuse(connection, error)
    }
  }

  /// Begins the exchange of a request, and creates an ID if the client sent none.
  private func begin(_ connection: Connection, _ request: inout Request, keepsAlive: Bool) {
    if request.id.isEmpty { request.id = requestIDs.next() }
    connection.exchange = Exchange(
      isHead: request.method == .head, version: request.version, keepsAlive: keepsAlive,
      requestID: request.id)
    connection.exchange.hasEffect = ![.get, .head, .options].contains(request.method)
    let address = clientAddress(request)
    if address != connection.clientAddress {
      let before = connection.client
      connection.setClient(address)
      bounds.unsent.move(connection.unsentBytes, from: before, to: connection.client)
      bounds.received.move(connection.receivedBytes, from: before, to: connection.client)
    }
    if accessLog != nil {
      connection.exchange.logged = LoggedRequest(request, client: address)
    }
  }

  /// Asks the responder whether to read the content, before reading any.
  private func beginContent(
    _ connection: Connection, _ request: Request, _ framing: BodyFraming,
    _ expectation: Expectation
  ) throws(ParseFailure) {
    guard let responder else { return connection.machine.close() }
    let limit: Int
    switch responder.admit(request) {
    case .answer(let response):
      connection.exchange.keepsAlive = false
      connection.exchange.isEarly = true
      return answer(connection, response)
    case .read(let wanted): limit = min(wanted, limits.message.body)
    case .readLarge(let wanted):
      limit = wanted
      connection.exchange.isLarge = true
    }
    try beginContent(connection, request, framing, expectation, limit: limit)
  }

  private func beginContent(
    _ connection: Connection, _ request: Request, _ framing: BodyFraming,
    _ expectation: Expectation, limit: Int
  ) throws(ParseFailure) {
    if case .length(let length) = framing, length > limit {
      throw ParseFailure(.bodyTooLarge, "The content has more than \(limit) bytes.")
    }
    let content = ContentReader(
      request, framing: framing, limit: limit, limits: limits.message, now: now)
    connection.content = content
    connection.deadline = contentDeadline(content, connection)
    // A client that has begun to send does not wait for the interim response.
    guard expectation == .continue, connection.input.isEmpty, connection.output.isOpen else {
      return
    }
    connection.output.append(&spareOutput) {
      $0.append(contentsOf: ResponseSerializer.continue)
    }
    connection.machine.interimQueued()
  }

  /// Reads content from the input; returns false if more bytes are needed.
  func readContent(_ connection: Connection) -> Bool {
    guard let content = connection.content else {
      connection.machine.close()
      return true
    }
    guard !connection.input.isEmpty else { return false }
    switch content.read(&connection.input) {
    case .needMore:
      connection.deadline = contentDeadline(content, connection)
      return false
    case .failure(let failure):
      refuse(connection, failure)
    case .complete:
      connection.content = nil
      connection.exchange.contentBytes = content.count
      connection.deadline = Timeouts.never
      connection.machine.contentRead()
      respond(connection, content.request)
    }
    return true
  }

  func releaseHeadReader(of connection: Connection) {
    guard let reader = connection.headReader else { return }
    connection.headReader = nil
    guard headReaders.count < EventLoop.pooledReaders else { return }
    reader.parser.reset()
    headReaders.append(reader)
  }
}
