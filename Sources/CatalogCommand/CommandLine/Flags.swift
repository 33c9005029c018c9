import Glibc

/// The arguments of a command: flags with and without values, and positional arguments.
struct Flags {
  private var values: [String: String] = [:]
  private(set) var positionals: [String] = []

  /// Reads `--flag VALUE`, `--flag=VALUE` and `--flag`; all arguments after `--` are positional.
  init(_ arguments: [String], _ known: [Flag], command: String) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        return
      }
      guard argument.hasPrefix("--") else {
        guard !argument.hasPrefix("-") || argument == "-" else {
          let isFile = access(argument, F_OK) == 0
          throw UsageError(
            "unknown option \"\(argument)\""
              + (isFile ? "; to name the file, write ./\(argument)" : ""),
            meant: isFile ? nil : "-\(argument)", among: known.map(\.name), command: command)
        }
        positionals.append(argument)
        continue
      }
      let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(halves[0])
      guard let flag = known.first(where: { $0.name == name }) else {
        throw UsageError(
          "unknown option \"\(argument)\"", meant: name, among: known.map(\.name),
          command: command)
      }
      guard values[name] == nil else {
        throw UsageError("\(name) is given twice", command: command)
      }
      if flag.placeholder == nil {
        guard halves.count == 1 else {
          throw UsageError("\(name) takes no value", command: command)
        }
        values[name] = "1"
      } else {
        guard let value = halves.count > 1 ? String(halves[1]) : rest.popFirst(), !value.isEmpty
        else { throw UsageError("\(name) needs a value", command: command) }
        values[name] = value
      }
    }
  }

  subscript(_ name: String) -> String? { values[name] }

  func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of a flag, a whole number of seconds.
  func seconds(
    _ name: String, _ range: ClosedRange<Int>, command: String
  ) throws(UsageError) -> Int? {
    try number(name, range, unit: "of seconds ", command: command)
  }

  /// The value of a flag, a whole number; `unit` is for the error message: "of seconds ".
  func number(
    _ name: String, _ range: ClosedRange<Int>, unit: String = "", command: String
  ) throws(UsageError) -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(name) must be a whole number \(unit)from \(range.lowerBound) to"
          + " \(range.upperBound), not \"\(text)\"", command: command)
    }
    return number
  }

  var database: String { self["--database"] ?? Self.variable("CATALOG_DATABASE") ?? "catalog.db" }

  /// Whether a new database gets the seeds.
  var seeds: Bool {
    !has("--no-seed") && !["1", "true"].contains(Self.variable("CATALOG_NO_SEED") ?? "")
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
