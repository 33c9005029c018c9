import Glibc

/// A system call that failed, and why.
struct SystemError: Error, Equatable, CustomStringConvertible {
  let call: String
  let code: Int32

  init(_ call: String, _ code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// What became of a call on a descriptor that does not block.
enum Transfer: Equatable {
  case moved(Int)
  /// Nothing can be moved now; the poller will tell when.
  case blocked
  case failed(Int32)
}

/// The one place where interrupted calls are repeated.
enum Syscall {
  /// Runs a call that may have to wait: EAGAIN is an outcome, not an error.
  @inline(__always)
  static func transfer(_ call: () -> Int) -> Transfer {
    while true {
      let count = call()
      if count >= 0 { return .moved(count) }
      let code = errno
      if code == EINTR { continue }
      return code == EAGAIN || code == EWOULDBLOCK ? .blocked : .failed(code)
    }
  }

  /// Runs a call whose every failure is an error; `name` is the call's, for messages.
  @inline(__always) @discardableResult
  static func run(_ name: String, _ call: () -> Int32) throws(SystemError) -> Int32 {
    while true {
      let result = call()
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw SystemError(name, code) }
    }
  }
}
