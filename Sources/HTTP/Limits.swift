/// The bounds of a request's head and content.
///
/// Each is a setting of the server.
public struct MessageLimits: Sendable, Equatable {
  /// Bytes of the request line; over it is answered 414.
  ///
  /// Default 8,192.
  public var requestLine = 8_192
  /// Bytes of all field lines together; over it is answered 431.
  ///
  /// Default 16,384.
  public var fieldBytes = 16_384
  /// Number of field lines; over it is answered 431.
  ///
  /// Default 100.
  public var fieldCount = 100
  /// Bytes of content; over it is answered 413.
  ///
  /// Default 1 MiB.
  public var body = 1_048_576

  public init() {}
}
