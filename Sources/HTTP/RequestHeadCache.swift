import Glibc

/// A cache of requests without content by the exact bytes of their heads, so that repeated requests
/// need no parsing.
///
/// A table of fixed size, in which a newer head replaces an older one. Heads with credentials are
/// not cached.
public struct RequestHeadCache {
  public final class Entry {
    public let bytes: [UInt8]
    public let request: Request
    public let keepsAlive: Bool

    init(bytes: [UInt8], request: Request, keepsAlive: Bool) {
      self.bytes = bytes
      self.request = request
      self.keepsAlive = keepsAlive
    }
  }

  /// Maximum bytes of a cached head.
  static let longest = 1_024
  private static let size = 128

  private var entries = [Entry?](repeating: nil, count: RequestHeadCache.size)
  private var latest: Entry?

  public init() {}

  /// Returns the cached request whose head is at `start`, if any.
  public mutating func find(_ bytes: [UInt8], from start: Int, to end: Int) -> Entry? {
    // A head ends with an empty line, so a cached head that is a prefix is the complete head.
    if let latest, RequestHeadCache.matches(latest, bytes, from: start, to: end) { return latest }
    guard let length = RequestHeadCache.length(bytes, from: start, to: end),
      let entry = entries[RequestHeadCache.index(bytes, from: start, count: length)],
      entry.bytes.count == length, RequestHeadCache.matches(entry, bytes, from: start, to: end)
    else { return nil }
    latest = entry
    return entry
  }

  public mutating func remember(
    _ request: Request, keepsAlive: Bool, head bytes: [UInt8], from start: Int, count: Int
  ) {
    guard count <= RequestHeadCache.longest, !request.fields.lines.contains(where: \.isCredential)
    else {
      return
    }
    let entry = Entry(
      bytes: Array(bytes[start..<(start + count)]), request: request, keepsAlive: keepsAlive)
    entries[RequestHeadCache.index(bytes, from: start, count: count)] = entry
    latest = entry
  }

  private static func matches(
    _ entry: Entry, _ bytes: [UInt8], from start: Int, to end: Int
  ) -> Bool {
    let count = entry.bytes.count
    guard end - start >= count else { return false }
    return entry.bytes.withUnsafeBytes { known in
      bytes.withUnsafeBytes { bytes in
        guard let known = known.baseAddress, let bytes = bytes.baseAddress else { return false }
        return memcmp(known, bytes + start, count) == 0
      }
    }
  }

  /// The length up to and including the first empty line; nil if there is none.
  private static func length(_ bytes: [UInt8], from start: Int, to end: Int) -> Int? {
    var index = start
    let stop = min(end, start + longest)
    while index + 4 <= stop {
      // Skips bytes that cannot be part of the four bytes at the end.
      switch bytes[index + 3] {
      case 0x0A:
        if bytes[index + 2] == 0x0D, bytes[index + 1] == 0x0A, bytes[index] == 0x0D {
          return index + 4 - start
        }
        index += 2
      case 0x0D:
        index += 1
      default:
        index += 4
      }
    }
    return nil
  }

  private static func index(_ bytes: [UInt8], from start: Int, count: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
      var index = start
      let end = start + count
      while index + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        index += 8
      }
      while index < end {
        hash = (hash ^ UInt64(bytes[index])) &* 0xFF51_AFD7_ED55_8CCD
        index += 1
      }
      return Int(truncatingIfNeeded: (hash ^ hash >> 29) & UInt64(size - 1))
    }
  }
}

extension Fields.Line {
  fileprivate var isCredential: Bool { name == .authorization || name == .cookie }
}
