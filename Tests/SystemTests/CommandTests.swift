import Foundation
import JSON
import SQLite
import Testing

@Suite(.serialized) struct `Server and commands on one file` {
  @Test func `A running server shows within a second what an import has written`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let server = try ServerProcess(["--no-seed"], database: place.database)
    #expect(try server.curl("/conferences/icml-2030").status == 404)
    let before = try server.curl("/revision").body["data"]?["revision"]?.integer
    let list = try place.write("icml.yml", Workplace.deadlines([2030]))
    #expect(try place.catalog("import", list).status == 0)
    let end = Date.now + 1
    var found = 0
    while found != 200, Date.now < end {
      found = try server.curl("/conferences/icml-2030").status
      usleep(20_000)
    }
    #expect(found == 200)
    #expect(try server.curl("/revision").body["data"]?["revision"]?.integer != before)
    #expect(server.stop() == 0)
  }

  @Test func `Reading goes on while a large import is under way`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let server = try ServerProcess([], database: place.database)
    var text = #"{"type":"conference","id":"big","name":"Big","year":2030}"# + "\n"
    for number in 0..<8_000 {
      text +=
        #"{"type":"session","id":"big-\#(number)","conference":"big","kind":"paper","#
        + #""title":"Talk \#(number)"}"# + "\n"
    }
    let lines = try place.write("big.ndjson", text)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ServerProcess.binary)
    process.arguments = ["import", lines, "--database", place.database]
    process.standardOutput = Pipe()
    try process.run()
    var states: Set<Int> = []
    repeat {
      let answer = try server.curl("/conferences/vldb-2026")
      #expect(answer.status == 200)
      let total = try server.curl("/sessions?conference=big&limit=1").body["page"]?["total"]?
        .integer
      if let total { states.insert(total) }
    } while process.isRunning
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(states.isSubset(of: [0, 8_000]))
    #expect(server.stop() == 0)
  }

  /// An older program's files have other pages.
  @Test(arguments: [8_192, 4_096, 65_536])
  func `A backup of a running server is restored while it runs`(pageSize: Int) throws {
    let place = try Workplace()
    defer { place.remove() }
    let server = try ServerProcess(["--no-seed"], database: place.database)
    let list = try place.write("icml.yml", Workplace.deadlines([2030]))
    #expect(try place.catalog("import", list).status == 0)
    let copy = "\(place.folder)/copy.db"
    #expect(try place.catalog("backup", copy).status == 0)
    #expect(try place.count("PRAGMA page_size", in: copy) == 8_192)
    try Connection(path: copy, access: .readWrite).execute(
      "PRAGMA journal_mode = DELETE; PRAGMA page_size = \(pageSize); VACUUM")
    #expect(try place.count("PRAGMA page_size", in: copy) == pageSize)
    let later = try place.write("icml.yml", Workplace.deadlines([2030, 2031]))
    #expect(try place.catalog("import", later).status == 0)
    let restored = try place.catalog("restore", copy)
    #expect(restored.status == 0, "\(restored.output)")
    let end = Date.now + 2
    while try server.curl("/conferences/icml-2031").status != 404, Date.now < end { usleep(20_000) }
    #expect(try server.curl("/conferences/icml-2031").status == 404)
    #expect(try server.curl("/conferences/icml-2030").status == 200)
    #expect(server.stop() == 0)
    let connection = try Connection(path: place.database, access: .readWrite)
    #expect(try connection.integrityCheck().isEmpty)
  }

  @Test func `What is no whole catalog is not restored, and nothing is changed`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let list = try place.write("icml.yml", Workplace.deadlines([2030]))
    #expect(try place.catalog("import", list, "--no-seed").status == 0)
    let before = try place.catalog("export").output
    let copy = "\(place.folder)/copy.db"
    #expect(try place.catalog("backup", copy).status == 0)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: copy)))
    for index in bytes.count / 2..<bytes.count / 2 + 8_192 { bytes[index] = 0xa5 }
    let damaged = "\(place.folder)/damaged.db"
    try Data(bytes).write(to: URL(fileURLWithPath: damaged))
    let cut = "\(place.folder)/cut.db"
    try Data(bytes.prefix(40_000)).write(to: URL(fileURLWithPath: cut))
    let foreign = "\(place.folder)/foreign.db"
    try Connection(path: foreign, access: .create).execute(
      "CREATE TABLE t (x); PRAGMA user_version = 1")
    let newer = "\(place.folder)/newer.db"
    #expect(try place.catalog("backup", newer).status == 0)
    try Connection(path: newer, access: .readWrite).execute("PRAGMA user_version = 99")
    let empty = try place.write("empty.db", "")
    let none = "\(place.folder)/none.db"
    for file in [damaged, cut, foreign, newer, empty, none, list] {
      let (output, status) = try place.catalog("restore", file)
      #expect(status == 1, "\(file): \(output)")
      #expect(output.split(separator: "\n").count == 1, "\(output)")
    }
    #expect(try place.catalog("export").output == before)
    #expect(try place.catalog("backup", list).status == 1)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.folder)
    #expect(!left.contains { $0.contains("restore-") || $0.contains("partial") })
  }

  @Test func `The check tells by its status what is wrong, and a finding's command mends it`()
    throws
  {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.write(
      "x.ndjson",
      """
      {"type":"conference","id":"a-2030","name":"It's A","year":2031,"dates":{"edtf":"2030-05-04/2030-05-05"},"locations":[{"country":"KR"},{"country":"QX"}]}
      {"type":"session","id":"a-talk","conference":"a-2030","kind":"paper","title":"T","starts_at":"2030-07-04T09:00:00Z"}
      """ + "\n")
    #expect(try place.catalog("import", lines, "--no-seed").status == 0)
    let (output, status) = try place.catalog("check", "--json")
    #expect(status == 2)
    let findings = try JSONParser.parse(Array(output.utf8))["findings"]?.array ?? []
    let codes = Set(findings.compactMap { $0["code"]?.string })
    #expect(
      codes.isSuperset(of: ["year-contradicts-dates", "session-outside-conference", "no-source"]))
    let unknown = findings.filter { $0["code"]?.string == "unknown-country" }
    #expect(unknown.count == 1 && unknown[0]["message"]?.string?.contains("QX") == true)
    let mending = try #require(findings.first { $0["code"]?.string == "year-contradicts-dates" })
    let command = (mending["command"]?.string ?? "")
      .replacingOccurrences(of: "…/…", with: "2031-05-04/2031-05-05")
      .replacingOccurrences(of: "catalog import", with: "\"$0\" import")
    #expect(try run("/bin/sh", ["-c", command, ServerProcess.binary]).status == 0)
    let after = try place.catalog("check").output
    #expect(!after.contains("its year is"), "\(after)")
  }

  @Test func `Every command tells how it is used, and no sense is status 64`() throws {
    let help = try run(ServerProcess.binary, ["help"])
    #expect(help.status == 0)
    for command in ["import", "export", "check", "backup", "restore"] {
      #expect(help.output.contains("  \(command) "))
      let (output, status) = try run(ServerProcess.binary, [command, "--help"])
      #expect(status == 0 && output.hasPrefix("usage: catalog \(command)"))
      #expect(output.contains("exit status:") && output.contains("--database"))
      let wrong = try run(ServerProcess.binary, [command, "--nonsense"])
      #expect(wrong.status == 64 && wrong.output.contains("catalog \(command) --help"))
    }
  }

  @Test(arguments: [
    (["imprt"], "import"), (["serv"], "serve"), (["--lisen", "x"], "--listen"),
    (["import", "--dryrun"], "--dry-run"), (["export", "-database", "x"], "--database"),
  ])
  func `A misspelt word of the command line is answered with what was meant`(
    _ arguments: [String], _ meant: String
  ) throws {
    let (output, status) = try run(ServerProcess.binary, arguments)
    #expect(status == 64 && output.split(separator: "\n").count == 1)
    #expect(output.contains("did you mean \(meant)? See catalog"), "\(output)")
  }

  @Test func `The program says which it is`() throws {
    let (output, status) = try run(ServerProcess.binary, ["--version"])
    #expect(status == 0)
    #expect(output.wholeMatch(of: /catalog \d+\.\d+\.\d+\n/) != nil, "\(output)")
  }

  @Test(arguments: ["json", "csv", "ndjson", "ics", "atom", "jsonld", "html"])
  func `A question is exported in every form of the API, as the server answers it`(
    _ form: String
  ) throws {
    let place = try Workplace()
    defer { place.remove() }
    // Identifiers in calendars and feeds are made of the address that the server is known by.
    let known = "http://catalog.example"
    let server = try ServerProcess(["--base-url", known], database: place.database)
    let base = "http://127.0.0.1:\(server.port)"
    let path = form == "json" ? "conferences" : "conferences.\(form)"
    let answer = "\(place.folder)/answer"
    let (status, _) = try run(
      "/usr/bin/env",
      ["curl", "-s", "-w", "%{http_code}", "-o", answer, "\(base)/\(path)?topic=nlp&year=2026"])
    let exported = try place.catalog(
      "export", "conferences?topic=nlp&year=2026", "--format", form, "--base-url", known)
    #expect(exported.status == (status == "200" ? 0 : 1))
    if status == "200" {
      let answered = try String(contentsOfFile: answer, encoding: .utf8)
      #expect(exported.output == answered)
    }
    #expect(server.stop() == 0)
  }
}
