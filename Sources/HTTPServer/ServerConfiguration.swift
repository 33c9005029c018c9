import CSystem
public import HTTP

public struct ServerConfiguration: Sendable {
  /// The addresses to listen on; starting fails unless all are available.
  public var listen: [SocketAddress]
  /// Number of event loops, each on its own queue.
  ///
  /// Default: the number of cores available to this process.
  public var loops: Int
  public var limits: ServerLimits
  /// Called with the record of every response, on its loop, so it must be quick.
  ///
  /// Default nil: no access log.
  public var accessLog: (@Sendable (AccessRecord) -> Void)?
  /// Returns the address of the client of a request for its access record.
  ///
  /// Default: the address of the peer, which may be a proxy's.
  public var clientAddress: @Sendable (Request) -> String = { $0.peer }

  public init(
    listen: [SocketAddress], loops: Int = ServerConfiguration.usableCores,
    limits: ServerLimits = ServerLimits(), accessLog: (@Sendable (AccessRecord) -> Void)? = nil
  ) {
    self.listen = listen
    self.loops = loops
    self.limits = limits
    self.accessLog = accessLog
  }

  /// The number of cores available to this process, at least 1.
  public static var usableCores: Int {
    max(1, Int(usable_cores()))
  }
}
