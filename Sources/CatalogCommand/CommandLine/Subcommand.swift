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

/// An option of a command.
struct Flag: Sendable {
  let name: String
  /// `nil` for a flag without a value.
  let placeholder: String?
  let help: String
  /// Whether its environment variable sets it, too; a flag overrides the variable.
  var hasVariable = false
  /// Whether it can be given several times; commas separate the values of its variable.
  var isRepeatable = false

  init(_ name: String, _ help: String) { self.init(name, nil, help) }

  init(_ name: String, _ placeholder: String?, _ help: String) {
    self.name = name
    self.placeholder = placeholder
    self.help = help
  }

  /// The name of the environment variable, for example "CATALOG_NO_SEED" for "--no-seed".
  var variable: String {
    "CATALOG_" + name.dropFirst(2).map { $0 == "-" ? "_" : $0.uppercased() }.joined()
  }

  static let database = Flag(
    "--database", "FILE", "SQLite file of the catalog (default: CATALOG_DATABASE, or catalog.db)"
  ).withVariable
  static let noSeed = Flag(
    "--no-seed",
    "leave a new database empty (default: fill it with the seeds, unless CATALOG_NO_SEED=1)"
  ).withVariable

  var withVariable: Flag {
    var flag = self
    flag.hasVariable = true
    return flag
  }
}

enum HelpText {
  /// Returns the text in lines of at most 100 characters, indented by six spaces.
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
