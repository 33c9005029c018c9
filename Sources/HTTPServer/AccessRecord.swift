public import HTTP

/// One answer, as the access log gets it.
public struct AccessRecord: Sendable {
  /// The client's address without a port.
  public let peer: String
  /// Nil where no request could be read.
  public let method: Method?
  /// The target's path and query as they were sent; empty where no request could be read.
  public let target: String
  public let status: Status
  /// Bytes of content; of a stream, those made so far.
  public let bytes: Int
  /// From the end of the request's head to the answer's last byte being made, in microseconds.
  public let microseconds: Int
}
