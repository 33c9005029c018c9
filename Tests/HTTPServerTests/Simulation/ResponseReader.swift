/// A strict incremental parser of the responses of a connection.
struct ResponseReader {
  struct Response {
    var status = 0
    var closes = false
    var body: [UInt8] = []
  }

  struct Failure: Error {
    let text: String
  }

  private enum Phase {
    case head, length(Int), chunkSize, chunk(Int), untilClose
  }

  private var bytes: [UInt8] = []
  private var position = 0
  private var phase = Phase.head
  private var response = Response()

  /// Whether a response is incomplete.
  var isInside: Bool {
    if case .head = phase { position < bytes.count } else { true }
  }

  /// Whether the current response ends with the connection.
  var endsByClose: Bool { if case .untilClose = phase { true } else { false } }

  mutating func append(_ more: ArraySlice<UInt8>) {
    if position == bytes.count {
      bytes = []
      position = 0
    }
    bytes.append(contentsOf: more)
  }

  /// Returns the next complete response; `isHead` if it is a response to HEAD.
  mutating func next(isHead: Bool) throws(Failure) -> Response? {
    while true {
      switch phase {
      case .head:
        guard let head = line(endingWith: "\r\n\r\n") else { return nil }
        try begin(head, isHead: isHead)
        if case .length(0) = phase { return finish() }
      case .length(let length):
        guard bytes.count - position >= length else { return nil }
        take(length)
        return finish()
      case .chunkSize:
        guard let text = line(endingWith: "\r\n") else { return nil }
        guard let size = Int(text, radix: 16) else { throw Failure(text: "chunk size \(text)") }
        phase = .chunk(size)
      case .chunk(let size):
        guard bytes.count - position >= size + 2 else { return nil }
        take(size)
        position += 2
        guard bytes[position - 2] == 13, bytes[position - 1] == 10 else {
          throw Failure(text: "a chunk does not end where it says")
        }
        phase = .chunkSize
        if size == 0 { return finish() }
      case .untilClose:
        take(bytes.count - position)
        return nil
      }
    }
  }

  /// The response that the close of the connection ends.
  mutating func end() -> Response { finish() }

  private mutating func begin(_ head: String, isHead: Bool) throws(Failure) {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { throw Failure(text: "no status line: \(head.debugDescription)") }
    response = Response(status: status)
    var length: Int?
    var isChunked = false
    for line in lines.dropFirst() {
      switch line {
      case "Connection: close": response.closes = true
      case "Transfer-Encoding: chunked": isChunked = true
      case _ where line.hasPrefix("Content-Length: "): length = Int(line.dropFirst(16))
      default: break
      }
    }
    if isHead || status < 200 || status == 204 {
      phase = .length(0)
    } else if isChunked {
      phase = .chunkSize
    } else if let length {
      phase = .length(length)
    } else {
      phase = .untilClose
    }
  }

  private mutating func finish() -> Response {
    phase = .head
    defer { response = Response() }
    return response
  }

  private mutating func take(_ count: Int) {
    response.body.append(contentsOf: bytes[position..<(position + count)])
    position += count
  }

  private mutating func line(endingWith end: StaticString) -> String? {
    let size = end.utf8CodeUnitCount
    var index = position
    return end.withUTF8Buffer { end in
      while index + size <= bytes.count {
        if bytes[index] == 13, bytes[index..<(index + size)].elementsEqual(end) {
          defer { position = index + size }
          return String(decoding: bytes[position..<index], as: UTF8.self)
        }
        index += 1
      }
      return nil
    }
  }
}
