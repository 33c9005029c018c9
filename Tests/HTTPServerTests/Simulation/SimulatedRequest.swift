import HTTP

@testable import HTTPServer

/// A request of a simulated client, and its expected response.
struct SimulatedRequest {
  enum Kind: CaseIterable {
    case now, shared, later, stream, head, echo, chunkedEcho, patient, close, old, oldStream,
      malformed
  }

  let kind: Kind
  let bytes: [UInt8]
  /// The content of a response with status 200.
  let content: [UInt8]
  /// The client does not keep the connection after this request.
  var isLast: Bool { [.close, .old, .oldStream, .malformed].contains(kind) }
  var isWrite: Bool { [.echo, .chunkedEcho, .patient].contains(kind) }
  /// The server may answer 503 if it holds too much, or 204 after a write.
  var isLarge: Bool {
    kind == .stream || kind == .oldStream || content.count > OutputQueue.copied
  }

  init(_ kind: Kind, number: Int, size: Int) {
    self.kind = kind
    let action =
      switch kind {
      case .later: "later"
      case .shared: "shared"
      case .stream, .oldStream: "stream"
      case .echo, .chunkedEcho, .patient: "echo"
      default: "now"
      }
    let sent = SimulatedRequest.content(number, size)
    content = kind == .head ? [] : kind == .shared ? SimulatedRequest.shared : sent
    let method =
      switch kind {
      case .head: "HEAD"
      case .echo, .chunkedEcho, .patient: "POST"
      default: "GET"
      }
    let version = kind == .old || kind == .oldStream ? "1.0" : "1.1"
    var head = "\(method) /\(action)/\(number)/\(size) HTTP/\(version)\r\n"
    if kind == .malformed { head += "Bad Name: x\r\n" }
    if kind == .close { head += "Connection: close\r\n" }
    head += "Host: simulation\r\n"
    switch kind {
    case .echo: bytes = Array((head + "Content-Length: \(size)\r\n\r\n").utf8) + sent
    case .patient:
      bytes =
        Array((head + "Expect: 100-continue\r\nContent-Length: \(size)\r\n\r\n").utf8) + sent
    case .chunkedEcho:
      var message = Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8)
      ChunkedEncoder.append(Array(sent.prefix(size / 3)), to: &message)
      ChunkedEncoder.append(Array(sent.dropFirst(size / 3)), to: &message)
      ChunkedEncoder.appendEnd(to: &message)
      bytes = message
    default: bytes = Array((head + "\r\n").utf8)
    }
  }

  /// The content of all responses of the kind `shared`, in one storage.
  static let shared = content(0, 20_000)

  /// Bytes that no other request has.
  static func content(_ number: Int, _ size: Int) -> [UInt8] {
    let unit = Array("\(number).".utf8)
    var content: [UInt8] = []
    content.reserveCapacity(size + unit.count)
    while content.count < size { content += unit }
    return Array(content.prefix(size))
  }
}
