import HTTP
import HTTPServer

/// The limits of the HTTP server.
extension Setting {
  static let server = connections + requests + times
  private static let day = 86_400

  private static let connections = [
    Setting(
      "--max-connections", "N", 0...1_000_000,
      "maximum open connections; the server answers further ones 503; 0: as many as file descriptors"
        + " allow (default: 16384)"
    ) { $0.limits.connections = $1 },
    Setting(
      "--max-connections-per-address", "N", 0...1_000_000,
      "maximum open connections from one IPv4 address or IPv6 /64; the server answers further ones"
        + " 503; 0: no limit (default: 512; no limit for loopback addresses)"
    ) { $0.limits.connectionsPerAddress = $1 },
    Setting(
      "--max-refusals", "N", 1...1_000_000,
      "maximum connections beyond these limits that the server is answering 503; if there are more,"
        + " it closes the oldest (default: 1024)"
    ) { $0.limits.refusals = $1 },
    Setting(
      "--max-unsent-bytes", "BYTES", 0...1_099_511_627_776,
      "maximum bytes of unsent responses for all clients together; a response of more than 16384"
        + " bytes that does not fit into three quarters of them becomes 503, unless the server can"
        + " reset a connection that has exceeded --write-timeout; one IPv4 address or IPv6 /64 gets"
        + " only as much as it leaves to all others; 0: no limit (default: 25165824)"
    ) { $0.limits.unsentBytes = $1 },
    Setting(
      "--max-received-bytes", "BYTES", 0...1_099_511_627_776,
      "maximum bytes of unanswered requests from all clients together, without imports; the server"
        + " answers a request beyond them 503; one IPv4 address or IPv6 /64 gets half of them; 0: no"
        + " limit (default: 25165824)"
    ) { $0.limits.receivedBytes = $1 },
    Setting(
      "--max-waiting-imports", "BYTES", 0...1_099_511_627_776,
      "maximum bytes of unanswered imports from all clients together; the server answers an import"
        + " beyond them 503; 0: no limit (default: 71303168)"
    ) { $0.limits.largeBytes = $1 },
    Setting(
      "--max-requests-per-connection", "N", 0...1_000_000_000,
      "maximum requests on one connection, after which the server closes it; 0: no limit (default:"
        + " 10000)"
    ) { $0.limits.requestsPerConnection = $1 },
    Setting(
      "--max-pipelined", "N", 1...10_000,
      "maximum pipelined requests of a connection that the server answers before it has sent the"
        + " responses (default: 16)"
    ) { $0.limits.pipelinedDepth = $1 },
    Setting(
      "--backlog", "N", 1...65_535,
      "maximum connections that wait in the kernel for the server to accept them, per address"
        + " (default: 1024)"
    ) { $0.limits.backlog = $1 },
  ]

  private static let requests = [
    Setting(
      "--max-request-line", "BYTES", 64...1_048_576,
      "maximum bytes of a request line; for more the server answers 414 (default: 8192)"
    ) { $0.limits.message.requestLine = $1 },
    Setting(
      "--max-header-bytes", "BYTES", 64...1_048_576,
      "maximum bytes of a request's header fields; for more the server answers 431 (default: 16384)"
    ) { $0.limits.message.fieldBytes = $1 },
    Setting(
      "--max-header-count", "N", 1...10_000,
      "maximum number of a request's header fields; for more the server answers 431 (default: 100)"
    ) { $0.limits.message.fieldCount = $1 },
    Setting(
      "--max-body", "BYTES", 0...1_073_741_824,
      "maximum bytes of a request's content; for more the server answers 413 (default: 1048576)"
    ) { $0.limits.message.body = $1 },
  ]

  private static let times = [
    Setting(
      "--header-timeout", "SECONDS", 0...day,
      "maximum seconds for a request's head, or for a pause in its content, before the server"
        + " answers 408; 0: no limit (default: 10)"
    ) { $0.limits.headerTimeout = .seconds($1) },
    Setting(
      "--idle-timeout", "SECONDS", 0...day,
      "maximum seconds that a connection may be idle between requests; 0: no limit (default: 60)"
    ) { $0.limits.idleTimeout = .seconds($1) },
    Setting(
      "--body-min-rate", "BYTES", 0...1_073_741_824,
      "minimum bytes per second at which a request's content must arrive; to slower clients the"
        + " server answers 408; 0: no limit (default: 512)"
    ) { $0.limits.bodyMinimumRate = $1 },
    Setting(
      "--body-grace", "SECONDS", 0...day,
      "seconds that a request's content may lag behind --body-min-rate before the server answers 408"
        + " (default: 5)"
    ) { $0.limits.bodyGrace = .seconds($1) },
    Setting(
      "--write-timeout", "SECONDS", 0...day,
      "seconds of each interval in which a client must receive --write-min-rate of its response on"
        + " average; after an interval with less the server resets the connection; 0: no limit"
        + " (default: 30)"
    ) { $0.limits.writeTimeout = .seconds($1) },
    Setting(
      "--write-min-rate", "BYTES", 0...1_073_741_824,
      "minimum bytes per second that a client must receive on average in each interval of"
        + " --write-timeout; 0: one byte per interval is enough (default: 512)"
    ) { $0.limits.writeMinimumRate = $1 },
    Setting(
      "--response-timeout", "SECONDS", 0...day,
      "maximum seconds for sending one response, at any rate; 0: no limit (default: 1800)"
    ) { $0.limits.responseTimeout = .seconds($1) },
    Setting(
      "--linger-timeout", "SECONDS", 0...day,
      "maximum seconds that the server waits for the client to close, after the last response of a"
        + " connection (default: 2)"
    ) { $0.limits.lingerTime = .seconds($1) },
    Setting(
      "--linger-bytes", "BYTES", 0...1_073_741_824,
      "maximum bytes to read and discard before closing a connection after its last response; 0"
        + " closes at once (default: 262144)"
    ) { $0.limits.lingerBytes = $1 },
    Setting(
      "--drain-timeout", "SECONDS", 0...day,
      "maximum seconds for finishing requests after SIGTERM (default: 10)"
    ) { $0.limits.drainTime = .seconds($1) },
    Setting(
      "--drain-patience", "SECONDS", 0...day,
      "maximum seconds that a connection may be idle or make no progress after SIGTERM; the server"
        + " answers requests that arrive in this time (default: 2)"
    ) { $0.limits.drainPatience = .seconds($1) },
  ]
}
