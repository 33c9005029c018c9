import Foundation
import JSON

/// The built program, running on a free port with a database of its own.
final class ServerProcess {
  let port: UInt16
  let folder: String
  let process = Process()

  /// The program of the same build as these tests.
  static let ownBuild: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("catalog")
      .path
  }()

  /// The release build that `.ci/run` names, many times as fast; the build of these tests if none is
  /// named.
  ///
  /// Tests of threads, signals and kills use `ownBuild`, which may hold a sanitizer.
  static let binary = ProcessInfo.processInfo.environment["CATALOG_RELEASE_BINARY"] ?? ownBuild

  /// A database as a first start leaves it, made once: planting the seeds takes a debug build long.
  private static let seeded: String? = {
    guard let first = try? ServerProcess(database: temporary("seeded.db")) else { return nil }
    guard first.stop() == 0 else { return nil }
    atexit { try? FileManager.default.removeItem(atPath: ServerProcess.temporary("seeded.db")) }
    return temporary("seeded.db")
  }()

  private static func temporary(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("catalog-tests-\(getpid())-\(name)").path
  }

  /// Starts the build of these tests, in which a sanitizer sees every thread.
  static func ofOwnBuild(_ arguments: [String] = [], database: String? = nil) throws
    -> ServerProcess
  {
    try ServerProcess(arguments, database: database, program: ownBuild)
  }

  /// Starts with a seeded database, or with an empty one, or with the one that is given.
  init(_ arguments: [String] = [], database: String? = nil, program: String = binary) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if database == nil, !arguments.contains("--no-seed"), let seeded = Self.seeded {
      try FileManager.default.copyItem(atPath: seeded, toPath: "\(folder)/catalog.db")
    }
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    // A debug build under a sanitizer, on a loaded machine, is far slower than what is released.
    let patience = ["--query-time", "--waiting-time"].filter { !arguments.contains($0) }
      .flatMap { [$0, "120000"] }
    process.arguments =
      ["--listen", "127.0.0.1:0", "--database", database ?? "\(folder)/catalog.db"] + patience
      + arguments
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.contains("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Failure(description: "the server ended before it listened") }
      text += String(decoding: data, as: UTF8.self)
    }
    let line = text.split(separator: "\n").first ?? ""
    guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw Failure(description: "no port in \(line)")
    }
    self.port = port
  }

  /// A test that failed midway leaves no server behind, which would hold the runner's pipes open.
  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Ends the server as an operator would, and gives its exit status.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
    return process.terminationStatus
  }

  /// The memory that the server has in use now (proc(5), statm).
  func residentBytes() throws -> Int {
    let path = "/proc/\(process.processIdentifier)/statm"
    let numbers = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
    return numbers.dropFirst().first.flatMap { Int($0) }.map { $0 * Int(getpagesize()) } ?? 0
  }

  /// Asks with the real curl.
  func curl(_ path: String, _ arguments: [String] = []) throws -> (status: Int, body: JSONValue) {
    let (output, _) = try run(
      "/usr/bin/env",
      ["curl", "-s", "-w", "\n%{http_code}", "http://127.0.0.1:\(port)\(path)"] + arguments)
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let status = lines.last.flatMap { Int($0) } ?? 0
    let body = lines.dropLast().joined(separator: "\n")
    return (status, body.isEmpty ? .null : try JSONParser.parse(Array(body.utf8)))
  }

  /// The ids of a list's records.
  func ids(_ path: String) throws -> [String] {
    try curl(path).body["data"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  /// Sends bytes over a socket, as one piece or in pieces, and reads until the server closes.
  func exchange(_ pieces: [[UInt8]], halfClose: Bool = true) throws -> String {
    let socket = try Socket(port: port)
    for piece in pieces {
      socket.send(piece)
    }
    if halfClose { socket.shutdownWriting() }
    return String(decoding: socket.readToEnd(), as: UTF8.self)
  }
}

/// Runs a program to its end.
@discardableResult
func run(_ program: String, _ arguments: [String]) throws -> (output: String, status: Int32) {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (String(decoding: data, as: UTF8.self), process.terminationStatus)
}

/// A plain client socket.
final class Socket {
  private let number: Int32

  init(port: UInt16) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(number, $0, size) }
    }
    guard connected == 0 else { throw ServerProcess.Failure(description: "cannot connect") }
    var yes: Int32 = 1
    setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(number) }

  func send(_ bytes: [UInt8]) {
    _ = Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Makes the close a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  func shutdownWriting() { shutdown(number, Int32(SHUT_WR)) }

  func read(atMost count: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let received = recv(number, &buffer, count, 0)
    return Array(buffer.prefix(max(0, received)))
  }

  func readToEnd() -> [UInt8] {
    var all: [UInt8] = []
    while case let part = read(atMost: 65_536), !part.isEmpty {
      all += part
    }
    return all
  }
}
