import Glibc
import HTTPServer

/// The settings of a command: flags win over environment variables, these over defaults.
struct Options {
  private struct Setting {
    let flag: String
    let variable: String
    let placeholder: String?
    let help: String
  }

  private static let settings = [
    Setting(
      flag: "--listen", variable: "CATALOG_LISTEN", placeholder: "HOST:PORT",
      help: "where to listen; repeatable, commas in the variable; port 0 takes a free one;"
        + " unix:PATH for a socket file;"
        + " systemd for the sockets it passes (127.0.0.1:8080)"),
    Setting(
      flag: "--database", variable: "CATALOG_DATABASE", placeholder: "FILE",
      help: "the SQLite file (catalog.db)"),
    Setting(
      flag: "--no-seed", variable: "CATALOG_NO_SEED", placeholder: nil,
      help: "leaves a new database empty"),
    Setting(
      flag: "--base-url", variable: "CATALOG_BASE_URL", placeholder: "URL",
      help: "what URLs in answers begin with (http:// and the Host that was asked)"),
    Setting(
      flag: "--loops", variable: "CATALOG_LOOPS", placeholder: "N",
      help: "event loops, and readers of the database (one for each processor)"),
    Setting(
      flag: "--max-connections", variable: "CATALOG_MAX_CONNECTIONS", placeholder: "N",
      help: "connections at a time; one more is answered 503 (16384)"),
    Setting(
      flag: "--idle-timeout", variable: "CATALOG_IDLE_TIMEOUT", placeholder: "SECONDS",
      help: "how long a connection may be silent (60)"),
    Setting(
      flag: "--header-timeout", variable: "CATALOG_HEADER_TIMEOUT", placeholder: "SECONDS",
      help: "how long a request's head may take (10)"),
    Setting(
      flag: "--drain-timeout", variable: "CATALOG_DRAIN_TIMEOUT", placeholder: "SECONDS",
      help: "how long what is under way may take to end after SIGTERM (10)"),
  ]

  static var help: String {
    settings.map { setting in
      let flag = "\(setting.flag)\(setting.placeholder.map { " \($0)" } ?? "")"
      return "  \(flag), \(setting.variable)\n      \(setting.help)"
    }.joined(separator: "\n")
  }

  private var values: [String: [String]] = [:]

  init(_ arguments: [String]) throws(UsageError) {
    for setting in Self.settings {
      guard let value = getenv(setting.variable).map({ String(cString: $0) }), !value.isEmpty else {
        continue
      }
      values[setting.flag] =
        setting.flag == "--listen" ? value.split(separator: ",").map(String.init) : [value]
    }
    var given: Set<String> = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let setting = Self.settings.first(where: { $0.flag == String(halves[0]) }) else {
        throw UsageError("there is no option \"\(argument)\"")
      }
      var value = halves.count > 1 ? String(halves[1]) : "1"
      if setting.placeholder != nil, halves.count == 1 {
        guard let next = rest.popFirst() else {
          throw UsageError("\(setting.flag) needs a value")
        }
        value = next
      }
      guard !value.isEmpty else { throw UsageError("\(setting.flag) needs a value") }
      if given.insert(setting.flag).inserted { values[setting.flag] = [] }
      guard setting.flag == "--listen" || values[setting.flag]?.isEmpty == true else {
        throw UsageError("\(setting.flag) is given twice")
      }
      values[setting.flag]?.append(value)
    }
  }

  func addresses() throws(UsageError) -> [SocketAddress] {
    var addresses: [SocketAddress] = []
    for text in values["--listen"] ?? ["127.0.0.1:8080"] {
      do {
        addresses.append(try SocketAddress.parse(text))
      } catch {
        throw UsageError("\(error)")
      }
    }
    return addresses
  }

  var database: String { values["--database"]?.first ?? "catalog.db" }
  var seeds: Bool { !["1", "true"].contains(values["--no-seed"]?.first) }
  func baseURL() throws(UsageError) -> String? {
    guard let url = values["--base-url"]?.first else { return nil }
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw UsageError("--base-url must begin with http:// or https://, not \"\(url)\"")
    }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  func loops() throws(UsageError) -> Int {
    try number("--loops", 1...64) ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  func limits() throws(UsageError) -> ServerLimits {
    var limits = ServerLimits()
    limits.connections = try number("--max-connections", 1...1_000_000) ?? limits.connections
    if let seconds = try number("--idle-timeout", 1...86_400) {
      limits.idleTimeout = .seconds(seconds)
    }
    if let seconds = try number("--header-timeout", 1...3_600) {
      limits.headerTimeout = .seconds(seconds)
    }
    if let seconds = try number("--drain-timeout", 0...3_600) {
      limits.drainTime = .seconds(seconds)
    }
    return limits
  }

  private func number(_ flag: String, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = values[flag]?.first else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(flag) must be a whole number from \(range.lowerBound) to \(range.upperBound),"
          + " not \"\(text)\"")
    }
    return number
  }
}
