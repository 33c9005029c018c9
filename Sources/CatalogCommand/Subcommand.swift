/// A command other than `serve`: its name, what it is for, and what it does.
struct Subcommand: Sendable {
  let name: String
  /// One line for the list of commands.
  let summary: String
  /// What `catalog NAME --help` says.
  let help: String
  let flags: [Flag]
  let run: @Sendable (Flags) throws -> Never

  static let all = [
    ImportCommand.subcommand, ExportCommand.subcommand, CheckCommand.subcommand,
    LogCommand.subcommand,
    BackupCommand.subcommand, RestoreCommand.subcommand, TokenCommand.subcommand,
  ]

  var usage: String {
    let options = flags.map { flag in
      let value = flag.placeholder.map { " \($0)" } ?? ""
      return "  \(flag.name)\(value)\n      \(flag.help)"
    }
    return ([help, ""] + options).joined(separator: "\n")
  }
}

/// An option of a command.
struct Flag: Sendable {
  let name: String
  /// Nil for a flag without a value.
  var placeholder: String?
  let help: String

  static let database = Flag(
    name: "--database", placeholder: "FILE",
    help: "the SQLite file (CATALOG_DATABASE, or catalog.db)")
  static let noSeed = Flag(
    name: "--no-seed", help: "leaves a database that is new without the seeds (CATALOG_NO_SEED=1)")
}
