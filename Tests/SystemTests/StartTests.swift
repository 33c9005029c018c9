import Foundation
import JSON
import Testing

@Suite(.serialized) struct `Starting and ending` {
  @Test func `A second server on the same port says so and leaves the first alone`() throws {
    let server = try ServerProcess(["--no-seed"])
    let (output, status) = try run(
      ServerProcess.binary,
      ["--listen", "127.0.0.1:\(server.port)", "--database", "\(server.folder)/other.db"])
    #expect(status == 1)
    #expect(!FileManager.default.fileExists(atPath: "\(server.folder)/other.db"))
    #expect(output.contains("already") && output.split(separator: "\n").count == 1)
    #expect(try server.exchange([`Connections`.get]).hasPrefix("HTTP/1.1 200"))
    #expect(server.stop() == 0)
  }

  @Test func `What is no catalog is refused in one line and left alone`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let notes = Data(String(repeating: "no database\n", count: 500).utf8)
    try notes.write(to: URL(fileURLWithPath: "\(folder)/notes.db"))
    for path in ["\(folder)/notes.db", folder, "\(folder)/none/x.db", "/proc/x.db"] {
      let (output, status) = try run(
        ServerProcess.binary, ["--listen", "127.0.0.1:0", "--database", path])
      #expect(status == 1, "\(path)")
      let named = output.contains(path) || output.contains("\(folder)/none")
      #expect(output.split(separator: "\n").count == 1 && named, "\(output)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/notes.db")) == notes)
    for arguments in [["--lisen", "x"], ["--listen", "nowhere"], ["fly"], ["--database"]] {
      let (output, status) = try run(ServerProcess.binary, arguments)
      #expect(status == 64 && output.split(separator: "\n").count == 1)
    }
  }

  @Test func `Killed at any moment of its first start, it starts again whole`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let whole = try ServerProcess()
    let expected = try whole.curl("/").body["data"]?["collections"]
    #expect(whole.stop() == 0)
    for milliseconds in [5, 20, 40, 80, 160, 320] {
      let path = "\(folder)/\(milliseconds).db"
      let process = Process()
      process.executableURL = URL(fileURLWithPath: ServerProcess.binary)
      process.arguments = ["--listen", "127.0.0.1:0", "--database", path]
      process.standardOutput = Pipe()
      try process.run()
      usleep(UInt32(milliseconds) * 1_000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let server = try ServerProcess(database: path)
      let counts = try server.curl("/").body["data"]?["collections"]
      #expect(counts?.array?.map { $0["count"] } == expected?.array?.map { $0["count"] })
      #expect(server.stop() == 0)
    }
  }

  @Test func `The health check tells a running server from none`() throws {
    let server = try ServerProcess(["--no-seed"])
    let address = "127.0.0.1:\(server.port)"
    #expect(try run(ServerProcess.binary, ["healthcheck", "--listen", address]).status == 0)
    #expect(server.stop() == 0)
    #expect(try run(ServerProcess.binary, ["healthcheck", "--listen", address]).status == 1)
  }
}
