import Glibc

/// Conversion between addresses and the kernel's structures.
extension SocketAddress {
  var family: Int32 {
    switch self {
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    case .ipv4, .name, .inherited: AF_INET
    }
  }

  /// Reads a kernel address; `port`, if given, replaces its port.
  init?(_ address: UnsafePointer<sockaddr>?, port: UInt16? = nil) {
    guard let address else { return nil }
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      self = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        let bytes = withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
        return .ipv4(
          host: IPAddress(bytes: bytes).text, port: port ?? UInt16(bigEndian: $0.pointee.sin_port))
      }
    case AF_INET6:
      self = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        let bytes = withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
        return .ipv6(
          host: IPAddress(bytes: bytes).text, port: port ?? UInt16(bigEndian: $0.pointee.sin6_port))
      }
    case AF_UNIX:
      self = address.withMemoryRebound(to: sockaddr_un.self, capacity: 1) {
        let path = withUnsafeBytes(of: $0.pointee.sun_path) { Array($0.prefix { $0 != 0 }) }
        return .unix(path: String(decoding: path, as: UTF8.self))
      }
    default:
      return nil
    }
  }

  /// Calls `body` with the kernel structure of a numeric address or a path.
  func withKernelForm(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    switch self {
    case .ipv4(let host, let port), .name(let host, let port):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      inet_pton(AF_INET, host, &address.sin_addr)
      return SocketAddress.lend(&address, body)
    case .ipv6(let host, let port):
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      inet_pton(AF_INET6, host, &address.sin6_addr)
      return SocketAddress.lend(&address, body)
    case .unix(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) {
        $0.copyBytes(from: path.utf8.prefix(SocketAddress.pathLimit))
      }
      return SocketAddress.lend(&address, body)
    case .inherited:
      var address = sockaddr()
      return body(&address, 0)
    }
  }

  private static func lend<Form>(
    _ form: inout Form, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &form) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<Form>.size))
      }
    }
  }

  /// The address that a socket is bound to.
  static func local(of raw: Int32) throws(SystemError) -> SocketAddress {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let address = try SocketAddress.fill(&storage, &size, "getsockname") {
      getsockname(raw, $0, $1)
    }
    guard let address else { throw SystemError("getsockname", EAFNOSUPPORT) }
    return address
  }

  private static func fill(
    _ storage: inout sockaddr_storage, _ size: inout socklen_t, _ name: String,
    _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) throws(SystemError) -> SocketAddress? {
    let (result, address) = withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        let result = call($0, &size)
        return (result, result == 0 ? SocketAddress($0) : nil)
      }
    }
    guard result == 0 else { throw SystemError(name) }
    return address
  }
}
