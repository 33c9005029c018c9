private import CZlib

/// The gzip coding (RFC 1952) by the system's zlib.
///
/// The same bytes give the same output, because the header has no time and no name.
///
/// Not thread-safe; each instance writes one stream.
final class Gzip {
  enum Flush {
    /// zlib may hold output back for better compression.
    case none
    /// The output so far decompresses to all input so far.
    case sync
    /// The input ends, and with it the stream.
    case finish
  }

  // On the heap, since zlib keeps the stream's address.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Creates a stream with a level from 1 (fast) to 9 (small).
  ///
  /// Traps if memory for the window (256 KiB) is not available.
  init(level: Int32 = 6) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = czlib_begin_gzip(stream, level)
    precondition(code == Z_OK, "zlib cannot start: \(code)")
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Compresses a piece, and appends the available output.
  func append(_ piece: [UInt8], flush: Flush, to output: inout [UInt8]) {
    let mode =
      switch flush {
      case .none: Z_NO_FLUSH
      case .sync: Z_SYNC_FLUSH
      case .finish: Z_FINISH
      }
    piece.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      let chunk = 16_384
      while true {
        var produced = 0
        let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = UInt32(chunk)
          deflate(stream, mode)
          count = chunk - Int(stream.pointee.avail_out)
          produced = count
        }
        output.append(contentsOf: part)
        // zlib may have more output if it filled the buffer.
        if produced < chunk { break }
      }
      stream.pointee.next_in = nil
    }
  }

  /// Returns bytes compressed as one gzip member.
  static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    let gzip = Gzip(level: level)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 4 + 64)
    gzip.append(bytes, flush: .finish, to: &output)
    return output
  }
}
