import Catalog
import CatalogAPI
import Glibc
import SQLite

/// `catalog export`: writes the whole catalog, or the answer to a question.
enum ExportCommand {
  static let subcommand = Subcommand(
    name: "export", summary: "writes the whole catalog, or the answer to any question of the API",
    help: """
      usage: catalog export [QUESTION] [OPTIONS]

      Without a QUESTION, writes the whole catalog in its own form to standard output; imported into an
      empty database it makes the same catalog. With one, such as 'conferences?topic=nlp', writes
      what the API would answer, in any of its forms.

      exit status: 0 written; 1 the database cannot be read, the question has no answer, or the
      output cannot be written; 64 the command line makes no sense.
      """,
    flags: [
      .database,
      Flag(
        name: "--format", placeholder: "F",
        help: "ndjson (a record a line; the default) or json for the whole catalog; any form of the"
          + " API for a question (json)"),
      Flag(
        name: "--base-url", placeholder: "URL",
        help: "what URLs in answers to a question begin with (http://localhost:8080)"),
    ],
    run: run)

  private static func run(_ flags: Flags) throws -> Never {
    guard flags.positionals.count <= 1 else {
      throw UsageError("export takes one QUESTION", command: "export")
    }
    if let question = flags.positionals.first {
      try Question.export(
        question, form: flags["--format"], database: flags.database,
        base: flags["--base-url"])
    }
    let name = flags["--format"] ?? "ndjson"
    guard let form = CatalogExport.Form(rawValue: name) else {
      let known = ["ndjson", "json"]
      let isForQuestions = ["csv", "ics", "atom", "jsonld", "html"].contains(name)
      throw UsageError(
        "the whole catalog is written as ndjson or json, not \(name)"
          + (isForQuestions ? ", which is a form of questions such as 'conferences'" : ""),
        meant: isForQuestions ? nil : name, among: known, command: "export")
    }
    let store = try CatalogStore(reading: flags.database)
    try store.database.readSync { connection in
      try CatalogExport.write(connection, as: form) { try Output.write($0) }
    }
    store.close()
    exit(0)
  }
}

/// Standard output for data: what cannot be written ends the program.
enum Output {
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    var description: String { "cannot write the output: \(String(cString: strerror(code)))" }
  }

  /// Writes a line of a report; what nobody can read ends the program.
  static func say(_ line: String) {
    do {
      try write(Array("\(line)\n".utf8))
    } catch {
      CatalogCommand.fail("\(error)", status: 1)
    }
  }

  static func write(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw Failure(code: errno) }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
