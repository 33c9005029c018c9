import Foundation
import Testing

/// The README says what is so: its commands are run, its outputs compared, its map walked.
@Suite(.serialized) struct `The README` {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text() throws -> String {
    try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
  }

  /// The fenced blocks, each without its fences.
  static func blocks() throws -> [[Substring]] {
    var blocks: [[Substring]] = []
    var inside = false
    for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        inside.toggle()
        if inside { blocks.append([]) }
      } else if inside {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }

  /// What differs from one run to the next, made the same.
  static func masked(_ text: String) -> String {
    text.replacing("\r\n", with: "\n")
      .replacing(/(ETag: )".*"/) { "\($0.1)\"…\"" }
      .replacing(/("(as_of|updated_at)": )"[^"]*"/) { "\($0.1)\"…\"" }
      .replacing(/(Date|Last-Modified|Content-Length): .*/) { "\($0.1): …" }
  }

  static func ask(_ command: String, _ server: ServerProcess) throws -> (String, Int32) {
    let here = command.replacing("localhost:8080", with: "localhost:\(server.port)")
    let (output, status) = try run("/usr/bin/env", ["bash", "-c", here])
    return (output.replacing("localhost:\(server.port)", with: "localhost:8080"), status)
  }

  @Test func `Each command of the tour gives the output that is shown`() throws {
    let server = try ServerProcess()
    let tour = try Self.blocks().filter { $0.first?.hasPrefix("$ curl") == true }
    #expect(tour.count >= 5)
    for block in tour {
      let command = String(block[0].dropFirst(2))
      let shown = block.dropFirst().joined(separator: "\n")
      let (output, _) = try Self.ask(command, server)
      #expect(Self.masked(output) == Self.masked("\(shown)\n"), "\(command)")
    }
    #expect(server.stop() == 0)
  }

  @Test func `Each other curl line is answered 200`() throws {
    let server = try ServerProcess()
    let lines = try Self.blocks().flatMap(\.self).filter { $0.hasPrefix("curl ") }
    #expect(lines.count >= 6)
    for line in lines {
      let command = line.split(separator: "  #").first ?? line
      let (output, _) = try Self.ask("\(command) -s -w '\n%{http_code}'", server)
      #expect(output.hasSuffix("\n200"), "\(line)")
    }
    #expect(server.stop() == 0)
  }

  @Test func `It is short`() throws {
    #expect(try Self.text().split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
  }

  @Test func `The map of the source names every folder that there is, and no other`() throws {
    let rows = try Self.text().split(separator: "\n").filter { $0.hasPrefix("| `") }
    let folder = /`(Sources\/\w+|Migrations|Seeds|Benchmarks|Tests)`/
    let named = Set(rows.flatMap { $0.matches(of: folder).map { String($0.1) } })
    var there: Set = ["Migrations", "Seeds", "Benchmarks", "Tests"]
    let sources = Self.root.appendingPathComponent("Sources").path
    for name in try FileManager.default.contentsOfDirectory(atPath: sources) {
      there.insert("Sources/\(name)")
    }
    #expect(named == there)
  }

  @Test func `The Dockerfile, the gate and the first command install the same libraries`() throws {
    func packages(_ file: String, _ marker: String) throws -> Set<Substring> {
      let text = try String(contentsOf: Self.root.appendingPathComponent(file), encoding: .utf8)
      let line = text.split(separator: "\n").first { $0.contains(marker) } ?? ""
      return Set(line.split(separator: " ").filter { $0.hasSuffix("-dev") })
    }
    let first = try packages("README.md", "apt-get install")
    #expect(first.contains("libsqlite3-dev"))
    #expect(try packages("Dockerfile", "apt-get install") == first)
    #expect(try packages(".ci/run", "apt-get install") == first)
  }
}
