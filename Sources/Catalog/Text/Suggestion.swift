/// Guesses what was meant by a word that is not known.
public enum Suggestion {
  /// The candidates that are nearest to a word by edit distance, the nearest first; only those
  /// that differ in at most a third of their letters, or that begin with the word.
  public static func nearest(
    to word: String, among candidates: some Sequence<String>, limit: Int
  ) -> [String] {
    let wanted = Array(Folding.fold(word).utf8)
    guard !wanted.isEmpty else { return [] }
    let pattern = EditPattern(wanted)
    let bound = max(1, min(4, wanted.count / 3))
    var found: [(distance: Int, order: Int, candidate: String)] = []
    for (order, candidate) in candidates.enumerated() {
      let letters = Array(Folding.fold(candidate).utf8)
      if let distance = pattern.distance(letters, atMost: bound) {
        found.append((distance, order, candidate))
      } else if wanted.count >= 3, letters.starts(with: wanted) {
        found.append((bound + 1, order, candidate))
      }
    }
    let sorted = found.sorted { ($0.distance, $0.order) < ($1.distance, $1.order) }
    return Array(sorted.prefix(limit).map(\.candidate))
  }
}
