import CatalogAPI
import HTTP
import HTTPServer

/// The options of `serve`: flags override environment variables, which override defaults.
struct ServeOptions {
  /// Common options of other servers, and the options that replace them here.
  private static let otherNames = [
    "--port": "--listen 127.0.0.1:PORT", "-p": "--listen 127.0.0.1:PORT",
    "--host": "--listen HOST:8080", "--bind": "--listen HOST:PORT",
    "--address": "--listen HOST:PORT", "--addr": "--listen HOST:PORT",
    "--socket": "--listen unix:PATH", "--db": "--database FILE",
    "--workers": "--loops N", "--threads": "--loops N", "--cors": "--cors-origins ORIGIN,...",
  ]

  static var help: String {
    Setting.all.map { setting in
      let flag = "\(setting.flag)\(setting.option.placeholder.map { " \($0)" } ?? "")"
      return "  \(flag), \(setting.option.variable)\n\(HelpText.wrapped(setting.option.help))"
    }.joined(separator: "\n")
  }

  private let flags: Flags

  init(_ arguments: [String]) throws(UsageError) {
    flags = try Flags(arguments, Setting.all.map(\.option), otherNames: Self.otherNames)
    if let argument = flags.positionals.first {
      throw UsageError(
        "unknown option \"\(argument)\"", meant: argument, among: Setting.all.map(\.flag))
    }
  }

  /// Returns the values of all settings but the addresses, the database and the access log.
  func values() throws(UsageError) -> ServeValues {
    var values = ServeValues()
    for setting in Setting.all {
      guard let number = setting.number,
        let value = try flags.number(setting.flag, number.range)
      else { continue }
      number.set(&values, value)
    }
    values.api.cacheBytes = values.caches.answers / values.loops
    values.api.recordBytes = values.caches.records / values.readers
    values.api.baseURL = try baseURL()
    values.api.cors.readers = try origins("--cors-origins") ?? values.api.cors.readers
    values.api.cors.writers = try origins("--cors-write-origins") ?? values.api.cors.writers
    values.api.proxies = try proxies() ?? values.api.proxies
    return values
  }

  func addresses() throws(UsageError) -> [SocketAddress] {
    var addresses: [SocketAddress] = []
    for text in flags.list("--listen") ?? ["127.0.0.1:8080"] {
      do {
        addresses.append(try SocketAddress.parse(text))
      } catch {
        throw UsageError("\(error)")
      }
    }
    return addresses
  }

  var database: String { flags.database }

  /// Whether a new database gets the seed data.
  func seeds() throws(UsageError) -> Bool { try flags.seeds() }

  /// Opens the access log; returns nil without `--access-log`.
  func accessLog() throws -> AccessLog? {
    let name = flags["--access-log-format"] ?? AccessLogFormat.json.rawValue
    guard let format = AccessLogFormat(rawValue: name) else {
      throw UsageError("--access-log-format must be json or combined, not \"\(name)\"")
    }
    return try flags["--access-log"].map { try AccessLog(path: $0, format: format) }
  }

  private func baseURL() throws(UsageError) -> String? {
    guard let url = flags["--base-url"] else { return nil }
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw UsageError("--base-url must begin with http:// or https://, not \"\(url)\"")
    }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  private func proxies() throws(UsageError) -> TrustedProxies? {
    guard let text = flags["--trusted-proxies"], text != "none" else { return nil }
    guard let proxies = TrustedProxies(text) else {
      throw UsageError(
        "--trusted-proxies must be none, or networks such as 10.0.0.0/8 separated by commas,"
          + " not \"\(text)\"")
    }
    return proxies
  }

  private func origins(_ flag: String) throws(UsageError) -> CORS.Origins? {
    guard let text = flags[flag] else { return nil }
    if text == "*" { return .any }
    if text == "none" { return .list([]) }
    guard let origins = CORS.Origins(list: text) else {
      throw UsageError(
        "\(flag) must be *, none, or origins such as https://example.org separated by commas,"
          + " not \"\(text)\"")
    }
    return origins
  }
}
