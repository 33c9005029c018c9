import CSystem
import Glibc

enum Acceptance {
  case connection(Socket)
  case none
  /// The waiting connection was closed; there may be others.
  case lost
  /// The process or the system has run out of descriptors or memory.
  case exhausted
}

extension Acceptance {
  init(_ outcome: Transfer, peer: @autoclosure () -> Peer) {
    switch outcome {
    case .moved(let raw):
      self = .connection(Socket(Descriptor(Int32(raw)), peer: peer()))
    case .blocked:
      self = .none
    case .failed(EMFILE), .failed(ENFILE), .failed(ENOBUFS), .failed(ENOMEM):
      self = .exhausted
    case .failed(EBADF), .failed(EINVAL), .failed(ENOTSOCK):
      preconditionFailure("accept was called on a descriptor that does not listen")
    case .failed:
      self = .lost
    }
  }
}

extension Listener {
  func accept() -> Acceptance {
    var storage = sockaddr_storage()
    let raw = self.raw
    let outcome = withUnsafeMutablePointer(to: &storage) { storage in
      Syscall.transfer {
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let flags = SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        return Int(accept_with_flags(raw, storage, &size, Int32(flags)))
      }
    }
    return Acceptance(outcome, peer: Peer(storage))
  }
}
