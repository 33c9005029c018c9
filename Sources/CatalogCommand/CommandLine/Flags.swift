import Glibc

/// The arguments of a command: flags with and without values, and positional arguments.
struct Flags {
  private var values: [String: [String]] = [:]
  private var variables: [String: [String]] = [:]
  private(set) var positionals: [String] = []
  private let command: String?

  /// Reads `--flag VALUE`, `--flag=VALUE` and `--flag`; all arguments after `--` are positional.
  ///
  /// Error messages lead to the help of `command`. `otherNames` has names of options of other
  /// programs, with what to use instead.
  init(
    _ arguments: [String], _ known: [Flag], command: String? = nil,
    otherNames: [String: String] = [:]
  ) throws(UsageError) {
    self.command = command
    for flag in known where flag.hasVariable {
      guard let value = getenv(flag.variable).map({ String(cString: $0) }), !value.isEmpty else {
        continue
      }
      variables[flag.name] =
        flag.isRepeatable ? value.split(separator: ",").map(String.init) : [value]
    }
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        positionals.append(argument)
        continue
      }
      let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(halves[0])
      guard let flag = known.first(where: { $0.name == name }) else {
        throw unknown(argument, name, known, otherNames)
      }
      var value = "1"
      if halves.count > 1 {
        // A flag with a variable takes a value, which overrides the variable: --no-seed=0.
        guard flag.placeholder != nil || flag.hasVariable else {
          throw error("\(name) takes no value")
        }
        value = String(halves[1])
      } else if flag.placeholder != nil {
        value = rest.popFirst() ?? ""
      }
      guard !value.isEmpty else { throw error("\(name) needs a value") }
      guard values[name] == nil || flag.isRepeatable else { throw error("\(name) is given twice") }
      values[name, default: []].append(value)
    }
  }

  private func unknown(
    _ argument: String, _ name: String, _ known: [Flag], _ otherNames: [String: String]
  ) -> UsageError {
    if let instead = otherNames[name] { return error("unknown option \"\(name)\": use \(instead)") }
    let isShort = !argument.hasPrefix("--")
    let isFile = isShort && access(argument, F_OK) == 0
    return error(
      "unknown option \"\(argument)\"" + (isFile ? "; to name the file, write ./\(argument)" : ""),
      meant: isFile ? nil : isShort ? "-\(name)" : name, among: known.map(\.name))
  }

  /// Returns an error whose message refers to the help of the command.
  func error(_ text: String, meant: String? = nil, among known: [String] = []) -> UsageError {
    UsageError(text, meant: meant, among: known, command: command)
  }

  /// The value of a flag, or else of its variable.
  subscript(_ name: String) -> String? { list(name)?.first }

  /// Returns the values of a repeatable flag, or else of its variable.
  func list(_ name: String) -> [String]? { values[name] ?? variables[name] }

  /// Whether the command line, and not only a variable, has a flag.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// Returns the value of a flag as a whole number; `unit` completes the message of the error that
  /// a value out of range throws, for example "of seconds ".
  func number(
    _ name: String, _ range: ClosedRange<Int>, unit: String = ""
  ) throws(UsageError) -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw error(
        "\(name) must be a whole number \(unit)from \(range.lowerBound) to \(range.upperBound),"
          + " not \"\(text)\"")
    }
    return number
  }

  var database: String { self["--database"] ?? "catalog.db" }

  /// Whether a new database gets the seed data.
  func seeds() throws(UsageError) -> Bool {
    switch self["--no-seed"] {
    case "1", "true": return false
    case nil, "0", "false": return true
    case let text?: throw error("--no-seed must be 1, true, 0 or false, not \"\(text)\"")
    }
  }
}
