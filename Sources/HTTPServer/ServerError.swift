import Glibc

/// The reason why the server cannot listen.
public enum ServerError: Error, Equatable, Sendable, CustomStringConvertible {
  case invalidAddress(String, reason: String)
  case unknownHost(String, reason: String)
  case addressInUse(SocketAddress)
  /// No interface of this machine has the address.
  case addressNotAvailable(SocketAddress)
  /// Ports below 1024 and folders of others need rights.
  case permissionDenied(SocketAddress)
  /// The path exists and is not a socket; it is left alone.
  case notASocket(path: String)
  case nothingInherited(reason: String)
  /// Another system call failed; `code` is its errno.
  case system(call: String, code: Int32)
  case alreadyStarted

  public var description: String {
    switch self {
    case .invalidAddress(let text, let reason): "\"\(text)\" is not an address: \(reason)"
    case .unknownHost(let host, let reason): "cannot resolve host \(host): \(reason)"
    case .addressInUse(let address): "address \(address) is already in use"
    case .addressNotAvailable(let address): "address \(address) does not belong to this machine"
    case .permissionDenied(let address): "no permission to listen on \(address)"
    case .notASocket(let path): "\(path) exists and is not a socket"
    case .nothingInherited(let reason): "no socket was passed to this process: \(reason)"
    case .system(let call, let code): "\(call) failed: \(String(cString: strerror(code)))"
    case .alreadyStarted: "the server is already started"
    }
  }

  init(_ error: SystemError, at address: SocketAddress) {
    switch error.code {
    case EADDRINUSE: self = .addressInUse(address)
    case EADDRNOTAVAIL: self = .addressNotAvailable(address)
    case EACCES, EPERM: self = .permissionDenied(address)
    default: self.init(error)
    }
  }

  init(_ error: SystemError) {
    self = .system(call: error.call, code: error.code)
  }
}
