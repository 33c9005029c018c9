import CSystem

/// What a server is made with.
public struct ServerConfiguration: Sendable {
  /// Where to listen; all of them or none.
  public var listen: [SocketAddress]
  /// Event loops, each on its own queue.
  ///
  /// Default: as many as the cores that this process may use.
  public var loops: Int
  public var limits: ServerLimits
  /// Gets a record of every answer, on the loop that gave it, so it must be quick.
  ///
  /// Default nil: nothing is recorded.
  public var accessLog: (@Sendable (AccessRecord) -> Void)?

  public init(
    listen: [SocketAddress], loops: Int = ServerConfiguration.usableCores,
    limits: ServerLimits = ServerLimits(), accessLog: (@Sendable (AccessRecord) -> Void)? = nil
  ) {
    self.listen = listen
    self.loops = loops
    self.limits = limits
    self.accessLog = accessLog
  }

  /// The cores that this process may run on, at least 1.
  public static var usableCores: Int {
    max(1, Int(usable_cores()))
  }
}
