/// A command other than `serve` and `healthcheck`.
struct Subcommand: Sendable {
  let name: String
  /// One line for the list of commands.
  let summary: String
  /// The text of `catalog NAME --help` before its options.
  let help: String
  let flags: [Flag]
  let run: @Sendable (Flags) throws -> Never

  var usage: String {
    let options = flags.map { flag in
      let value = flag.placeholder.map { " \($0)" } ?? ""
      return "  \(flag.name)\(value)\n\(HelpText.wrapped(flag.help))"
    }
    return ([help, ""] + options).joined(separator: "\n")
  }
}

struct Flag: Sendable {
  let name: String
  /// `nil` for a flag without a value.
  var placeholder: String?
  let help: String

  static let database = Flag(
    name: "--database", placeholder: "FILE",
    help: "SQLite file of the catalog (default: CATALOG_DATABASE, or catalog.db)")
  static let noSeed = Flag(
    name: "--no-seed",
    help: "leave a new database empty (default: fill it with the seeds, unless CATALOG_NO_SEED=1)")
}

enum HelpText {
  /// The text in lines of at most 100 characters, indented by six spaces.
  static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 100 {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append("      \(word)")
      }
    }
    return lines.joined(separator: "\n")
  }
}
