public enum SocketAddress: Hashable, Sendable {
  /// An address in dotted form; port 0 lets the system choose.
  case ipv4(host: String, port: UInt16)
  /// An address in RFC 5952 format, without brackets; accepts no IPv4 connections.
  case ipv6(host: String, port: UInt16)
  /// A host name, with all its addresses; "*" means every interface with both protocols.
  case name(String, port: UInt16)
  /// A Unix-domain socket; at most 107 bytes.
  case unix(path: String)
  /// The sockets that systemd passed (`LISTEN_FDS`).
  case inherited

  /// The port, if the address has one.
  public var port: UInt16? {
    switch self {
    case .ipv4(_, let port), .ipv6(_, let port), .name(_, let port): port
    case .unix, .inherited: nil
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ipv4(let host, let port), .name(let host, let port): "\(host):\(port)"
    case .ipv6(let host, let port): "[\(host)]:\(port)"
    case .unix(let path): "unix:\(path)"
    case .inherited: "systemd"
    }
  }
}
