import HTTP
import HTTPServer

/// One of the server's limits as a setting of the command: a whole number.
struct LimitSetting: Sendable {
  let flag: String
  /// What is counted: "N", "BYTES" or "SECONDS".
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
      "connections at a time; one more is answered 503; 0: as descriptors allow (16384)"
    ) { $0.connections = $1 },
    LimitSetting(
      "--max-connections-per-address", "N", 0...1_000_000,
      "connections of one IPv4 address or IPv6 /64 at a time; one more is answered 503;"
        + " 0: no limit (512, but none for this machine itself)"
    ) { $0.connectionsPerAddress = $1 },
    LimitSetting(
      "--max-refusals", "N", 1...1_000_000,
      "connections over these limits that are being answered 503 at a time; if there are more, the"
        + " oldest is closed (1024)"
    ) { $0.refusals = $1 },
    LimitSetting(
      "--max-unsent-bytes", "BYTES", 0...1_099_511_627_776,
      "bytes of responses held for all clients together; a response of more than 16384 bytes that"
        + " does not fit into three quarters of it is replaced by 503, unless one that has taken"
        + " longer than --write-timeout can be reset to make room; 0: no limit (33554432)"
    ) { $0.unsentBytes = $1 },
    LimitSetting(
      "--max-received-bytes", "BYTES", 0...1_099_511_627_776,
      "bytes of unanswered requests held for all clients together; a request that exceeds it is"
        + " answered 503; 0: no limit (100663296)"
    ) { $0.receivedBytes = $1 },
    LimitSetting(
      "--max-requests-per-connection", "N", 0...1_000_000_000,
      "requests on one connection, which then closes; 0: no limit (10000)"
    ) { $0.requestsPerConnection = $1 },
    LimitSetting(
      "--max-pipelined", "N", 1...10_000,
      "requests of one connection that are answered before their answers are sent (16)"
    ) { $0.pipelinedDepth = $1 },
    LimitSetting(
      "--backlog", "N", 1...65_535,
      "connections that the system holds ready for each address (1024)"
    ) { $0.backlog = $1 },
  ]

  private static let requests = [
    LimitSetting(
      "--max-request-line", "BYTES", 64...1_048_576,
      "bytes of a request line; more is answered 414 (8192)"
    ) { $0.message.requestLine = $1 },
    LimitSetting(
      "--max-header-bytes", "BYTES", 64...1_048_576,
      "bytes of a request's header fields; more is answered 431 (16384)"
    ) { $0.message.fieldBytes = $1 },
    LimitSetting(
      "--max-header-count", "N", 1...10_000,
      "number of a request's header fields; more is answered 431 (100)"
    ) { $0.message.fieldCount = $1 },
    LimitSetting(
      "--max-body", "BYTES", 0...1_073_741_824,
      "bytes of a request's content; more is answered 413 (1048576)"
    ) { $0.message.body = $1 },
  ]

  private static let times = [
    LimitSetting(
      "--header-timeout", "SECONDS", 0...day,
      "how long a request's head, or a pause in its content, may take; longer is answered 408;"
        + " 0: no limit (10)"
    ) { $0.headerTimeout = .seconds($1) },
    LimitSetting(
      "--idle-timeout", "SECONDS", 0...day,
      "how long a connection may be silent between requests; 0: no limit (60)"
    ) { $0.idleTimeout = .seconds($1) },
    LimitSetting(
      "--body-min-rate", "BYTES", 0...1_073_741_824,
      "bytes a second with which content must come; slower is answered 408; 0: no limit (512)"
    ) { $0.bodyMinimumRate = $1 },
    LimitSetting(
      "--body-grace", "SECONDS", 0...day,
      "how long content may come slower than that (5)"
    ) { $0.bodyGrace = .seconds($1) },
    LimitSetting(
      "--write-timeout", "SECONDS", 0...day,
      "span of time in which a client must take --write-min-rate of its response; after a span"
        + " with less, its connection is reset; 0: no limit (30)"
    ) { $0.writeTimeout = .seconds($1) },
    LimitSetting(
      "--write-min-rate", "BYTES", 0...1_073_741_824,
      "bytes a second that a client must take on average in each such span; 0: one byte is enough"
        + " (512)"
    ) { $0.writeMinimumRate = $1 },
    LimitSetting(
      "--response-timeout", "SECONDS", 0...day,
      "how long one response may take to send, however steadily the client takes it; 0: no limit"
        + " (1800)"
    ) { $0.responseTimeout = .seconds($1) },
    LimitSetting(
      "--linger-timeout", "SECONDS", 0...day,
      "how long a client may take to close after an answer that closes (2)"
    ) { $0.lingerTime = .seconds($1) },
    LimitSetting(
      "--linger-bytes", "BYTES", 0...1_073_741_824,
      "maximum bytes to read and discard in that time; 0 closes at once (262144)"
    ) { $0.lingerBytes = $1 },
    LimitSetting(
      "--drain-timeout", "SECONDS", 0...day,
      "how long the server may take to finish requests after SIGTERM (10)"
    ) { $0.drainTime = .seconds($1) },
    LimitSetting(
      "--drain-patience", "SECONDS", 0...day,
      "how long a connection may be idle or make no progress after SIGTERM; a request that comes"
        + " in this time is answered (2)"
    ) { $0.drainPatience = .seconds($1) },
  ]
}
