private import Glibc

/// Fast search for line ends.
public enum LineEnds {
  /// Returns the number of line feeds.
  public static func count(_ bytes: [UInt8]) -> Int {
    var count = 0
    for byte in bytes { count &+= byte == 0x0a ? 1 : 0 }
    return count
  }

  /// Returns the first line of a text, without its line end.
  static func firstLine(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let start = text.baseAddress, let end = memchr(start, 0x0a, text.count) else {
      return text
    }
    return UnsafeBufferPointer(
      start: start, count: UnsafeRawPointer(end) - UnsafeRawPointer(start))
  }
}
