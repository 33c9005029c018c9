import CatalogModel
import SQLite

/// Replaces misspelt search words by words of the catalog.
public struct WordCorrector {
  let connection: Connection

  /// Returns the text with its unknown words replaced by the nearest known ones; `nil` if all words
  /// are known or no known word is near.
  ///
  /// Keeps words of fewer than 5 letters, words with digits, and words in capitals of fewer than 8
  /// letters: they may be names that the catalog lacks. `others` are words with a meaning besides
  /// those in records.
  public func corrected(_ text: SearchText, besides others: [String]) throws -> SearchText? {
    var corrections: [String: String] = [:]
    for term in text.wanted where !(term.isUpper && term.piece.count < 8) {
      for word in term.words
      where word.count >= 5 && corrections[word] == nil && !word.contains(where: \.isNumber) {
        let isLast = word == text.words.last
        let known = try connection.first(
          "SELECT 1 FROM search_word WHERE term >= ?1 AND term < ?2 LIMIT 1", word,
          isLast ? "\(word)\u{10ffff}" : "\(word)\u{1}"
        ) { _ in true }
        guard known == nil, !others.contains(word) else { continue }
        corrections[word] = try nearestWord(word, besides: others)
      }
    }
    guard !corrections.isEmpty else { return nil }
    let words = text.terms.map { term in
      let words = term.words.map { term.isExcluded ? $0 : corrections[$0] ?? $0 }
      let joined = words.joined(separator: " ")
      return (term.isExcluded ? "-" : "")
        + (term.isQuoted || words.count > 1 ? "\"\(joined)\"" : joined)
    }
    return SearchText(words.joined(separator: " "))
  }

  /// Returns the known word at the smallest edit distance; of several, the most frequent.
  ///
  /// Compares words with the same first letter first, since most people get that right. Then
  /// compares words that begin alike but for a wrong, missing, added or transposed first letter.
  private func nearestWord(_ word: String, besides others: [String]) throws -> String? {
    let letters = Array(word.utf8)
    let bound = letters.count < 5 ? 1 : 2
    let pattern = EditPattern(letters)
    let near = others.compactMap { other in
      pattern.distance(Array(other.utf8), atMost: bound).map { (other, $0) }
    }
    let other = near.min { $0.1 < $1.1 }
    for beginnings in [[String(word.prefix(1))], Self.beginnings(word)] {
      var best = other.map { (term: $0.0, distance: $0.1, count: Int.max) }
      for beginning in beginnings {
        try connection.each(
          """
          SELECT term, doc FROM search_word WHERE term >= ?1 AND term < ?2
            AND length(term) BETWEEN ?3 AND ?4
          """, beginning, "\(beginning)\u{10ffff}", letters.count - bound, letters.count + bound
        ) { row in
          let distance = row.withUTF8(0) {
            pattern.distance($0, atMost: best?.distance ?? bound)
          }
          guard let distance else { return }
          let count = row.int(1)
          if best.map({ (distance, -count) < ($0.distance, -$0.count) }) ?? true {
            best = (row.text(0), distance, count)
          }
        }
      }
      if let best { return best.term }
    }
    return nil
  }

  /// Returns the beginnings of words to try if the first letter is wrong.
  private static func beginnings(_ word: String) -> [String] {
    let first = String(word.prefix(1))
    let rest = word.dropFirst()
    let (second, third) = (String(rest.prefix(1)), String(rest.dropFirst().prefix(1)))
    let others = "abcdefghijklmnopqrstuvwxyz0123456789".map(String.init).filter { $0 != first }
    return [String(rest.prefix(3)), second + first + third]
      + others.flatMap { [$0 + second + third, $0 + first + second] }
  }
}
