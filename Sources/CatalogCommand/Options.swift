import CatalogAPI
import Glibc
import HTTP
import HTTPServer
import SQLite

/// The settings of a command: flags win over environment variables, these over defaults.
struct Options {
  private static let settings =
    [
      Setting(
        "--listen", "HOST:PORT",
        "where to listen; repeatable, commas in the variable; port 0 takes a free one;"
          + " unix:PATH for a socket file;"
          + " systemd for the sockets it passes (127.0.0.1:8080)"),
      Setting("--database", "FILE", "the SQLite file (catalog.db)"),
      Setting("--no-seed", nil, "leaves a new database empty"),
      Setting(
        "--base-url", "URL",
        "what URLs in answers begin with (http:// and the Host that was asked)"),
      Setting(
        "--loops", "N",
        "event loops, each with its own connections (default: half the processors, at least 1)"),
      Setting(
        "--readers", "N",
        "readers of the database, each on its own queue (default: as many as processors, at least"
          + " 2)"),
      Setting(
        "--cors-origins", "ORIGIN,...", "whose pages may read: *, none, or a list (*)"),
      Setting(
        "--cors-write-origins", "ORIGIN,...", "whose pages may write: *, none, or a list (none)"),
      Setting(
        "--answer-cache", "BYTES", "answers that each event loop keeps; 0 keeps none (16777216)"),
      Setting(
        "--validator-cache", "BYTES",
        "validators of responses that all event loops keep, to answer 304 without making a response"
          + " again; 0 keeps none (8388608)"),
      Setting(
        "--record-cache", "BYTES",
        "records' JSON that each reader of the database keeps; 0 keeps none (25165824)"),
      Setting(
        "--access-log", "FILE",
        "file that gets a line for each response, or - for standard output; SIGHUP opens it again"
          + " (default: none)"),
      Setting(
        "--access-log-format", "FORMAT",
        "json: a JSON object a line; combined: Apache's combined format with the request ID and the"
          + " microseconds behind it (default: json)"),
      Setting(
        "--query-time", "MILLISECONDS",
        "time for one request on a reader of the database, and for each part of a long list;"
          + " a longer one gets 503 (default: 2000)"),
      Setting(
        "--check-interval", "SECONDS",
        "time between checks of the database file in the background, the first at the start; 0: none"
          + " unless there is a sign of damage (default: 3600)"),
      Setting(
        "--response-records", "N",
        "records of one response, with those that include adds; more get 400 (default: 10000)"),
      Setting(
        "--response-bytes", "BYTES",
        "size of one response that is not sent in parts, before compression; more get 400"
          + " (default: 8388608)"),
      Setting(
        "--waiting-reads", "N",
        "requests that may wait for a reader of the database; one more gets 503 (default: 256)"),
      Setting(
        "--waiting-reads-per-client", "N",
        "requests of about one cost that one IPv4 address or IPv6 /64 may have waiting; one more"
          + " gets 503 (default: 32)"),
      Setting(
        "--waiting-time", "MILLISECONDS",
        "time that a request may wait for a reader of the database; a longer one gets 503"
          + " (default: 10000)"),
      Setting(
        "--change-days", "DAYS",
        "time for which /changes reaches back; 0: to the beginning of the log (default: 365)"),
      Setting(
        "--change-waits", "N",
        "requests and event streams that may wait for changes; one more gets 503 (default: 16384)"),
      Setting(
        "--waiting-writes", "N",
        "writes that may wait for the database; one more gets 503 (default: 256)"),
      Setting(
        "--max-import", "BYTES", "content of one import; more gets 413 (default: 67108864)"),
      Setting(
        "--rate-read", "N",
        "reads a minute of one client address; more get 429; 0: no limit (default: 0)"),
      Setting(
        "--rate-write", "N",
        "writes a minute of one token, or of one client address without one; more get 429; 0: no"
          + " limit (default: 600)"),
      Setting(
        "--trusted-proxies", "CIDR,...",
        "proxies whose Forwarded or X-Forwarded-For, -Proto and -Host are believed: networks,"
          + " addresses or unix (none)"),
    ] + LimitSetting.all.map { Setting($0.flag, $0.unit, $0.help) }

  /// Options that other servers have, and what to write here.
  private static let otherNames = [
    "--port": "--listen 127.0.0.1:PORT", "-p": "--listen 127.0.0.1:PORT",
    "--host": "--listen HOST:8080", "--bind": "--listen HOST:PORT",
    "--address": "--listen HOST:PORT", "--addr": "--listen HOST:PORT",
    "--socket": "--listen unix:PATH", "--db": "--database FILE",
    "--workers": "--loops N", "--threads": "--loops N", "--cors": "--cors-origins ORIGIN,...",
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
        if let instead = Self.otherNames[String(halves[0])] {
          throw UsageError("there is no option \"\(halves[0])\": use \(instead)")
        }
        throw UsageError(
          "there is no option \"\(argument)\"", meant: String(halves[0]),
          among: Self.settings.map(\.flag))
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

  /// Whether a new database gets the seeds.
  func seeds() throws(UsageError) -> Bool {
    switch values["--no-seed"]?.first {
    case "1", "true": return false
    case nil, "0", "false": return true
    case let text?: throw UsageError("--no-seed must be 1, true, 0 or false, not \"\(text)\"")
    }
  }

  func baseURL() throws(UsageError) -> String? {
    guard let url = values["--base-url"]?.first else { return nil }
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw UsageError("--base-url must begin with http:// or https://, not \"\(url)\"")
    }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  func loops() throws(UsageError) -> Int {
    try number("--loops", 1...64) ?? max(1, ServerConfiguration.usableCores / 2)
  }

  /// A reader more than one keeps a slow query from holding up the others.
  func readers() throws(UsageError) -> Int {
    try number("--readers", 1...64) ?? max(2, ServerConfiguration.usableCores)
  }

  func answerCache() throws(UsageError) -> Int? {
    try number("--answer-cache", 0...(1 << 40))
  }

  func validatorCache() throws(UsageError) -> Int? {
    try number("--validator-cache", 0...(1 << 40))
  }

  func recordCache() throws(UsageError) -> Int? {
    try number("--record-cache", 0...(1 << 40))
  }

  /// Nil if no access log is wanted.
  func accessLog() throws -> AccessLog? {
    let name = values["--access-log-format"]?.first ?? AccessLogFormat.json.rawValue
    guard let format = AccessLogFormat(rawValue: name) else {
      throw UsageError("--access-log-format must be json or combined, not \"\(name)\"")
    }
    return try values["--access-log"]?.first.map { try AccessLog(path: $0, format: format) }
  }

  func queryTime() throws(UsageError) -> Duration {
    .milliseconds(try number("--query-time", 10...600_000) ?? 2_000)
  }

  /// Nil for no checks.
  func checkInterval() throws(UsageError) -> Duration? {
    let seconds = try number("--check-interval", 0...31_536_000) ?? 3_600
    return seconds == 0 ? nil : .seconds(seconds)
  }

  func responseLimits() throws(UsageError) -> ResponseLimits {
    var limits = ResponseLimits()
    limits.records = try number("--response-records", 1...10_000_000) ?? limits.records
    limits.bytes = try number("--response-bytes", 65_536...(1 << 30)) ?? limits.bytes
    limits.changeDays = try number("--change-days", 0...36_500) ?? limits.changeDays
    return limits
  }

  func changeHub() throws(UsageError) -> ChangeHub {
    try number("--change-waits", 1...1_000_000).map { ChangeHub(limit: $0) } ?? ChangeHub()
  }

  /// Sets the limits of the line of requests that wait for a reader.
  func setWaiting(_ options: inout DatabaseOptions) throws(UsageError) {
    options.waitingReads = try number("--waiting-reads", 1...10_000) ?? options.waitingReads
    options.waitingReadsPerClient =
      try number("--waiting-reads-per-client", 1...10_000) ?? options.waitingReadsPerClient
    options.waitingWrites = try number("--waiting-writes", 1...10_000) ?? options.waitingWrites
    if let time = try number("--waiting-time", 1...600_000) {
      options.waitingTime = .milliseconds(time)
    }
  }

  /// Sets who may write how much.
  func setWriting(_ api: inout APIConfiguration) throws(UsageError) {
    api.importBytes = try number("--max-import", 1...(1 << 32)) ?? api.importBytes
    if let rate = try number("--rate-read", 0...1_000_000_000) {
      api.readRate = RateLimiter.Policy("read", perMinute: rate)
    }
    if let rate = try number("--rate-write", 0...1_000_000_000) {
      api.writeRate = RateLimiter.Policy("write", perMinute: rate)
    }
    guard let text = values["--trusted-proxies"]?.first, text != "none" else { return }
    guard let proxies = TrustedProxies(text) else {
      throw UsageError(
        "--trusted-proxies must be none, or networks such as 10.0.0.0/8 with commas between them,"
          + " not \"\(text)\"")
    }
    api.proxies = proxies
  }

  func limits() throws(UsageError) -> ServerLimits {
    var limits = ServerLimits()
    for setting in LimitSetting.all {
      if let value = try number(setting.flag, setting.range) { setting.set(&limits, value) }
    }
    return limits
  }

  /// Which pages of other origins may use the API.
  func cors(_ standard: CORS) throws(UsageError) -> CORS {
    var cors = standard
    cors.readers = try origins("--cors-origins") ?? cors.readers
    cors.writers = try origins("--cors-write-origins") ?? cors.writers
    return cors
  }

  private func origins(_ flag: String) throws(UsageError) -> CORS.Origins? {
    guard let text = values[flag]?.first else { return nil }
    if text == "*" { return .any }
    if text == "none" { return .list([]) }
    guard let origins = CORS.Origins(list: text) else {
      throw UsageError("\(flag) must be *, none or origins as https://example.org, not \"\(text)\"")
    }
    return origins
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

/// One setting that is no limit, or what all have in common.
private struct Setting {
  let flag: String
  /// Nil for a flag that takes no value.
  let placeholder: String?
  let help: String
  let variable: String

  init(_ flag: String, _ placeholder: String?, _ help: String) {
    self.flag = flag
    self.placeholder = placeholder
    self.help = help
    variable =
      "CATALOG_" + flag.dropFirst(2).map { $0 == "-" ? "_" : $0.uppercased() }.joined()
  }
}
