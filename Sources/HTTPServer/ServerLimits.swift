public import HTTP

/// The bounds of what a client can make the server hold, and for how long.
///
/// Each is a setting with a safe default. Zero means what its comment says.
public struct ServerLimits: Sendable, Equatable {
  /// The bounds of each request's head and content.
  ///
  /// A responder may admit less content than `message.body`, not more.
  public var message = MessageLimits()

  /// Connections open at a time, all together; one over it is answered 503 and closed.
  ///
  /// Default 16,384, and never more than the process may have descriptors. 0: only by descriptors.
  public var connections = 16_384
  /// Connections open at a time from one IPv4 address or one IPv6 /64 network; one over it is
  /// answered 503 and closed.
  ///
  /// Default nil: 512, but connections from this machine, where a proxy may stand for many
  /// clients, are free. A number holds for every address. 0: no limit.
  public var connectionsPerAddress: Int?
  /// Connections over these limits that are being answered 503 at a time.
  ///
  /// If there are more, the oldest of them is closed before its client has closed. Default 1,024.
  /// 0 counts as 1.
  public var refusals = 1_024
  /// Bytes of responses that are made and that the kernel has not taken, of all connections
  /// together.
  ///
  /// A response of more than 16 KiB, or a streamed one, that does not fit into three quarters of it
  /// is replaced by 503, unless ones that have taken longer than `writeTimeout` can be reset to
  /// make room, slowest first. A client that does not take a smaller one is reset if the bound is reached. A body that
  /// several connections of a loop get from a cache counts once. Default 32 MiB. 0: no limit.
  public var unsentBytes = 33_554_432
  /// Bytes of requests that are received and not yet answered, of all connections together.
  ///
  /// A request that exceeds it is answered 503. Default 96 MiB. 0: no limit.
  public var receivedBytes = 100_663_296
  /// Requests on one connection; the last one is answered with `Connection: close`.
  ///
  /// Default 10,000. 0: no limit.
  public var requestsPerConnection = 10_000
  /// Pipelined requests of one connection that are answered before their answers are sent off.
  ///
  /// Further ones wait, unread. Default 16. 0 counts as 1.
  public var pipelinedDepth = 16

  /// From the first byte of a head (for the first request: from accepting) to its end, and from
  /// one part of the content to the next; over it is answered 408.
  ///
  /// Default 10 s. 0: no limit.
  public var headerTimeout = Duration.seconds(10)
  /// Bytes a second that content must come with on average; slower is answered 408.
  ///
  /// Default 512. 0: no limit.
  public var bodyMinimumRate = 512
  /// How long content may come slower than `bodyMinimumRate`, at its beginning or later.
  ///
  /// Default 5 s. 0: not at all.
  public var bodyGrace = Duration.seconds(5)
  /// How long a connection may be open without a request.
  ///
  /// Default 60 s. 0: no limit.
  public var idleTimeout = Duration.seconds(60)
  /// The span of time in which a client must take `writeMinimumRate` bytes a second of a response.
  ///
  /// Spans follow each other while bytes wait to be sent. After a span in which the client took
  /// less, the connection is reset. Default 30 s. 0: no limit.
  public var writeTimeout = Duration.seconds(30)
  /// Bytes a second that a client must take on average in each span of `writeTimeout`.
  ///
  /// Default 512. 0: one byte in a span is enough.
  public var writeMinimumRate = 512
  /// How long one response may take to send, however steadily the client takes it.
  ///
  /// Over it the connection is reset as soon as the client keeps bytes waiting. Default 30 min.
  /// 0: no limit.
  public var responseTimeout = Duration.seconds(1_800)
  /// How long a drain lasts at most.
  ///
  /// What is not finished by then is cut off. Default 10 s. 0: cut off at once.
  public var drainTime = Duration.seconds(10)
  /// How long a connection may make no progress, or stay idle, while the server drains.
  ///
  /// It replaces the longer ones of the time limits above. A connection that sends a request in this
  /// time gets a response with `Connection: close`. Default 2 s. 0: none, idle connections are
  /// closed at once.
  public var drainPatience = Duration.seconds(2)

  /// Connections that the kernel holds ready for accepting, for each listener.
  ///
  /// Default 1,024; the system's own limit (somaxconn) may be lower. 0 counts as 1.
  public var backlog = 1_024
  /// Bytes that are read and discarded after a response that closes, so that it is not lost.
  ///
  /// Default 256 KiB. 0: none, the connection closes at once.
  public var lingerBytes = 262_144
  /// How long the client may take to close its side after such an answer.
  ///
  /// Default 2 s. 0: the connection closes at once.
  public var lingerTime = Duration.seconds(2)

  public init() {}
}
