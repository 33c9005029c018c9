import Glibc

/// An open file descriptor that closes itself.
struct Descriptor: ~Copyable, Sendable {
  let raw: Int32

  init(_ raw: Int32) {
    self.raw = raw
  }

  deinit {
    // Not repeated, since Linux frees the descriptor even for EINTR.
    _ = Glibc.close(raw)
  }
}
