import Glibc

final class Listener: Sendable {
  private let descriptor: Descriptor
  /// The address, with the port that the system chose.
  let address: SocketAddress
  /// The socket file to remove when listening ends, if it is still the same file.
  private let file: SocketFile?

  /// Maximum unsent bytes in the kernel per connection.
  static let unsentInKernel: Int32 = 131_072

  init(_ descriptor: consuming Descriptor, address: SocketAddress, file: SocketFile? = nil) {
    self.descriptor = descriptor
    self.address = address
    self.file = file
  }

  deinit {
    file?.remove()
  }

  var raw: Int32 { descriptor.raw }

  /// Listens on all addresses of `address`, with the same port.
  static func open(_ address: SocketAddress, backlog: Int) throws(ServerError) -> [Listener] {
    if address == .inherited { return try inherited() }
    // A port that the system chooses for one address can be in use at another.
    for _ in 0..<8 where address.port == 0 {
      do throws(ServerError) {
        return try openOnce(address, backlog: backlog)
      } catch {
        guard case .addressInUse = error else { throw error }
      }
    }
    return try openOnce(address, backlog: backlog)
  }

  private static func openOnce(
    _ address: SocketAddress, backlog: Int
  ) throws(ServerError) -> [Listener] {
    var listeners: [Listener] = []
    var chosen: UInt16?
    for target in try address.resolved() {
      do throws(ServerError) {
        let listener = try bind(target.withPort(chosen), backlog: backlog)
        chosen = listener.address.port
        listeners.append(listener)
      } catch {
        // Without IPv6, the other address of the name is enough.
        if case .name = address, error.saysUnsupported { continue }
        throw error
      }
    }
    guard !listeners.isEmpty else { throw .addressNotAvailable(address) }
    return listeners
  }

  /// Binds without SO_REUSEPORT, so that a second process on the address fails.
  private static func bind(
    _ address: SocketAddress, backlog: Int
  ) throws(ServerError) -> Listener {
    if case .unix(let path) = address { return try bindFile(path, backlog: backlog) }
    do throws(SystemError) {
      let descriptor = try stream(address.family)
      let raw = descriptor.raw
      try set(raw, SOL_SOCKET, SO_REUSEADDR, 1)
      if address.family == AF_INET6 { try set(raw, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
      // Accepted sockets inherit these options.
      try set(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      try set(raw, SOL_SOCKET, SO_KEEPALIVE, 1)
      // Less than the kernel's default, for clients that read slowly or not at all.
      try set(raw, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, unsentInKernel)
      try Syscall.run("bind") { address.withKernelForm { Glibc.bind(raw, $0, $1) } }
      try Syscall.run("listen") { listen(raw, Int32(backlog)) }
      return Listener(descriptor, address: try .local(of: raw))
    } catch {
      throw ServerError(error, at: address)
    }
  }

  static func stream(_ family: Int32) throws(SystemError) -> Descriptor {
    let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    return Descriptor(try Syscall.run("socket") { socket(family, Int32(type), 0) })
  }

  static func set(
    _ raw: Int32, _ level: Int32, _ option: Int32, _ value: Int32
  ) throws(SystemError) {
    var value = value
    try Syscall.run("setsockopt") {
      setsockopt(raw, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
  }
}

extension SocketAddress {
  fileprivate func withPort(_ port: UInt16?) -> SocketAddress {
    guard let port else { return self }
    return switch self {
    case .ipv4(let host, _): .ipv4(host: host, port: port)
    case .ipv6(let host, _): .ipv6(host: host, port: port)
    default: self
    }
  }
}

extension ServerError {
  fileprivate var saysUnsupported: Bool {
    switch self {
    case .system(_, EAFNOSUPPORT), .addressNotAvailable: true
    default: false
    }
  }
}
