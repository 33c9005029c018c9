/// Guesses what was meant by a word that is not known.
public enum Suggestion {
  /// The candidates that are nearest to a word by edit distance, the nearest first; only those
  /// that differ in at most a third of their letters, or that begin with the word.
  public static func nearest(
    to word: String, among candidates: some Sequence<String>, limit: Int
  ) -> [String] {
    let wanted = Array(Folding.fold(word).utf8)
    guard !wanted.isEmpty else { return [] }
    let bound = max(1, min(4, wanted.count / 3))
    var found: [(distance: Int, order: Int, candidate: String)] = []
    for (order, candidate) in candidates.enumerated() {
      let letters = Array(Folding.fold(candidate).utf8)
      if let distance = distance(wanted, letters, atMost: bound) {
        found.append((distance, order, candidate))
      } else if wanted.count >= 3, letters.starts(with: wanted) {
        found.append((bound + 1, order, candidate))
      }
    }
    let sorted = found.sorted { ($0.distance, $0.order) < ($1.distance, $1.order) }
    return Array(sorted.prefix(limit).map(\.candidate))
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the
  /// other (optimal string alignment); nil over the bound.
  static func distance(_ one: [UInt8], _ other: [UInt8], atMost bound: Int) -> Int? {
    guard abs(one.count - other.count) <= bound else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, second) in other.enumerated() {
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (letter == second ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == second {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      if let least = current.min(), least > bound { return nil }
      beforeLast = last
      last = current
    }
    return last[other.count] <= bound ? last[other.count] : nil
  }
}
