import CatalogAPI
import CatalogModel
import Glibc

/// The program: `catalog [COMMAND] [OPTIONS]`.
@main
enum CatalogCommand {
  static func main() {
    // A write beyond a limit on file sizes then fails with EFBIG instead of ending the process.
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
      case "serve": try Serve.run(try ServeOptions(arguments))
      case "healthcheck": try Healthcheck.run(try ServeOptions(arguments))
      default:
        guard let subcommand = Subcommand.all.first(where: { $0.name == command }) else {
          throw UsageError(
            "unknown command \"\(command)\"", meant: command,
            among: ["serve", "healthcheck", "help", "version"] + Subcommand.all.map(\.name))
        }
        try subcommand.run(try Flags(arguments, subcommand.flags, command: command))
      }
    } catch {
      Console.fail("\(error)", status: error is UsageError ? 64 : 1)
    }
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
        serve       Answer HTTP requests about the conferences in FILE; create, migrate and seed
                    FILE if it does not exist. This is the default command
        healthcheck Exit with 0 if a healthy server listens at the address of --listen
      \(commands.joined(separator: "\n"))

      See catalog COMMAND --help for a command and catalog --version for the version. Exit status:
      0 success, 1 failure, 64 invalid command line; import and check also use 2 and 3.

      options of serve:
      \(ServeOptions.help)
      """
  }
}

extension Subcommand {
  static let all = [
    ImportCommand.subcommand, ExportCommand.subcommand, CheckCommand.subcommand,
    LogCommand.subcommand, BackupCommand.subcommand, RestoreCommand.subcommand,
    TokenCommand.subcommand,
  ]
}
