import Glibc

extension Listener {
  /// The first descriptor that systemd passes (sd_listen_fds(3)).
  static let firstPassed: Int32 = 3

  /// Takes over the listening sockets that systemd passed to this process, once.
  static func inherited(from first: Int32 = firstPassed) throws(ServerError) -> [Listener] {
    func variable(_ name: String) -> Int32? {
      getenv(name).flatMap { Int32(String(cString: $0)) }
    }
    guard let process = variable("LISTEN_PID"), let count = variable("LISTEN_FDS") else {
      throw .nothingInherited(reason: "LISTEN_PID and LISTEN_FDS are not set")
    }
    guard process == getpid() else {
      throw .nothingInherited(reason: "LISTEN_PID names another process")
    }
    guard (1...1_024).contains(count) else {
      throw .nothingInherited(reason: "LISTEN_FDS is \(count)")
    }
    // Child processes must not use these sockets.
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    var listeners: [Listener] = []
    for raw in first..<(first + count) { listeners.append(try adopt(raw)) }
    return listeners
  }

  private static func adopt(_ raw: Int32) throws(ServerError) -> Listener {
    var listens: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(raw, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0, listens == 1 else {
      throw .nothingInherited(reason: "descriptor \(raw) is not a listening socket")
    }
    do throws(SystemError) {
      try Syscall.run("fcntl") { fcntl(raw, F_SETFD, FD_CLOEXEC) }
      let flags = try Syscall.run("fcntl") { fcntl(raw, F_GETFL) }
      try Syscall.run("fcntl") { fcntl(raw, F_SETFL, flags | O_NONBLOCK) }
      // Fails for a Unix-domain socket, which does not have these options.
      try? set(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      try? set(raw, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, unsentInKernel)
      return Listener(Descriptor(raw), address: try .local(of: raw))
    } catch {
      throw ServerError(error)
    }
  }
}
