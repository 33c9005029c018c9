import HTTP
import HTTPServer

/// A limit of the server as a setting of `serve`: a whole number.
struct LimitSetting: Sendable {
  let flag: String
  /// "N", "BYTES" or "SECONDS".
  let unit: String
  let range: ClosedRange<Int>
  /// Ends with the default in parentheses.
  let help: String
  let set: @Sendable (inout ServerLimits, Int) -> Void

  init(
    _ flag: String, _ unit: String, _ range: ClosedRange<Int>, _ help: String,
    _ set: @escaping @Sendable (inout ServerLimits, Int) -> Void
  ) {
    self.flag = flag
    self.unit = unit
    self.range = range
    self.help = help
    self.set = set
  }

  static let all = connections + requests + times
  private static let day = 86_400

  private static let connections = [
    LimitSetting(
      "--max-connections", "N", 0...1_000_000,
      "maximum open connections; the server answers further ones 503; 0: as many as file descriptors"
        + " allow (default: 16384)"
    ) { $0.connections = $1 },
    LimitSetting(
      "--max-connections-per-address", "N", 0...1_000_000,
      "maximum open connections from one IPv4 address or IPv6 /64; the server answers further ones"
        + " 503; 0: no limit (default: 512; no limit for loopback addresses)"
    ) { $0.connectionsPerAddress = $1 },
    LimitSetting(
      "--max-refusals", "N", 1...1_000_000,
      "maximum connections beyond these limits that the server is answering 503; if there are more,"
        + " it closes the oldest (default: 1024)"
    ) { $0.refusals = $1 },
    LimitSetting(
      "--max-unsent-bytes", "BYTES", 0...1_099_511_627_776,
      "maximum bytes of unsent responses for all clients together; a response of more than 16384"
        + " bytes that does not fit into three quarters of them becomes 503, unless the server can"
        + " reset a connection that has exceeded --write-timeout; 0: no limit (default: 25165824)"
    ) { $0.unsentBytes = $1 },
    LimitSetting(
      "--max-received-bytes", "BYTES", 0...1_099_511_627_776,
      "maximum bytes of unanswered requests from all clients together; the server answers a request"
        + " beyond them 503; 0: no limit (default: 100663296)"
    ) { $0.receivedBytes = $1 },
    LimitSetting(
      "--max-requests-per-connection", "N", 0...1_000_000_000,
      "maximum requests on one connection, after which the server closes it; 0: no limit (default:"
        + " 10000)"
    ) { $0.requestsPerConnection = $1 },
    LimitSetting(
      "--max-pipelined", "N", 1...10_000,
      "maximum pipelined requests of a connection that the server answers before it has sent the"
        + " responses (default: 16)"
    ) { $0.pipelinedDepth = $1 },
    LimitSetting(
      "--backlog", "N", 1...65_535,
      "maximum connections that wait in the kernel for the server to accept them, per address"
        + " (default: 1024)"
    ) { $0.backlog = $1 },
  ]

  private static let requests = [
    LimitSetting(
      "--max-request-line", "BYTES", 64...1_048_576,
      "maximum bytes of a request line; for more the server answers 414 (default: 8192)"
    ) { $0.message.requestLine = $1 },
    LimitSetting(
      "--max-header-bytes", "BYTES", 64...1_048_576,
      "maximum bytes of a request's header fields; for more the server answers 431 (default: 16384)"
    ) { $0.message.fieldBytes = $1 },
    LimitSetting(
      "--max-header-count", "N", 1...10_000,
      "maximum number of a request's header fields; for more the server answers 431 (default: 100)"
    ) { $0.message.fieldCount = $1 },
    LimitSetting(
      "--max-body", "BYTES", 0...1_073_741_824,
      "maximum bytes of a request's content; for more the server answers 413 (default: 1048576)"
    ) { $0.message.body = $1 },
  ]

  private static let times = [
    LimitSetting(
      "--header-timeout", "SECONDS", 0...day,
      "maximum seconds for a request's head, or for a pause in its content, before the server"
        + " answers 408; 0: no limit (default: 10)"
    ) { $0.headerTimeout = .seconds($1) },
    LimitSetting(
      "--idle-timeout", "SECONDS", 0...day,
      "maximum seconds that a connection may be idle between requests; 0: no limit (default: 60)"
    ) { $0.idleTimeout = .seconds($1) },
    LimitSetting(
      "--body-min-rate", "BYTES", 0...1_073_741_824,
      "minimum bytes per second at which a request's content must arrive; to slower clients the"
        + " server answers 408; 0: no limit (default: 512)"
    ) { $0.bodyMinimumRate = $1 },
    LimitSetting(
      "--body-grace", "SECONDS", 0...day,
      "seconds that a request's content may lag behind --body-min-rate before the server answers 408"
        + " (default: 5)"
    ) { $0.bodyGrace = .seconds($1) },
    LimitSetting(
      "--write-timeout", "SECONDS", 0...day,
      "seconds of each interval in which a client must receive --write-min-rate of its response on"
        + " average; after an interval with less the server resets the connection; 0: no limit"
        + " (default: 30)"
    ) { $0.writeTimeout = .seconds($1) },
    LimitSetting(
      "--write-min-rate", "BYTES", 0...1_073_741_824,
      "minimum bytes per second that a client must receive on average in each interval of"
        + " --write-timeout; 0: one byte per interval is enough (default: 512)"
    ) { $0.writeMinimumRate = $1 },
    LimitSetting(
      "--response-timeout", "SECONDS", 0...day,
      "maximum seconds for sending one response, at any rate; 0: no limit (default: 1800)"
    ) { $0.responseTimeout = .seconds($1) },
    LimitSetting(
      "--linger-timeout", "SECONDS", 0...day,
      "maximum seconds that the server waits for the client to close, after the last response of a"
        + " connection (default: 2)"
    ) { $0.lingerTime = .seconds($1) },
    LimitSetting(
      "--linger-bytes", "BYTES", 0...1_073_741_824,
      "maximum bytes to read and discard before closing a connection after its last response; 0"
        + " closes at once (default: 262144)"
    ) { $0.lingerBytes = $1 },
    LimitSetting(
      "--drain-timeout", "SECONDS", 0...day,
      "maximum seconds for finishing requests after SIGTERM (default: 10)"
    ) { $0.drainTime = .seconds($1) },
    LimitSetting(
      "--drain-patience", "SECONDS", 0...day,
      "maximum seconds that a connection may be idle or make no progress after SIGTERM; the server"
        + " answers requests that arrive in this time (default: 2)"
    ) { $0.drainPatience = .seconds($1) },
  ]
}
