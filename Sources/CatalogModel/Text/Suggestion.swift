/// Suggestions for unknown words.
public enum Suggestion {
  /// Returns the candidates nearest to a word by edit distance, the nearest first.
  ///
  /// Includes only those at a distance of at most a third of the word's length (from 1 to 4), and
  /// those that begin with the word.
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

  /// Returns the candidate that shares the most characteristic words with a text; `nil` if none
  /// shares a word.
  ///
  /// A word counts more if few candidates have it. Words with the same first five letters count
  /// half, as forms of one word ("robots", "robotic").
  public static func sharingWords(
    with text: String, among candidates: some Sequence<String>
  ) -> String? {
    let wanted = words(text)
    guard !wanted.isEmpty else { return nil }
    let split = candidates.map { (candidate: $0, words: words($0)) }
    var uses: [Substring: Double] = [:]
    for word in split.flatMap(\.words) { uses[word, default: 0] += 1 }
    var best: (score: Double, candidate: String)?
    for (candidate, words) in split {
      let shared = words.reduce(0) { sum, word in
        if wanted.contains(word) { return sum + 1 / uses[word, default: 1] }
        let stem = word.prefix(5)
        let isForm = stem.count == 5 && wanted.contains { $0.hasPrefix(stem) }
        return sum + (isForm ? 0.5 / uses[word, default: 1] : 0)
      }
      let score = shared / Double(words.count + 1)
      if shared > 0, score > best?.score ?? 0 { best = (score, candidate) }
    }
    return best?.candidate
  }

  private static func words(_ text: String) -> [Substring] {
    Folding.fold(text).split(separator: " ").filter { $0.utf8.count > 1 }
  }
}
