import CatalogModel
import Foundation
import JSON
import SQLite
import Testing

/// A folder that is removed at the end, with what the commands need in it.
struct Workplace {
  let folder: String
  var database: String { "\(folder)/catalog.db" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  func catalog(_ arguments: String...) throws -> (output: String, status: Int32) {
    try run(ServerProcess.binary, arguments + ["--database", database])
  }

  func count(_ sql: String, in database: String? = nil) throws -> Int {
    let connection = try Connection(path: database ?? self.database, access: .readOnly)
    return try connection.first(sql) { $0.int(0) } ?? -1
  }

  /// A list of the field as it is met in the wild, with one deadline each.
  static func deadlines(_ years: [Int], month: Int = 7) -> String {
    years.map { year in
      """
      - title: ICML
        year: \(year)
        id: icml\(year % 100)
        full_name: International Conference on Machine Learning
        link: https://icml.cc/Conferences/\(year)
        deadlines:
        - type: paper
          label: Paper submission
          date: '\(year)-01-28 23:59:59'
          timezone: AoE
        timezone: AoE
        city: Seoul
        country: South Korea
        date: July 6 - 11, \(year)
        start: '\(year)-0\(month)-06'
        end: '\(year)-0\(month)-11'
        tags:
        - machine-learning

      """
    }.joined()
  }
}

@Suite(.serialized) struct `Importing and exporting` {
  @Test func `A file is merged, a second time changes nothing, and a dry run only tells`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let list = try place.write("icml.yml", Workplace.deadlines([2030, 2031]))
    let dry = try place.catalog("import", list, "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("+ conference icml-2030"), "\(dry.output)")
    #expect(!FileManager.default.fileExists(atPath: place.database))
    let first = try place.catalog("import", list)
    #expect(first.status == 0 && first.output.contains("conferences 2 added"), "\(first.output)")
    let revision = try place.count("SELECT revision FROM catalog_state")
    let again = try place.catalog("import", list)
    #expect(again.status == 0 && again.output.contains("no changes"), "\(again.output)")
    #expect(try place.count("SELECT revision FROM catalog_state") == revision)
    let moved = try place.write("icml.yml", Workplace.deadlines([2030, 2031], month: 8))
    let second = try place.catalog("import", moved, "--dry-run")
    #expect(second.output.contains("~ conference icml-2030"), "\(second.output)")
    #expect(second.output.contains("2030-08-06"), "\(second.output)")
    #expect(try place.count("SELECT revision FROM catalog_state") == revision)
  }

  @Test func `What cannot be read is reported with its place, and refuses the file if strict`()
    throws
  {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.write(
      "x.ndjson",
      """
      {"type":"series","id":"abc","name":"ABC"}
      {"type":"series","id":"Not A Slug","name":7}
      {"type":"series","id":"def",
      """ + "\n")
    let strict = try place.catalog("import", lines, "--strict", "--no-seed")
    #expect(strict.status == 2 && strict.output.contains("refused: 1"), "\(strict.output)")
    #expect(try place.count("SELECT count(*) FROM series") == 0)
    let lenient = try place.catalog("import", lines, "--no-seed")
    #expect(lenient.status == 2, "\(lenient.output)")
    #expect(lenient.output.contains("x.ndjson:2") && lenient.output.contains("x.ndjson:3"))
    // Two faults of one record are one record that is left out.
    #expect(lenient.output.contains("records skipped: 2"), "\(lenient.output)")
    #expect(try place.count("SELECT count(*) FROM series") == 1)
    let missing = try place.catalog("import", "\(place.folder)/none.yml")
    #expect(missing.status == 1 && missing.output.contains("none.yml"))
    #expect(try place.catalog("import").status == 64)
    #expect(try place.catalog("import", lines, "--format", "nonsense").status == 64)
  }

  @Test func `A line without end is refused before it fills the memory`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.write("x.ndjson", #"{"type":"series","id":"abc","name":"ABC"}"# + "\n")
    let script =
      "(cat '\(lines)'; head -c 70000000 /dev/zero | tr '\\0' a) | "
      + "'\(ServerProcess.binary)' import - --format ndjson --no-seed --database '\(place.database)'"
    let result = try run("/bin/sh", ["-c", script + " 2>&1"])
    #expect(result.status == 2 && result.output.contains("longer than 64 MiB"), "\(result.output)")
    #expect(try place.count("SELECT count(*) FROM series") == 0)
  }

  @Test func `A part of a programme says who has stated it, and what of it stands`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let table = try place.write(
      "t.csv", "title,starts_at,room,track\nTalk,2030-05-04T09:00:00Z,Hall,Theory\n")
    let named = ["--conference", "demo-2030", "--source", "office", "--database", place.database]
    let imported = try run(ServerProcess.binary, ["import", table, "--no-seed"] + named)
    #expect(imported.status == 0, "\(imported.output)")
    let edit = try place.write(
      "edit.ndjson",
      #"{"type":"session","id":"demo-2030-talk","conference":"demo-2030","kind":"other","#
        + #""title":"A better title"}"# + "\n")
    #expect(try place.catalog("import", edit, "--format", "ndjson").status == 0)
    for (path, fields) in [
      ("sessions/demo-2030-talk", #"["track","starts_at","room"]"#),
      ("tracks/demo-2030-theory", #"["name"]"#),
    ] {
      let answer = try place.catalog("export", path).output
      let sources = #""sources":[{"source":"office","fields":\#(fields),"#
      #expect(answer.contains(sources), "\(answer)")
    }
  }

  @Test func `The seeds exported and imported into an empty database are the same catalog`() throws
  {
    let place = try Workplace()
    defer { place.remove() }
    try place.roundTrip(adding: [])
  }

  @Test(
    .enabled(if: SharedData.isThere, "../shared/data is not there"),
    .disabled(if: Sanitizer.isOn, "the seeds run the same code, in a third of the time"))
  func `All real data exported and imported into an empty database is the same catalog`() throws {
    let place = try Workplace()
    defer { place.remove() }
    try place.roundTrip(adding: SharedData.sources)
  }

  @Test func `A kill in the middle of an import leaves all of it or nothing`() throws {
    let place = try Workplace()
    defer { place.remove() }
    var text = #"{"type":"conference","id":"big","name":"Big","year":2030}"# + "\n"
    for number in 0..<4_000 {
      text +=
        #"{"type":"session","id":"big-\#(number)","conference":"big","kind":"paper","#
        + #""title":"Talk \#(number)"}"# + "\n"
    }
    let lines = try place.write("big.ndjson", text)
    var outcomes: Set<Int> = []
    for milliseconds in [20, 60, 120, 200, 300, 450, 5_000] {
      let path = "\(place.folder)/\(milliseconds).db"
      #expect(try run(ServerProcess.binary, ["export", "--database", path]).status == 1)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: ServerProcess.binary)
      process.arguments = ["import", lines, "--no-seed", "--database", path]
      process.standardOutput = Pipe()
      process.standardError = Pipe()
      try process.run()
      let end = Date.now + Double(milliseconds) / 1_000
      while process.isRunning, Date.now < end { usleep(2_000) }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      guard FileManager.default.fileExists(atPath: path) else { continue }
      // Opened again by the program, which brings what was cut short to an end.
      let empty = try place.write("empty.ndjson", #"{"type":"series","id":"a","name":"A"}"# + "\n")
      #expect(
        try run(ServerProcess.binary, ["import", empty, "--database", path, "--no-seed"]).status
          == 0)
      let connection = try Connection(path: path, access: .readWrite)
      #expect(try connection.integrityCheck().isEmpty)
      let count = try connection.first("SELECT count(*) FROM session") { $0.int(0) } ?? -1
      let words = try connection.first("SELECT count(*) FROM search WHERE search MATCH 'talk'") {
        $0.int(0)
      }
      #expect(count == 0 || count == 4_000)
      #expect(words == count)
      outcomes.insert(count)
    }
    #expect(outcomes.contains(4_000))
  }
}

/// The real data beside the repository, where it is there.
enum SharedData {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data").path
  static let isThere = FileManager.default.fileExists(atPath: folder)

  /// All of it but a draft, of which the final programme is there, too.
  static var sources: [String] {
    let folder = URL(fileURLWithPath: folder)
    let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    let drafts = Set(
      files.compactMap { $0 as? String }.filter { $0.contains("draft") }.compactMap {
        $0.split(separator: "/").first.map(String.init)
      })
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.sorted().filter { !drafts.contains($0) }.map { "\(folder.path)/\($0)" }
  }
}

extension Workplace {
  /// Exports the seeds and what the sources hold, imports it into an empty database, and asks both.
  func roundTrip(adding sources: [String]) throws {
    let binary = ServerProcess.binary
    let none = try write("none.ndjson", #"{"type":"series","id":"a","name":"A"}"# + "\n")
    let seeded = try run(binary, ["import", none, "--database", database])
    #expect(seeded.status == 0)
    // The second time links the topics that only later files have brought.
    for _ in 0..<(sources.isEmpty ? 0 : 2) {
      let imported = try run(
        binary, ["import"] + sources + ["--database", database])
      #expect([0, 2].contains(imported.status), "\(imported.output.suffix(400))")
    }
    for form in ["ndjson", "json"] {
      let file = "\(self.folder)/whole.\(form)"
      let shell = "\"$0\" export --format \(form) --database \"$1\" > \"$2\""
      #expect(try run("/bin/sh", ["-c", shell, binary, database, file]).status == 0)
      // It is no news to the catalog that it is of.
      let own = try run(binary, ["import", file, "--database", database])
      #expect(own.output.contains("no changes"), "\(own.output.suffix(400))")
      let copy = "\(self.folder)/copy-\(form).db"
      let back = try run(
        binary, ["import", file, "--no-seed", "--strict", "--database", copy])
      #expect(back.status == 0, "\(back.output.suffix(800))")
      let again = "\(self.folder)/again.\(form)"
      #expect(try run("/bin/sh", ["-c", shell, binary, copy, again]).status == 0)
      let comparison = try run("/usr/bin/cmp", [file, again])
      #expect(comparison.status == 0, "\(comparison.output)")
      // And once more: what is the same changes nothing.
      let same = try run(binary, ["import", file, "--database", copy])
      #expect(same.output.contains("no changes"), "\(same.output.suffix(400))")
      for question in Self.questions {
        #expect(
          try answer(question, copy, binary) == answer(question, database, binary), "\(question)")
      }
      // What was imported here is known there.
      if form == "ndjson", !sources.isEmpty {
        let repeated = try run(binary, ["import"] + sources + ["--database", copy])
        #expect(repeated.output.contains("no changes"), "\(repeated.output.suffix(400))")
      }
      #expect(
        try count("SELECT sum(cnt) FROM search_word", in: copy)
          >= count("SELECT count(*) FROM session", in: copy))
    }
  }

  private static let questions = [
    "conferences?limit=200", "conferences?topic=nlp&sort=-updated", "sessions?limit=100",
    "sessions?q=transformer", "deadlines?limit=200", "speakers?limit=200", "search?q=vision",
    "tracks?limit=100", "series?limit=100", "recommendations", "guide", "sources",
  ]

  /// What the API answers, but for the catalog's revision and what the clock counts.
  private func answer(_ question: String, _ database: String, _ binary: String) throws -> String {
    let answer = try run(
      binary, ["export", question, "--format", "json", "--database", database])
    #expect(answer.status == 0, "\(answer.output.prefix(400))")
    let pattern = #""(revision|as_of|seconds_left)": ?("[^"]*"|[0-9]+)"#
    return answer.output.replacingOccurrences(
      of: pattern, with: "", options: .regularExpression)
  }
}
