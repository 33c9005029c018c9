import Foundation
import JSON
import Testing

@testable import CatalogAPI

/// Following the catalog as other programs do: with curl, and with the lines of the manual.
@Suite(.serialized) struct `Following with other programs` {
  @Test func `The mirror of the manual is the export in the end`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    try edit(server, #"{"type":"series","id":"vldb","name":"VLDB"}"#)
    try edit(server, #"{"type":"series","id":"icml","name":"ICML"}"#)
    // The program of the manual for one round, after an edit that its export lacks.
    let edit = """
      ["\(ServerProcess.ownBuild)", "import", "-", "--database", "\(server.databasePath)"]
      """
    let program =
      DocsPage.mirror("http://127.0.0.1:\(server.port)").replacing(
        "while True:",
        with: """
          import subprocess
          subprocess.run(\(edit), check=True, capture_output=True, text=True, input=
            '{"type":"series","id":"icml","removed":true}\\n'
            '{"type":"series","id":"vldb","name":"VLDB","summary":"Data"}\\n')
          for _ in range(1):
          """) + """

        lines = urllib.request.urlopen(base + "/export.ndjson")
        end = json.loads(next(lines))
        now = {(r["type"], r["id"]): r for r in map(json.loads, lines)}
        print(records == now and cursor == end["cursor"], sorted(id for _, id in records))
        """
    let (output, status) = try run("/usr/bin/env", ["python3", "-c", program])
    #expect(status == 0 && output == "True ['vldb']\n", "\(output)")
  }

  @Test func `A stream is told of an import by another process, and ends with the drain`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let stream = try Socket(port: server.port)
    stream.send(
      Array("GET /changes HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n".utf8))
    var text = ""
    func read(until part: String) {
      while !text.contains(part) {
        let bytes = stream.read(atMost: 65_536)
        guard !bytes.isEmpty else { return }
        text += String(decoding: bytes, as: UTF8.self)
      }
    }
    read(until: "retry: 2000\n\nid: ")
    #expect(text.contains("Content-Type: text/event-stream\r\n"))
    #expect(!text.contains("Content-Encoding"))
    try edit(server, #"{"type":"series","id":"vldb","name":"VLDB"}"#)
    read(until: "event: create\n")
    kill(server.process.processIdentifier, SIGTERM)
    text += String(decoding: stream.readToEnd(), as: UTF8.self)
    #expect(text.hasSuffix("\r\n0\r\n\r\n"))
    server.process.waitUntilExit()
    #expect(server.process.terminationStatus == 0)
  }

  @Test func `A restore ends what a cursor is good for`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    try edit(server, #"{"type":"series","id":"vldb","name":"VLDB"}"#)
    let cursor = try server.curl("/changes?since=now").body["page"]?["checkpoint"]?.string ?? ""
    let copy = server.databasePath + ".copy"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    for arguments in [["backup", copy], ["restore", copy]] {
      let (output, status) = try run(
        ServerProcess.ownBuild, arguments + ["--database", server.databasePath])
      #expect(status == 0, "\(output)")
    }
    var status = 0
    for _ in 0..<600 where status != 410 {
      status = try server.curl("/changes?since=\(cursor)").status
      if status != 410 { Thread.sleep(forTimeInterval: 0.1) }
    }
    #expect(status == 410)
    #expect(try server.curl("/changes").status == 200)
  }

  private func edit(_ server: ServerProcess, _ line: String) throws {
    let file = server.databasePath + ".edit.ndjson"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try line.write(toFile: file, atomically: true, encoding: .utf8)
    let (output, status) = try run(
      ServerProcess.ownBuild, ["import", file, "--database", server.databasePath])
    #expect(status == 0, "\(output)")
  }
}

extension ServerProcess {
  fileprivate var databasePath: String { "\(folder)/catalog.db" }
}
