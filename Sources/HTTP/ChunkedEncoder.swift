/// Applies the chunked transfer coding (RFC 9112 section 7.1).
public enum ChunkedEncoder {
  /// Appends one chunk; ignores an empty piece, which would end the body.
  public static func append(_ piece: [UInt8], to output: inout [UInt8]) {
    guard !piece.isEmpty else { return }
    appendSize(piece.count, to: &output)
    output.append(contentsOf: piece)
    output.append(ASCII.carriageReturn)
    output.append(ASCII.lineFeed)
  }

  /// Appends the last chunk, without trailers.
  public static func appendEnd(to output: inout [UInt8]) {
    output.append(contentsOf: "0\r\n\r\n".utf8)
  }

  private static func appendSize(_ size: Int, to output: inout [UInt8]) {
    var shift = (Int.bitWidth - 1 - size.leadingZeroBitCount) / 4 * 4
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: size >> shift) & 15
      output.append(digit < 10 ? ASCII.zero + digit : 0x57 + digit)
      shift -= 4
    }
    output.append(ASCII.carriageReturn)
    output.append(ASCII.lineFeed)
  }
}
