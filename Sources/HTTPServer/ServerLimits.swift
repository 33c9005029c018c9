public import HTTP

/// The limits of what the server holds for clients, and for how long.
///
/// Each is a setting with a safe default. The comment of each says what 0 means.
public struct ServerLimits: Sendable, Equatable {
  /// The limits of each request's head and content.
  ///
  /// A responder may admit less content than `message.body`, not more.
  public var message = MessageLimits()

  /// Maximum number of open connections; the server answers further ones 503 and closes them.
  ///
  /// Default 16,384, and never more than the available descriptors. 0: only limited by descriptors.
  public var connections = 16_384
  /// Maximum number of open connections from one IPv4 address or IPv6 /64 network; the server
  /// answers further ones 503 and closes them.
  ///
  /// Default nil: 512, but no limit for this machine, where a proxy may serve many clients. A
  /// number applies to every address. 0: no limit.
  public var connectionsPerAddress: Int?
  /// Maximum number of connections over these limits that the server is answering 503.
  ///
  /// If there are more, it closes the oldest of them early. Default 1,024. 0 means 1.
  public var refusals = 1_024
  /// Maximum bytes of responses not yet passed to the kernel, for all connections together.
  ///
  /// A response of more than 16 KiB, or a streamed one, that does not fit into three quarters of it
  /// becomes 503, unless connections that have exceeded `writeTimeout` can be reset to make room,
  /// slowest first. One IPv4 address or IPv6 /64 network gets only as much of the three quarters as
  /// it leaves to all others. A client that does not receive a smaller one is reset at the limit. A body that
  /// several connections of a loop get from a cache counts once. Default 24 MiB. 0: no limit.
  public var unsentBytes = 25_165_824
  /// Maximum bytes of requests received and not yet answered, for all connections together.
  ///
  /// The server answers a request beyond it 503, and one of an IPv4 address or IPv6 /64 network that
  /// holds more than half of it. Default 24 MiB. 0: no limit.
  public var receivedBytes = 25_165_824
  /// Maximum bytes of contents beyond `message.body` that the responder admits, received and not yet
  /// answered, for all connections together.
  ///
  /// They do not count in `receivedBytes`. The server answers a request beyond it 503. Default 68 MiB:
  /// an import of the largest size, and small ones. 0: no limit.
  public var largeBytes = 71_303_168
  /// Maximum number of requests on one connection; the last response has `Connection: close`.
  ///
  /// Default 10,000. 0: no limit.
  public var requestsPerConnection = 10_000
  /// Maximum number of pipelined requests of a connection that the server answers before it has
  /// sent the responses.
  ///
  /// Further ones wait, unread. Default 16. 0 means 1.
  public var pipelinedDepth = 16

  /// Maximum time for a head, from its first byte (for the first request: from accepting), and
  /// between two parts of the content; afterwards the server answers 408.
  ///
  /// Default 10 s. 0: no limit.
  public var headerTimeout = Duration.seconds(10)
  /// Minimum average rate of content, in bytes per second; the server answers 408 to slower
  /// clients.
  ///
  /// Default 512. 0: no limit.
  public var bodyMinimumRate = 512
  /// How long content may lag behind `bodyMinimumRate`, at its beginning or later.
  ///
  /// Default 5 s. 0: not at all.
  public var bodyGrace = Duration.seconds(5)
  /// Maximum time of a connection without a request.
  ///
  /// Default 60 s. 0: no limit.
  public var idleTimeout = Duration.seconds(60)
  /// The interval in which a client must receive `writeMinimumRate` bytes per second of a response.
  ///
  /// Intervals follow each other while bytes wait to be sent. After an interval with fewer bytes,
  /// the server resets the connection. Default 30 s. 0: no limit.
  public var writeTimeout = Duration.seconds(30)
  /// Minimum average rate in each interval of `writeTimeout`, in bytes per second.
  ///
  /// Default 512. 0: one byte per interval is enough.
  public var writeMinimumRate = 512
  /// Maximum time for sending one response, at any rate.
  ///
  /// Beyond it the server resets the connection as soon as bytes wait for the client. Default 30
  /// min. 0: no limit.
  public var responseTimeout = Duration.seconds(1_800)
  /// Maximum time of a drain.
  ///
  /// Unfinished responses are then cut off. Default 10 s. 0: cut off at once.
  public var drainTime = Duration.seconds(10)
  /// Maximum time that a connection may make no progress, or be idle, while the server drains.
  ///
  /// It replaces longer time limits above. A connection that sends a request in this time gets a
  /// response with `Connection: close`. Default 2 s. 0: none, idle connections are closed at once.
  public var drainPatience = Duration.seconds(2)

  /// Maximum number of connections that wait to be accepted, per listener.
  ///
  /// Default 1,024; the system's own limit (somaxconn) may be lower. 0 means 1.
  public var backlog = 1_024
  /// Maximum bytes to read and discard before closing a connection after its last response, so that
  /// the client gets the response.
  ///
  /// Default 256 KiB. 0: closes at once.
  public var lingerBytes = 262_144
  /// Maximum time that the server waits for the client to close after such a response.
  ///
  /// Default 2 s. 0: closes at once.
  public var lingerTime = Duration.seconds(2)

  public init() {}
}
