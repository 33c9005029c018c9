import Glibc

/// An open file descriptor that closes itself.
struct Descriptor: ~Copyable, Sendable {
  let raw: Int32

  init(_ raw: Int32) {
    self.raw = raw
  }

  deinit {
    // Not retried: Linux frees the number even when it says EINTR.
    _ = Glibc.close(raw)
  }
}
