@testable import HTTPServer

/// A simulated TCP connection with the bytes in both directions.
final class SimulatedSocket {
  let raw: Int32
  let peer: Peer
  /// Bytes of the server's send buffer.
  let capacity: Int
  /// The server's end, once it is accepted; the server closes it by releasing it.
  private(set) weak var server: Socket?
  private var isAccepted = false

  /// Bytes on their way to the server and to the client.
  private(set) var toServer = ByteLine()
  private(set) var toClient = ByteLine()
  private(set) var clientEnded = false
  private(set) var serverEnded = false
  /// The connection was reset by either side; nothing is delivered any more.
  private(set) var isReset = false
  /// The server could not watch the socket, and closed it without a response.
  var isRefused = false
  private var resetsOnClose = false
  private var isClosed = false

  var token: Token?
  /// A change that the poller has not reported; each is reported once.
  var hasChanged = false
  /// The server found a full buffer, so the poller reports when there is room.
  private var awaitsRoom = false

  init(raw: Int32, peer: Peer, capacity: Int) {
    self.raw = raw
    self.peer = peer
    self.capacity = capacity
  }

  /// The client has connected, and the server has not accepted.
  var isInBacklog: Bool { !isAccepted }
  var room: Int { isReset ? 0 : capacity - toClient.count }
  var event: Poller.Event? {
    token.map {
      Poller.Event(
        token: $0, readable: !toServer.isEmpty || clientEnded || isReset,
        writable: room > 0 || isReset, ended: clientEnded || isReset,
        gone: isReset || clientEnded && serverEnded)
    }
  }

  // MARK: The server's side

  func accept() -> Socket {
    let socket = Socket(Descriptor(raw), peer: peer)
    server = socket
    isAccepted = true
    return socket
  }

  func read(into buffer: inout [UInt8], from start: Int, limit: Int) -> Int {
    toServer.take(limit, into: &buffer, from: start)
  }

  func write(_ bytes: ArraySlice<UInt8>) -> Int {
    let count = min(bytes.count, room)
    toClient.append(bytes.prefix(count))
    if count < bytes.count { awaitsRoom = true }
    return count
  }

  func endSending() { serverEnded = true }
  func resetOnClose() { resetsOnClose = true }

  // MARK: The client's side

  /// Whether the server has closed; a close with unread bytes is a reset (RFC 9112 section 9.6).
  var isClosedByServer: Bool {
    guard isAccepted, server == nil else { return false }
    if !isClosed {
      isClosed = true
      serverEnded = true
      if resetsOnClose || !toServer.isEmpty { reset() }
    }
    return true
  }

  /// Sends bytes; after a close of the server that makes a reset.
  func deliver(_ bytes: ArraySlice<UInt8>) {
    if isClosedByServer { return reset() }
    toServer.append(bytes)
    hasChanged = true
  }

  func receive(_ limit: Int) -> ArraySlice<UInt8> {
    _ = isClosedByServer
    let bytes = toClient.take(limit)
    if awaitsRoom, room >= capacity / 3 {
      awaitsRoom = false
      hasChanged = true
    }
    return bytes
  }

  /// Whether nothing more will come.
  var isAtEnd: Bool { isClosedByServer && toClient.isEmpty || serverEnded && toClient.isEmpty }

  func endClient() {
    clientEnded = true
    hasChanged = true
  }

  func reset() {
    isReset = true
    toClient = ByteLine()
    toServer = ByteLine()
    hasChanged = true
  }
}

/// Bytes in order, taken from the front.
struct ByteLine {
  private var bytes: [UInt8] = []
  private var start = 0

  var count: Int { bytes.count - start }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ more: ArraySlice<UInt8>) {
    bytes.append(contentsOf: more)
  }

  mutating func take(_ limit: Int) -> ArraySlice<UInt8> {
    let taken = bytes[start..<(start + min(limit, count))]
    start += taken.count
    if isEmpty { self = ByteLine() }
    return taken
  }

  mutating func take(_ limit: Int, into buffer: inout [UInt8], from position: Int) -> Int {
    let taken = take(min(limit, buffer.count - position))
    buffer.replaceSubrange(position..<(position + taken.count), with: taken)
    return taken.count
  }
}
