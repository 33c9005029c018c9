import Glibc

@testable import HTTPServer

/// What went wrong on the client's side of a test.
struct ClientError: Error, CustomStringConvertible {
  let description: String
}

/// A response as read by a client.
struct Answer: Equatable, CustomStringConvertible {
  var status = 0
  var fields: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// Bytes of the head.
  var headSize = 0
  /// Chunked content that ended without its last chunk, or a length that was not reached.
  var isCutShort = false

  var text: String { String(decoding: body, as: UTF8.self) }
  var description: String { "\(status) \(fields) \(body.count) bytes, cut: \(isCutShort)" }

  subscript(name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  static func == (one: Answer, other: Answer) -> Bool {
    one.status == other.status && one.body == other.body && one.isCutShort == other.isCutShort
  }
}

/// A blocking client whose every wait ends after a minute, with a failure.
final class TestClient {
  private let descriptor: Descriptor
  private var received: [UInt8] = []

  init(
    _ address: SocketAddress, receiveBuffer: Int32? = nil, from source: SocketAddress? = nil
  ) throws {
    let raw = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
    guard raw >= 0 else { throw SystemError("socket") }
    descriptor = Descriptor(raw)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(raw, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(raw, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    var on: Int32 = 1
    setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    if var receiveBuffer {
      setsockopt(
        raw, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
    }
    if let source, source.withKernelForm({ bind(raw, $0, $1) }) != 0 { throw SystemError("bind") }
    guard address.withKernelForm({ connect(raw, $0, $1) }) == 0 else {
      throw SystemError("connect")
    }
  }

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor.raw, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw SystemError("send") }
      sent += count
    }
  }

  /// Shuts down sending and keeps reading.
  func endSending() {
    shutdown(descriptor.raw, Int32(SHUT_WR))
  }

  /// Makes the close, which comes with the last reference, a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor.raw, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Reads once; false at the end.
  private func fill() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor.raw, &buffer, buffer.count, 0)
    guard count >= 0 else { throw SystemError("recv") }
    received.append(contentsOf: buffer[..<count])
    return count > 0
  }

  /// Reads available bytes, at least one unless at the end; returns the total count.
  func readSome() throws -> Int {
    _ = try fill()
    return received.count
  }

  /// Reads until the server shuts down sending.
  func readToEnd() throws -> [UInt8] {
    while try fill() {}
    defer { received = [] }
    return received
  }

  /// Whether the server has closed or reset the connection without another byte.
  func isAtEnd() throws -> Bool {
    guard received.isEmpty else { return false }
    do {
      return try !fill()
    } catch let error as SystemError where error.code == ECONNRESET {
      return true
    }
  }

  /// Reads one response; a response to HEAD has no content.
  func answer(toHead: Bool = false) throws -> Answer {
    var answer = try head()
    if toHead || answer.status < 200 || answer.status == 204 || answer.status == 304 {
      return answer
    }
    if answer["Transfer-Encoding"] == "chunked" {
      try readChunks(into: &answer)
    } else if let length = answer["Content-Length"].flatMap({ Int($0) }) {
      answer.isCutShort = try !have(length)
      answer.body = take(min(length, received.count))
    } else {
      do {
        answer.body = try readToEnd()
      } catch {
        answer.isCutShort = true
      }
    }
    return answer
  }

  private func head() throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    var position = 0
    while true {
      while position + 4 <= received.count {
        if Array(received[position..<(position + 4)]) == end {
          return try parse(take(position + 4))
        }
        position += 1
      }
      guard try fill() else {
        throw ClientError(
          description: "no head, but \(String(decoding: received, as: UTF8.self).debugDescription)")
      }
    }
  }

  private func parse(_ head: [UInt8]) throws -> Answer {
    var answer = Answer()
    answer.headSize = head.count
    let text = String(decoding: head, as: UTF8.self)
    let lines = text.split(separator: "\r\n")
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { throw ClientError(description: "no status line: \(text.debugDescription)") }
    answer.status = status
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      answer.fields.append((String(line[..<colon]), String(value)))
    }
    return answer
  }

  private func readChunks(into answer: inout Answer) throws {
    while true {
      guard let line = try line(), let size = Int(line, radix: 16), try have(size + 2) else {
        answer.isCutShort = true
        return
      }
      answer.body += take(size)
      _ = take(2)
      if size == 0 { return }
    }
  }

  private func line() throws -> String? {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        return String(decoding: take(end + 1).dropLast(2), as: UTF8.self)
      }
      guard try fill() else { return nil }
    }
  }

  private func have(_ count: Int) throws -> Bool {
    while received.count < count {
      guard try fill() else { return false }
    }
    return true
  }

  private func take(_ count: Int) -> [UInt8] {
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }
}
