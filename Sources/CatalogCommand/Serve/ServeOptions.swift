import Catalog
import CatalogAPI
import Glibc
import HTTP
import HTTPServer

/// The settings of `serve`: flags override environment variables, which override defaults.
struct ServeOptions {
  private static let settings =
    [
      Setting(
        "--listen", "HOST:PORT",
        "address to listen on; repeat the option, or separate addresses by commas in the variable. Port"
          + " 0 picks a free port, unix:PATH is a socket file, systemd takes the sockets passed by"
          + " systemd (default: 127.0.0.1:8080)"),
      Setting("--database", "FILE", "SQLite file of the catalog (default: catalog.db)"),
      Setting("--no-seed", nil, "leave a new database empty (default: fill it with the seeds)"),
      Setting(
        "--base-url", "URL",
        "beginning of the URLs in responses (default: http:// and the Host of the request)"),
      Setting(
        "--loops", "N",
        "number of event loops, each with its own connections, 1 to 64 (default: half the processors,"
          + " at least 1)"),
      Setting(
        "--readers", "N",
        "number of database readers, each on its own queue, 1 to 64 (default: one per processor, at"
          + " least 2)"),
      Setting(
        "--cors-origins", "ORIGIN,...",
        "origins whose pages may read: *, none, or a list separated by commas (default: *)"),
      Setting(
        "--cors-write-origins", "ORIGIN,...",
        "origins whose pages may write: *, none, or a list separated by commas (default: none)"),
      Setting(
        "--answer-cache", "BYTES",
        "maximum bytes of responses that each event loop caches; 0: no cache (default: 16777216)"),
      Setting(
        "--range-cache", "BYTES",
        "maximum bytes of long CSV and NDJSON lists that all event loops hold, so that they have a"
          + " length and can be read by ranges; a list that does not fit is sent chunked; 0 holds none"
          + " (default: 10485760)"),
      Setting(
        "--validator-cache", "BYTES",
        "maximum bytes of validators that all event loops cache together, to answer 304 without"
          + " producing the response again; 0: no cache (default: 8388608)"),
      Setting(
        "--record-cache", "BYTES",
        "maximum bytes of records' JSON that each database reader caches; 0: no cache (default:"
          + " 16777216)"),
      Setting(
        "--access-log", "FILE",
        "file to write a line to for each response, with the client's address as --trusted-proxies"
          + " decides it, or - for standard output; SIGHUP reopens it (default: none)"),
      Setting(
        "--access-log-format", "FORMAT",
        "format of the access log. json: one JSON object per line; combined: Apache's combined format,"
          + " followed by the request ID and the duration in microseconds (default: json)"),
      Setting(
        "--query-time", "MILLISECONDS",
        "maximum milliseconds that a request, or a part of a streamed list, may use a database reader;"
          + " beyond them the server answers 503 (default: 2000)"),
      Setting(
        "--check-interval", "SECONDS",
        "seconds between checks of the database file in the background, the first at startup; 0:"
          + " check only after a sign of damage (default: 3600)"),
      Setting(
        "--response-records", "N",
        "maximum records in a response, including those added by include; for more the server answers"
          + " 400 (default: 10000)"),
      Setting(
        "--response-bytes", "BYTES",
        "maximum bytes of a response that is not streamed, before compression; for more the server"
          + " answers 400 (default: 8388608)"),
      Setting(
        "--waiting-reads", "N",
        "maximum requests that wait for a database reader; the server answers further ones 503"
          + " (default: 256)"),
      Setting(
        "--waiting-reads-per-client", "N",
        "maximum waiting requests of similar cost from one IPv4 address or IPv6 /64; the server"
          + " answers further ones 503 (default: 32)"),
      Setting(
        "--waiting-time", "MILLISECONDS",
        "maximum milliseconds that a request waits for a database reader; after them the server"
          + " answers 503 (default: 10000)"),
      Setting(
        "--change-days", "DAYS",
        "days that /changes reaches back; 0: to the beginning of the log (default: 365)"),
      Setting(
        "--change-waits", "N",
        "maximum requests and event streams that wait for changes; the server answers further ones"
          + " 503 (default: 16384)"),
      Setting(
        "--waiting-writes", "N",
        "maximum writes that wait for the database; the server answers further ones 503 (default:"
          + " 256)"),
      Setting(
        "--max-import", "BYTES",
        "maximum bytes of the content of POST /import; for more the server answers 413 (default:"
          + " 67108864)"),
      Setting(
        "--rate-read", "N",
        "maximum reads per minute from one client address; the server answers further ones 429; 0: no"
          + " limit (default: 0)"),
      Setting(
        "--rate-write", "N",
        "maximum writes per minute with one token, or from one client address without a token; the"
          + " server answers further ones 429; 0: no limit (default: 600)"),
      Setting(
        "--trusted-proxies", "CIDR,...",
        "proxies whose Forwarded or X-Forwarded-For, -Proto and -Host fields the server uses:"
          + " networks, addresses or unix, separated by commas (default: none)"),
    ] + LimitSetting.all.map { Setting($0.flag, $0.unit, $0.help) }

  /// Common options of other servers, and the options that replace them here.
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
      return "  \(flag), \(setting.variable)\n\(HelpText.wrapped(setting.help))"
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
          throw UsageError("unknown option \"\(halves[0])\": use \(instead)")
        }
        throw UsageError(
          "unknown option \"\(argument)\"", meant: String(halves[0]),
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

  /// At least two by default, so that one slow query does not delay all others.
  func readers() throws(UsageError) -> Int {
    try number("--readers", 1...64) ?? max(2, ServerConfiguration.usableCores)
  }

  func answerCache() throws(UsageError) -> Int? {
    try number("--answer-cache", 0...(1 << 40))
  }

  func rangeCache() throws(UsageError) -> Int? {
    try number("--range-cache", 0...(1 << 40))
  }

  func validatorCache() throws(UsageError) -> Int? {
    try number("--validator-cache", 0...(1 << 40))
  }

  func recordCache() throws(UsageError) -> Int? {
    try number("--record-cache", 0...(1 << 40))
  }

  /// Returns nil without `--access-log`.
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

  /// The time between background checks; `nil` if they are turned off.
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

  /// The limits of the queues of requests that wait for the database.
  func waitingLimits() throws(UsageError) -> WaitingLimits {
    var limits = WaitingLimits()
    limits.reads = try number("--waiting-reads", 1...10_000)
    limits.readsPerClient = try number("--waiting-reads-per-client", 1...10_000)
    limits.writes = try number("--waiting-writes", 1...10_000)
    limits.time = try number("--waiting-time", 1...600_000).map { .milliseconds($0) }
    return limits
  }

  /// Sets the limits of writes and the trusted proxies.
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
        "--trusted-proxies must be none, or networks such as 10.0.0.0/8 separated by commas,"
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

  /// Returns `standard` with the origins of `--cors-origins` and `--cors-write-origins`.
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
      throw UsageError(
        "\(flag) must be *, none, or origins such as https://example.org separated by commas,"
          + " not \"\(text)\"")
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

/// A setting with its flag, environment variable and help text.
private struct Setting {
  let flag: String
  /// `nil` for a flag without a value.
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
