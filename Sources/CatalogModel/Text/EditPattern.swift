/// A word to compare with many others by edit distance: the number of insertions, deletions,
/// replacements and swaps of neighbours (optimal string alignment).
///
/// It keeps a column of the distance table in the bits of a few integers, so that a byte of the
/// other word costs about twelve operations and no memory access (Hyyrö, "A bit-vector algorithm
/// for computing Levenshtein and Damerau edit distances", 2003).
package struct EditPattern {
  private static let width = 64

  private let word: [UInt8]
  /// For each byte value, a bit for each position at which the word has it.
  private var places = [UInt64](repeating: 0, count: 256)

  /// Creates a pattern.
  ///
  /// Bytes after the 64th are compared by position only.
  package init(_ word: [UInt8]) {
    self.word = word
    for (place, byte) in word.prefix(Self.width).enumerated() {
      places[Int(byte)] |= 1 << UInt64(place)
    }
  }

  /// Returns the distance to another word; `nil` if it exceeds the bound.
  package func distance(_ other: UnsafeBufferPointer<UInt8>, atMost bound: Int) -> Int? {
    guard abs(word.count - other.count) <= bound else { return nil }
    let height = min(word.count, Self.width)
    guard height > 0 else { return other.count }
    let length = min(other.count, Self.width)
    let last: UInt64 = 1 << UInt64(height - 1)
    // The positions at which a column increases and decreases downwards, those equal to the
    // previous column, and the matches.
    var (grows, shrinks, same, matches): (UInt64, UInt64, UInt64, UInt64) = (~0, 0, 0, 0)
    var distance = height
    for index in 0..<length {
      let found = places[Int(other[index])]
      let swapped = (~same & found) << 1 & matches
      same = ((found & grows) &+ grows) ^ grows | found | shrinks | swapped
      var rises = shrinks | ~(same | grows)
      var falls = same & grows
      if rises & last != 0 { distance += 1 } else if falls & last != 0 { distance -= 1 }
      // Each remaining byte reduces the distance by at most one.
      if distance - (length - 1 - index) > bound { return nil }
      rises = rises << 1 | 1
      falls <<= 1
      grows = falls | ~(same | rises)
      shrinks = rises & same
      matches = found
    }
    if max(word.count, other.count) > Self.width { distance += tailDifference(other) }
    return distance <= bound ? distance : nil
  }

  /// Returns the number of different positions after the 64th byte.
  private func tailDifference(_ other: UnsafeBufferPointer<UInt8>) -> Int {
    let shared = max(Self.width, min(word.count, other.count))
    let longer = max(word.count, other.count)
    return (Self.width..<shared).count { word[$0] != other[$0] } + longer - shared
  }

  package func distance(_ other: [UInt8], atMost bound: Int) -> Int? {
    other.withUnsafeBufferPointer { distance($0, atMost: bound) }
  }
}
