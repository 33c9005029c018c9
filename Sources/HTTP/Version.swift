/// The HTTP version of a message; only major version 1 is supported (RFC 9112 section 2.3).
public struct Version: Hashable, Sendable {
  public var major: UInt8
  public var minor: UInt8

  public init(major: UInt8, minor: UInt8) {
    self.major = major
    self.minor = minor
  }

  public static let http10 = Version(major: 1, minor: 0)
  public static let http11 = Version(major: 1, minor: 1)
}
