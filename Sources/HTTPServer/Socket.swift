import CSystem
import Glibc

/// A non-blocking socket of an accepted connection; closed with its last reference.
final class Socket: Sendable {
  private let descriptor: Descriptor
  let peer: Peer

  init(_ descriptor: consuming Descriptor, peer: Peer) {
    self.descriptor = descriptor
    self.peer = peer
  }

  var raw: Int32 { descriptor.raw }

  /// Reads into `buffer[start...]`; `.moved(0)` is the end of the client's data.
  func receive(into buffer: inout [UInt8], from start: Int) -> Transfer {
    precondition(
      start < buffer.count, "a buffer without room reads 0 bytes, which means the end of the stream"
    )
    let raw = descriptor.raw
    return buffer.withUnsafeMutableBytes { buffer in
      Syscall.transfer {
        recv(raw, buffer.baseAddress.map { $0 + start }, buffer.count - start, 0)
      }
    }
  }

  /// Sends at most `limit` bytes of `bytes[start...]`.
  func send(_ bytes: [UInt8], from start: Int, limit: Int) -> Transfer {
    let raw = descriptor.raw
    return bytes.withUnsafeBytes { bytes in
      Syscall.transfer {
        Glibc.send(
          raw, bytes.baseAddress.map { $0 + start }, min(limit, bytes.count - start),
          Int32(MSG_NOSIGNAL))
      }
    }
  }

  /// Sends `first[start...]` and then `second` with one call, at most `limit` bytes of `second`.
  func send(_ first: [UInt8], from start: Int, then second: [UInt8], limit: Int) -> Transfer {
    let raw = descriptor.raw
    return first.withUnsafeBytes { first in
      second.withUnsafeBytes { second in
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
          parts[0] = iovec(
            iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress.map { $0 + start }),
            iov_len: first.count - start)
          parts[1] = iovec(
            iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress),
            iov_len: min(limit, second.count))
          var message = msghdr()
          message.msg_iov = parts.baseAddress
          message.msg_iovlen = 2
          return Syscall.transfer { sendmsg(raw, &message, Int32(MSG_NOSIGNAL)) }
        }
      }
    }
  }

  func endSending() {
    _ = shutdown(descriptor.raw, Int32(SHUT_WR))
  }

  /// Number of bytes in the kernel's send buffer that the client's kernel has not acknowledged.
  var unacknowledged: Int {
    var count: Int32 = 0
    return socket_unsent(descriptor.raw, &count) == 0 ? Int(count) : 0
  }

  /// Sets the size of the kernel's send buffer, which the kernel doubles.
  func setSendBuffer(_ size: Int) {
    var size = Int32(clamping: size)
    _ = setsockopt(
      descriptor.raw, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Makes closing a reset, which frees unsent data.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = setsockopt(
      descriptor.raw, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
