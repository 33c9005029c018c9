import Glibc
import HTTP
import Testing

@testable import HTTPServer

@Suite struct ListenerTests {
  @Test(arguments: [
    ("127.0.0.1:8080", SocketAddress.ipv4(host: "127.0.0.1", port: 8080)),
    ("[::1]:8080", .ipv6(host: "::1", port: 8080)),
    ("[0:0::1]:0", .ipv6(host: "::1", port: 0)),
    ("localhost:65535", .name("localhost", port: 65535)),
    (":80", .name("*", port: 80)),
    ("*:80", .name("*", port: 80)),
    ("unix:/run/x.sock", .unix(path: "/run/x.sock")),
    ("systemd", .inherited),
  ])
  func `An address is read and written`(text: String, address: SocketAddress) throws {
    #expect(try SocketAddress.parse(text) == address)
    #expect(try SocketAddress.parse(address.description) == address)
  }

  @Test(arguments: [
    "", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+80", "::1:80",
    "[::1]", "[127.0.0.1]:80", "[::1:80", "a b:80", "host/:80", "unix:",
    "unix:/" + String(repeating: "a", count: 107),
  ])
  func `An invalid address is rejected`(text: String) {
    #expect(throws: ServerError.self) { try SocketAddress.parse(text) }
  }

  @Test(
    arguments: [
      SocketAddress.ipv4(host: "127.0.0.1", port: 0), .name("localhost", port: 0),
      .name("*", port: 0),
    ] + (Machine.hasIPv6 ? [.ipv6(host: "::1", port: 0)] : []))
  func `Port 0 becomes a port that answers`(address: SocketAddress) throws {
    let server = try TestServer(at: address)
    #expect(server.address.port != 0)
    let client = try server.client()
    try client.send(get("/hello"))
    #expect(try client.answer().text == "hello")
  }

  @Test(.enabled(if: Machine.hasIPv6, "this machine has no IPv6"))
  func `Every interface means both protocols, on one port`() throws {
    let server = try TestServer(at: .name("*", port: 0))
    let port = try #require(server.address.port)
    for (address, peer) in [
      (SocketAddress.ipv4(host: "127.0.0.1", port: port), "127.0.0.1"),
      (.ipv6(host: "::1", port: port), "::1"),
    ] {
      let client = try TestClient(address)
      try client.send(get("/target/x"))
      #expect(try client.answer().text == "/target/x \(peer)")
    }
  }

  @Test(.enabled(if: Machine.hasIPv6, "this machine has no IPv6"))
  func `An IPv6 listener does not use the port of IPv4`() throws {
    let server = try TestServer(at: .ipv6(host: "::", port: 0))
    let port = try #require(server.address.port)
    let other = try TestServer(at: .ipv4(host: "127.0.0.1", port: port))
    #expect(other.address.port == port)
  }

  @Test(arguments: [1, 7])
  func `The backlog has the size of its setting`(_ backlog: Int) throws {
    let listener = try #require(
      Listener.open(.ipv4(host: "127.0.0.1", port: 0), backlog: backlog).first)
    // tcp_info(7): of a listener, `tcpi_sacked`, the word at 28, is its backlog.
    var information = [UInt32](repeating: 0, count: 8)
    var size = socklen_t(32)
    #expect(getsockopt(listener.raw, Int32(IPPROTO_TCP), TCP_INFO, &information, &size) == 0)
    #expect(information[7] == UInt32(backlog))
  }

  @Test func `An address in use is rejected by name`() throws {
    let server = try TestServer()
    let error = #expect(throws: ServerError.self) { _ = try TestServer(at: server.address) }
    #expect(error == .addressInUse(server.address))
    #expect(error?.description == "address \(server.address) is already in use")
  }

  @Test func `An address of another machine is rejected`() throws {
    #expect(throws: ServerError.addressNotAvailable(.ipv4(host: "192.0.2.1", port: 80))) {
      _ = try TestServer(at: .ipv4(host: "192.0.2.1", port: 80))
    }
  }

  @Test func `A Unix-domain socket answers and is removed at the end`() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/server.sock"
    let server = try TestServer(at: .unix(path: path))
    let client = try server.client()
    try client.send(get("/target/x"))
    #expect(try client.answer().text == "/target/x unix")
    #expect(throws: ServerError.addressInUse(server.address)) {
      _ = try TestServer(at: server.address)
    }
    #expect(server.drain().waitShortly())
    #expect(access(path, F_OK) != 0)
  }

  @Test func `The socket file of an ended process is replaced, another file never`() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/stale.sock"
    do {
      let dead = try Listener.stream(AF_UNIX)
      let raw = dead.raw
      #expect(SocketAddress.unix(path: path).withKernelForm { bind(raw, $0, $1) } == 0)
    }
    let server = try TestServer(at: .unix(path: path))
    let client = try server.client()
    try client.send(get("/hello"))
    #expect(try client.answer().text == "hello")

    let file = folder.path + "/file"
    close(creat(file, 0o600))
    #expect(throws: ServerError.notASocket(path: file)) {
      _ = try TestServer(at: .unix(path: file))
    }
    #expect(access(file, F_OK) == 0)
  }

  @Test func `Clients that connected before the start are answered by any loop`() throws {
    for _ in 0..<20 {
      let configuration = ServerConfiguration(
        listen: [.ipv4(host: "127.0.0.1", port: 0)], loops: 4)
      let bound = try BoundListeners(configuration)
      let address = try #require(bound.listeners.first?.address)
      let clients = try (0..<40).map { _ in try TestClient(address) }
      for client in clients { try client.send(get("/hello")) }
      let server = Server(configuration: configuration) { TestResponder(Gate()) }
      _ = try server.start(on: bound)
      for client in clients { #expect(try client.answer().text == "hello") }
      server.stop()
    }
  }

  @Test func `Several listeners serve at once`() throws {
    let server = Server(
      configuration: ServerConfiguration(listen: [
        .ipv4(host: "127.0.0.1", port: 0), .ipv4(host: "127.0.0.1", port: 0),
      ])
    ) { TestResponder(Gate()) }
    for address in try server.start() {
      let client = try TestClient(address)
      try client.send(get("/hello"))
      #expect(try client.answer().text == "hello")
    }
  }

  @Test func `Sockets from systemd are taken over once`() async {
    await #expect(processExitsWith: .success) {
      let passed = try #require(
        Listener.open(.ipv4(host: "127.0.0.1", port: 0), backlog: 1).first)
      setenv("LISTEN_PID", "\(getpid())", 1)
      setenv("LISTEN_FDS", "1", 1)
      let copy = dup(passed.raw)
      let adopted = try #require(try Listener.inherited(from: copy).first)
      #expect(adopted.address == passed.address)
      #expect(fcntl(copy, F_GETFD) & FD_CLOEXEC != 0)
      #expect(getenv("LISTEN_FDS") == nil)
      #expect(throws: ServerError.self) { try Listener.inherited() }
    }
  }
}

/// A folder that is removed with its files.
struct ScratchFolder: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/httpserver.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for name in ["server.sock", "stale.sock", "file"] { unlink(path + "/" + name) }
    rmdir(path)
  }
}

/// The capabilities of this machine.
enum Machine {
  static let hasIPv6 = (try? Listener.open(.ipv6(host: "::1", port: 0), backlog: 1)) != nil
}
