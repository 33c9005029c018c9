import Catalog
import CatalogAPI
import Glibc

/// `catalog export`: writes the whole catalog, or the response to a query.
enum ExportCommand {
  static let subcommand = Subcommand(
    name: "export", summary: "Write the whole catalog, or the response to a query of the API",
    help: """
      usage: catalog export [QUERY] [OPTIONS]

      Without QUERY, writes the whole catalog in the native format to standard output; imported into
      an empty database, the output makes the same catalog. With QUERY, a path of the API such as
      'conferences?topic=nlp', writes the API's response in any output format.

      exit status: 0 written; 1 failed; 64 invalid command line.
      """,
    flags: [
      .database,
      Flag(
        "--format", "F",
        "output format: ndjson (one record per line) or json for the whole catalog (default: ndjson);"
          + " any output format of the API for a QUERY (default: json)"),
      Flag(
        "--base-url", "URL",
        "beginning of the URLs in the response to a QUERY (default: http://localhost:8080)"),
    ],
    run: run)

  private static func run(_ flags: Flags) throws -> Never {
    guard flags.positionals.count <= 1 else {
      throw UsageError("export takes one QUERY", command: "export")
    }
    if let query = flags.positionals.first {
      try QueryExport.export(
        query, form: flags["--format"], database: flags.database,
        base: flags["--base-url"])
    }
    let name = flags["--format"] ?? "ndjson"
    guard let form = CatalogExport.Form(rawValue: name) else {
      let known = ["ndjson", "json"]
      let isForQueries = ["csv", "ics", "atom", "jsonld", "html"].contains(name)
      throw UsageError(
        "--format must be ndjson or json for the whole catalog, not \"\(name)\""
          + (isForQueries ? "; name a query for it, such as 'conferences'" : ""),
        meant: isForQueries ? nil : name, among: known, command: "export")
    }
    let store = try CatalogStore(reading: flags.database)
    try store.export(as: form) { try Output.write($0) }
    store.close()
    exit(0)
  }
}

/// Standard output for data.
enum Output {
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    var description: String { "cannot write the output: \(String(cString: strerror(code)))" }
  }

  /// Writes a line; ends the program if it cannot.
  static func say(_ line: String) {
    do {
      try write(Array("\(line)\n".utf8))
    } catch {
      Console.fail("\(error)", status: 1)
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
