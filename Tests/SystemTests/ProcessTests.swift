import Foundation
import Testing

/// The server as a process: signals, passed sockets, memory.
@Suite(.serialized) struct `The process` {
  /// Begins a request that is under way until its two bytes of content come.
  static func begin(_ server: ServerProcess) throws -> Socket {
    let socket = try Socket(port: server.port)
    socket.send(
      Array(
        "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n".utf8
      ))
    #expect(String(decoding: socket.read(atMost: 100), as: UTF8.self).hasPrefix("HTTP/1.1 100"))
    return socket
  }

  /// Waits until the server has begun to drain, and so takes no connection.
  ///
  /// Each loop hears of it after the listeners are closed, which nobody outside can see: a second is
  /// long for that.
  static func waitForDrain(_ server: ServerProcess) {
    while (try? Socket(port: server.port)) != nil {}
    Thread.sleep(forTimeInterval: 1)
  }

  static let patient = ["--no-seed", "--drain-timeout", "3600", "--body-min-rate", "0"]

  @Test(arguments: [SIGTERM, SIGINT])
  func `The first signal lets the request under way be finished`(_ signal: Int32) throws {
    let server = try ServerProcess.ofOwnBuild(Self.patient)
    let socket = try Self.begin(server)
    kill(server.process.processIdentifier, signal)
    Self.waitForDrain(server)
    socket.send(Array("hi".utf8))
    let answer = String(decoding: socket.readToEnd(), as: UTF8.self)
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\r\nConnection: close\r\n"))
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit && server.process.terminationStatus == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `A second signal ends the process at once`(_ signal: Int32) throws {
    let server = try ServerProcess.ofOwnBuild(Self.patient)
    let socket = try Self.begin(server)
    kill(server.process.processIdentifier, SIGTERM)
    Self.waitForDrain(server)
    kill(server.process.processIdentifier, signal)
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit && server.process.terminationStatus == 1)
    withExtendedLifetime(socket) {}
  }

  @Test func `SIGPIPE and clients that go away do not kill it`() throws {
    let server = try ServerProcess.ofOwnBuild()
    kill(server.process.processIdentifier, SIGPIPE)
    for _ in 0..<20 {
      let socket = try Socket(port: server.port)
      socket.send(
        Array(String(repeating: "GET /series HTTP/1.1\r\nHost: a\r\n\r\n", count: 50).utf8))
      socket.resetOnClose()
    }
    #expect(try server.exchange([`Connections`.get]).hasPrefix("HTTP/1.1 200"))
    #expect(server.stop() == 0)
  }

  @Test func `A socket file and a port are served at once, and the file is removed`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString.prefix(8)).sock").path
    let server = try ServerProcess.ofOwnBuild(["--no-seed", "--listen", "unix:\(path)"])
    let (output, status) = try run(
      "/usr/bin/env", ["curl", "-s", "--unix-socket", path, "http://catalog/healthz"])
    #expect(status == 0 && output.contains("ok"))
    #expect(try server.exchange([`Connections`.get]).hasPrefix("HTTP/1.1 200"))
    #expect(server.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `A socket that systemd passes is served`() throws {
    let listener = try PassedListener()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // As systemd does it: the socket is descriptor 3 and the process's own number is told.
    process.arguments = [
      "-c", "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\"",
      ServerProcess.ownBuild, "--listen", "systemd", "--no-seed", "--database",
      "\(folder.path)/catalog.db",
    ]
    process.standardInput = listener.handle
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    let socket = try Socket(port: listener.port)
    socket.send(`Connections`.get)
    socket.shutdownWriting()
    #expect(String(decoding: socket.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(.enabled(if: !Sanitizer.isOn, "a sanitizer needs memory of its own"))
  func `An idle connection takes less than 4 KB of the process's memory`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let count = OpenFiles.raise(atMost: 2_500) - 500
    try #require(count >= 200)
    var held: [Socket] = []
    func open(_ number: Int) throws {
      for _ in 0..<number {
        let socket = try Socket(port: server.port)
        socket.send(`Connections`.get)
        #expect(!socket.read(atMost: 65_536).isEmpty)
        held.append(socket)
      }
    }
    // What is made once is there after the first of them.
    try open(100)
    let before = try server.residentBytes()
    try open(count)
    let each = (try server.residentBytes() - before) / count
    #expect(each < 4_096, "\(each) bytes")
    held = []
    #expect(server.stop() == 0)
  }
}

/// A listening socket of this process, to be passed on.
private struct PassedListener {
  let handle: FileHandle
  let port: UInt16

  init() throws {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    handle = FileHandle(fileDescriptor: number, closeOnDealloc: true)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, size) == 0 && listen(number, 16) == 0
          && getsockname(number, $0, &size) == 0
      }
    }
    guard bound else { throw ServerProcess.Failure(description: "cannot listen") }
    port = UInt16(bigEndian: address.sin_port)
  }
}

enum OpenFiles {
  /// Raises the limit of this process as far as it may; gives it, at most `count`.
  static func raise(atMost count: Int) -> Int {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(resource, &limit)
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, UInt(count)))
    setrlimit(resource, &limit)
    return min(count, Int(min(limit.rlim_cur, 1 << 30)))
  }
}

enum Sanitizer {
  /// Whether this program, and so the server too, was built with one.
  static let isOn =
    dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
}
