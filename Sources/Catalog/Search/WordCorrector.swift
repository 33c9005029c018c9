import CatalogModel
import SQLite

/// Replaces misspelt search words by words of the catalog.
public struct WordCorrector {
  let connection: Connection

  /// Minimum number of records with a word to which two changes lead.
  private static let leastFrequency = 10

  /// Returns the text with its unknown words replaced by the nearest known ones; `nil` if all words
  /// are known or no known word is near.
  ///
  /// Keeps words of fewer than 5 letters, words in capitals of fewer than 8 letters, and names of
  /// places: the catalog may lack what they name. Parts a word with letters and digits ("gpt4").
  /// `others` are words with a meaning besides those in records.
  public func corrected(_ text: SearchText, besides others: [String]) throws -> SearchText? {
    var corrections: [String: String] = [:]
    let places = try wordsOfPlaces(text)
    for term in text.wanted {
      for word in term.words where corrections[word] == nil && !places.contains(word) {
        let hasDigits = word.contains(where: \.isNumber)
        guard hasDigits || word.count >= 5 && !(term.isUpper && term.piece.count < 8)
        else { continue }
        let isLast = word == text.words.last
        let known = try connection.first(
          "SELECT 1 FROM search_word WHERE term >= ?1 AND term < ?2 LIMIT 1", word,
          isLast ? "\(word)\u{10ffff}" : "\(word)\u{1}"
        ) { _ in true }
        guard known == nil, !others.contains(word) else { continue }
        corrections[word] =
          try hasDigits ? parted(word) : nearestWord(word, besides: others)
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

  /// Returns the words of the text that are, alone or with their neighbours, names of places.
  private func wordsOfPlaces(_ text: SearchText) throws -> Set<String> {
    let words = text.words
    var found: Set<String> = []
    for start in words.indices {
      for end in (start + 1)...min(start + 3, words.count) {
        let known = try connection.first(
          "SELECT 1 FROM place_label WHERE folded = ?1 LIMIT 1",
          words[start..<end].joined(separator: " ")
        ) { _ in true }
        if known != nil { found.formUnion(words[start..<end]) }
      }
    }
    return found
  }

  /// Returns the letters and the digits of a word with a hyphen between them, if records have them
  /// side by side.
  private func parted(_ word: String) throws -> String? {
    let letters = word.prefix { !$0.isNumber }
    let digits = word.dropFirst(letters.count)
    guard letters.count > 1, !digits.isEmpty, digits.allSatisfy(\.isNumber) else { return nil }
    let known = try connection.first(
      "SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1", "\"\(letters) \(digits)\""
    ) { _ in true }
    return known == nil ? nil : "\(letters)-\(digits)"
  }

  /// Returns the known word at the smallest edit distance; of several, the most frequent.
  ///
  /// Compares words with the same first letter first, since most people get that right. Then, for
  /// words of more than 5 letters, compares words that begin alike but for a wrong, missing, added
  /// or transposed first letter.
  private func nearestWord(_ word: String, besides others: [String]) throws -> String? {
    let letters = Array(word.utf8)
    // Two changes make another word of a short one: "rework", "resort".
    let bound = letters.count < 7 ? 1 : 2
    let pattern = EditPattern(letters)
    let near = others.compactMap { other in
      pattern.distance(Array(other.utf8), atMost: bound).map { (other, $0) }
    }
    let other = near.min { $0.1 < $1.1 }
    let others = letters.count > 5 ? [Self.beginnings(word)] : []
    for beginnings in [[String(word.prefix(1))]] + others {
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
          let count = row.int(1)
          // Two changes make a name that is in a few records of many a word: "webinar", "weinan".
          guard let distance, distance < 2 || count >= Self.leastFrequency else { return }
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
