import Dispatch
import HTTP

@testable import HTTPServer

/// A server on its own port, with responders that the test controls.
struct TestServer: ~Copyable {
  let server: Server
  let address: SocketAddress
  let gate = Gate()

  init(
    loops: Int = 2, at address: SocketAddress = .ipv4(host: "127.0.0.1", port: 0),
    _ change: (inout ServerLimits) -> Void = { _ in },
    log: (@Sendable (AccessRecord) -> Void)? = nil,
    clientAddress: @escaping @Sendable (Request) -> String = { $0.peer }
  ) throws {
    var limits = ServerLimits()
    change(&limits)
    let gate = self.gate
    var configuration = ServerConfiguration(
      listen: [address], loops: loops, limits: limits, accessLog: log)
    configuration.clientAddress = clientAddress
    server = Server(configuration: configuration) { TestResponder(gate) }
    guard let first = try server.start().first else {
      throw ClientError(description: "no address")
    }
    self.address = first
  }

  deinit {
    server.stop()
  }

  func client(receiveBuffer: Int32? = nil, from host: String? = nil) throws -> TestClient {
    try TestClient(
      address, receiveBuffer: receiveBuffer, from: host.map { .ipv4(host: $0, port: 0) })
  }

  /// Begins to drain; the semaphore is signalled at its end.
  func drain() -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    server.drain { done.signal() }
    return done
  }
}

extension DispatchSemaphore {
  /// Whether it was signalled within a minute.
  func waitShortly() -> Bool { wait(timeout: .now() + 60) == .success }
}

/// A GET with Host and further fields.
func get(_ target: String, _ fields: String...) -> String {
  "GET \(target) HTTP/1.1\r\nHost: test\r\n"
    + fields.map { $0 + "\r\n" }.joined() + "\r\n"
}

/// A POST with its length.
func post(_ target: String, _ body: String, _ fields: String...) -> String {
  "POST \(target) HTTP/1.1\r\nHost: test\r\nContent-Length: \(body.utf8.count)\r\n"
    + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body
}
