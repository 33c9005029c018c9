import Glibc
import HTTPServer

/// `catalog healthcheck`: requests /healthz from a running server.
enum Healthcheck {
  static func run(_ options: ServeOptions) throws {
    let host: String
    let port: UInt16
    switch try options.addresses().first {
    case .ipv4(let name, let number)?, .ipv6(let name, let number)?, .name(let name, let number)?:
      (host, port) = (name, number)
    default: throw UsageError("healthcheck needs a HOST:PORT")
    }
    let wildcard = ["", "*", "0.0.0.0", "::"].contains(host)
    guard answers(wildcard ? "127.0.0.1" : host, port) else {
      Console.fail("no healthy server at \(host):\(port)", status: 1)
    }
  }

  private static func answers(_ host: String, _ port: UInt16) -> Bool {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let info = found?.pointee else {
      return false
    }
    defer { freeaddrinfo(found) }
    let number = socket(info.ai_family, info.ai_socktype, 0)
    guard number >= 0 else { return false }
    defer { close(number) }
    var patience = timeval(tv_sec: 3, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    guard connect(number, info.ai_addr, info.ai_addrlen) == 0 else { return false }
    let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    guard send(number, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count
    else { return false }
    var answer = [UInt8](repeating: 0, count: 12)
    return recv(number, &answer, answer.count, Int32(MSG_WAITALL)) == answer.count
      && answer.elementsEqual("HTTP/1.1 200".utf8)
  }
}
