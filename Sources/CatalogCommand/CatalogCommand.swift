import Glibc

/// The program: `catalog [COMMAND] [OPTIONS]`.
@main
enum CatalogCommand {
  static func main() {
    // Over a limit on the size of files a write shall fail, not the process.
    signal(SIGXFSZ, SIG_IGN)
    var arguments = Array(CommandLine.arguments.dropFirst())
    let command =
      arguments.first.map { $0.hasPrefix("-") } ?? true ? "serve" : arguments.removeFirst()
    if arguments.contains("--help") || arguments.contains("-h") || command == "help" {
      Console.say(usage)
      return
    }
    do {
      switch command {
      case "serve": try Serve.run(try Options(arguments))
      case "healthcheck": try Healthcheck.run(try Options(arguments))
      default: throw UsageError("there is no command \"\(command)\"")
      }
    } catch {
      fail("\(error)", status: error is UsageError ? 64 : 1)
    }
  }

  static func fail(_ message: String, status: Int32) -> Never {
    Console.complain(message)
    exit(status)
  }

  static let usage = """
    usage: catalog [serve] [--listen HOST:PORT]... [--database FILE] [--no-seed] [--base-url URL]
           catalog healthcheck [--listen HOST:PORT]

    serve (also without a command): answers HTTP requests about the conferences in FILE, which is
    made, migrated and seeded where it is not there.
    healthcheck: exits 0 if a server answers at the address.

    \(Options.help)
    """
}

/// The command line makes no sense.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = "\(description); see catalog --help"
  }
}
