import CatalogModel
import Foundation
import Testing

/// A command as a new user might write it, with what the answer must name.
struct Misuse: Sendable, CustomTestStringConvertible {
  let arguments: String
  let status: Int32
  let words: [String]
  var testDescription: String { arguments }

  init(_ arguments: String, _ status: Int32, _ words: String...) {
    self.arguments = arguments
    self.status = status
    self.words = words
  }
}

@Suite struct `Commands that cannot be done` {
  /// In a folder with a catalog `c.db`, a text, a folder without files, and a file `-x.json`.
  @Test(arguments: [
    Misuse("export 'conferences?topc=nlp&limit=0'", 1, #"mean "topic""#, "1 to 500"),
    Misuse("export confrences", 1, #"Did you mean "/conferences"?"#),
    Misuse("export conferences --format xls", 1, #"no output format "xls""#, ".csv"),
    Misuse("export --format ndjsn", 64, "did you mean ndjson?"),
    Misuse("export --format csv", 64, "name a query for it"),
    Misuse("export conferences/nips-99", 1, "no conference"),
    Misuse("import nothere.json", 1, "cannot read nothere.json: No such file"),
    Misuse("import empty", 1, "empty has no file", ".ndjson"),
    Misuse("import -x.json", 64, "to name the file, write ./-x.json"),
    Misuse("import text.txt --format yaml", 64, #"unknown file format "yaml""#, "hf-deadlines"),
    Misuse("import text.txt", 2, "unknown file format"),
    Misuse("check everything", 64, "everything"),
    Misuse("backup nowhere/b.db", 1, "the folder nowhere for"),
    Misuse("backup empty", 1, "empty is a folder"),
    Misuse("backup text.txt", 1, "is not replaced", "not an SQLite database"),
    Misuse("restore c.db", 1, "c.db is the database itself"),
    Misuse("restore text.txt", 1, "not an SQLite database"),
    Misuse("restore nothing.db", 1, "nothing.db is empty"),
    Misuse("restore half.db", 1, "the backup is damaged"),
    Misuse("export > /dev/full", 1, "No space left"),
    Misuse("check > /dev/full", 1, "No space left"),
    Misuse("import new.ndjson --dry-run > /dev/full", 1, "No space left"),
  ])
  func `It is told in one line what is wrong, and what would be right`(_ misuse: Misuse) throws {
    let place = try Workplace()
    defer { place.remove() }
    let line = #"{"type":"series","id":"a","name":"A"}"# + "\n"
    _ = try place.write("text.txt", "Hello\n")
    _ = try place.write("-x.json", line)
    _ = try place.write("new.ndjson", line)
    _ = try place.write("nothing.db", "")
    let files = FileManager.default
    try files.createDirectory(
      atPath: "\(place.folder)/empty", withIntermediateDirectories: false)
    func shell(_ arguments: String) throws -> (output: String, status: Int32) {
      try run(
        "/bin/sh",
        [
          "-c", "cd \"$1\" && CATALOG_DATABASE=c.db \"$0\" \(arguments)", ServerProcess.binary,
          place.folder,
        ])
    }
    #expect(try shell("import new.ndjson --no-seed").status == 0)
    #expect(try shell("backup whole.db").status == 0)
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/whole.db"))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(place.folder)/half.db"))
    let before = try files.contentsOfDirectory(atPath: place.folder).sorted()
    let (output, status) = try shell(misuse.arguments)
    #expect(status == misuse.status, "\(output)")
    for words in misuse.words { #expect(output.contains(words), "\(output)") }
    let complaints = output.split(separator: "\n").filter { $0.hasPrefix("catalog: ") }
    #expect(complaints.count == 1, "\(output)")
    // Nothing is left beside.
    let after = try files.contentsOfDirectory(atPath: place.folder).sorted()
    #expect(after.filter { !$0.hasPrefix("c.db") } == before.filter { !$0.hasPrefix("c.db") })
  }

  @Test func `A dry run that is cut off leaves nothing behind`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let records = (0..<5_000).map { #"{"type":"series","id":"s-\#($0)","name":"Series \#($0)"}"# }
    let lines = try place.write("many.ndjson", records.joined(separator: "\n") + "\n")
    let scratch = "\(place.folder)/scratch"
    try FileManager.default.createDirectory(
      atPath: scratch, withIntermediateDirectories: false)
    let (output, _) = try run(
      "/bin/sh",
      [
        "-c",
        "TMPDIR=\"$1\" \"$0\" import \"$2\" --dry-run --no-seed --database \"$3\" | head -n 1",
        ServerProcess.binary, scratch, lines, place.database,
      ])
    #expect(output.contains("+ series s-0"), "\(output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: place.database))
  }

  @Test(arguments: ["list.yml", "lines.ndjson"])
  func `A pipe is read as a file is`(_ name: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let text =
      name == "list.yml"
      ? Workplace.deadlines([2030])
      : #"{"type":"conference","id":"icml-2030","name":"ICML"}"# + "\n"
        + #"{"type":"series","id":"icml","name":"ICML"}"# + "\n"
    let file = try place.write(name, text)
    let (output, status) = try run(
      "/bin/sh",
      [
        "-c",
        "mkfifo \"$2.pipe\" && { cat \"$2\" > \"$2.pipe\" & } && "
          + "\"$0\" import \"$2.pipe\" --no-seed --database \"$1\"", ServerProcess.binary,
        place.database, file,
      ])
    #expect(status == 0 && output.contains("conferences 1 added"), "\(output)")
  }
}
