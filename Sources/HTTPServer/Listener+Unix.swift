import Glibc

struct SocketFile: Sendable {
  let path: String
  private let device: UInt
  private let inode: UInt

  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.path = path
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }

  /// Removes the file unless another process has replaced it.
  func remove() {
    var status = stat()
    guard lstat(path, &status) == 0, UInt(status.st_dev) == device, UInt(status.st_ino) == inode
    else { return }
    unlink(path)
  }
}

extension Listener {
  /// Listens at a path; replaces the socket file of an ended process, but never one in use.
  static func bindFile(_ path: String, backlog: Int) throws(ServerError) -> Listener {
    let address = SocketAddress.unix(path: path)
    do throws(SystemError) {
      let descriptor = try stream(AF_UNIX)
      let raw = descriptor.raw
      do throws(SystemError) {
        try Syscall.run("bind") { address.withKernelForm { Glibc.bind(raw, $0, $1) } }
      } catch {
        guard error.code == EADDRINUSE else { throw error }
        guard isSocket(path) else { throw SystemError("bind", ENOTSOCK) }
        guard try isStale(address) else { throw error }
        unlink(path)
        try Syscall.run("bind") { address.withKernelForm { Glibc.bind(raw, $0, $1) } }
      }
      let file = SocketFile(path: path)
      try Syscall.run("listen") { listen(raw, Int32(backlog)) }
      return Listener(descriptor, address: address, file: file)
    } catch {
      if error.code == ENOTSOCK { throw .notASocket(path: path) }
      throw ServerError(error, at: address)
    }
  }

  private static func isSocket(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  /// Whether no process listens on the socket file.
  private static func isStale(_ address: SocketAddress) throws(SystemError) -> Bool {
    let probe = try stream(AF_UNIX)
    let raw = probe.raw
    do throws(SystemError) {
      try Syscall.run("connect") { address.withKernelForm { connect(raw, $0, $1) } }
      return false
    } catch {
      return error.code == ECONNREFUSED
    }
  }
}
