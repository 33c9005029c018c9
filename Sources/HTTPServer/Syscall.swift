import Glibc

/// A failed system call with its errno.
struct SystemError: Error, Equatable, CustomStringConvertible {
  let call: String
  let code: Int32

  init(_ call: String, _ code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// The result of a call on a non-blocking descriptor.
enum Transfer: Equatable {
  case moved(Int)
  /// No bytes can be transferred now; the poller will report when.
  case blocked
  case failed(Int32)
}

/// Repeats interrupted system calls.
enum Syscall {
  /// Runs a non-blocking call; EAGAIN is a result, not an error.
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

  /// Runs a call and throws on any failure; `name` is for messages.
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
