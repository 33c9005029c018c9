/// The limits of a request's head and content.
///
/// Each is a setting of the server.
public struct MessageLimits: Sendable, Equatable {
  /// Maximum bytes of the request line; for more the server answers 414.
  ///
  /// Default 8,192.
  public var requestLine = 8_192
  /// Maximum bytes of all field lines together; for more the server answers 431.
  ///
  /// Default 16,384.
  public var fieldBytes = 16_384
  /// Maximum number of field lines; for more the server answers 431.
  ///
  /// Default 100.
  public var fieldCount = 100
  /// Maximum bytes of content; for more the server answers 413.
  ///
  /// Default 1 MiB.
  public var body = 1_048_576

  public init() {}
}
