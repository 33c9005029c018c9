import Catalog
import CatalogAPI
import CatalogModel
import Glibc
import SQLite

/// The program: `catalog [COMMAND] [OPTIONS]`.
@main
enum CatalogCommand {
  static func main() {
    // Over a limit on the size of files a write shall fail, not the process.
    signal(SIGXFSZ, SIG_IGN)
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "--version" || arguments.first == "version" {
      return Console.say("catalog \(Program.version)")
    }
    let command =
      arguments.first.map { $0.hasPrefix("-") } ?? true ? "serve" : arguments.removeFirst()
    if command == "help" || arguments.contains("--help") || arguments.contains("-h") {
      let name = command == "help" ? arguments.first : command
      Console.say(Subcommand.all.first { $0.name == name }?.usage ?? usage)
      return
    }
    do {
      switch command {
      case "serve": try Serve.run(try Options(arguments))
      case "healthcheck": try Healthcheck.run(try Options(arguments))
      default:
        guard let subcommand = Subcommand.all.first(where: { $0.name == command }) else {
          throw UsageError(
            "there is no command \"\(command)\"", meant: command,
            among: ["serve", "healthcheck", "help", "version"] + Subcommand.all.map(\.name))
        }
        try subcommand.run(try Flags(arguments, subcommand.flags, command: command))
      }
    } catch {
      fail("\(error)", status: error is UsageError ? 64 : 1)
    }
  }

  static func fail(_ message: String, status: Int32) -> Never {
    Console.complain(message)
    exit(status)
  }

  static var usage: String {
    let commands = Subcommand.all.map { subcommand in
      let gap = String(repeating: " ", count: 12 - subcommand.name.count)
      return "  \(subcommand.name)\(gap)\(subcommand.summary)"
    }
    return """
      usage: catalog [serve] [--listen HOST:PORT]... [--database FILE] [--no-seed] [--base-url URL]
             catalog COMMAND [OPTIONS]

      commands:
        serve       answers HTTP requests about the conferences in FILE, which is made, migrated
                    and seeded where it is not there; also without a command
        healthcheck exits 0 if a server answers at the address that --listen names
      \(commands.joined(separator: "\n"))

      catalog COMMAND --help explains a command, catalog --version names this program. Every command
      exits with 0 if it succeeds, 1 if it fails, and 64 if the command line is wrong. import and
      check have further exit statuses, which their help lists.

      options of serve:
      \(Options.help)
      """
  }
}

/// The command line makes no sense.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  /// `known` are the words of which the nearest to `meant` may have been meant.
  init(
    _ description: String, meant: String? = nil, among known: [String] = [], command: String? = nil
  ) {
    let help = command.map { "catalog \($0) --help" } ?? "catalog --help"
    let nearest = meant.flatMap { Suggestion.nearest(to: $0, among: known, limit: 1).first }
    self.description =
      nearest.map { "\(description); did you mean \($0)? See \(help)" }
      ?? "\(description); see \(help)"
  }
}
