import CatalogModel

/// Finds passages with the search words, to show with hits.
struct Snippet {
  /// Maximum number of pieces in a passage.
  private static let length = 24

  /// The words that match each term: itself, its other spelling, and its singular or plural.
  private let wanted: [Set<String>]
  /// The prefix that the last term also matches; `nil` if it must match as a word.
  private let opening: String?

  init(_ search: SearchText) {
    let terms = search.wanted
    wanted = terms.map { term in
      var words = Set(term.words + (term.spelledOut ?? []))
      if !term.isQuoted, term.words.count == 1, let word = term.words.first {
        words.insert(SearchText.singular(word) ?? "\(word)s")
      }
      return words
    }
    let last = search.terms.last?.words.last
    opening = search.endsOpen || last?.runsOn ?? false ? last : nil
  }

  /// A text with its matches marked.
  struct Passage {
    fileprivate var pieces: [Piece]
    /// The different terms in it, by their positions in the search.
    var terms: Set<Int>

    var coverage: Int { terms.count }
  }

  /// A piece of text that is marked as a whole: a word with the signs around it, or a character of
  /// a script without spaces.
  fileprivate struct Piece {
    var text: Substring
    var followsSpace: Bool
    var isFound = false
  }

  /// The number of terms.
  var termCount: Int { wanted.count }

  /// Marks the matches in a text; returns `nil` if there are none.
  func find(in text: String) -> Passage? {
    var pieces = Self.pieces(of: text)
    var seen = [Bool](repeating: false, count: wanted.count)
    for index in pieces.indices {
      for (word, length) in Self.words(at: index, in: pieces) {
        var found = 0
        if let opening, word.hasPrefix(opening) {
          found = min(length, opening.count)
          seen[wanted.count - 1] = true
        }
        for (term, words) in wanted.enumerated() where words.contains(word) {
          found = length
          seen[term] = true
        }
        for index in index..<(index + found) { pieces[index].isFound = true }
      }
    }
    let terms = Set(seen.indices.filter { seen[$0] })
    return terms.isEmpty ? nil : Passage(pieces: pieces, terms: terms)
  }

  /// Returns the passage with the most terms, then passages that add terms, and the number of
  /// different terms in all of them.
  func passages(in texts: [String]) -> (passages: [Passage], coverage: Int) {
    var left = texts.compactMap(find)
    var chosen: [Passage] = []
    var terms: Set<Int> = []
    while let most = left.map({ $0.terms.subtracting(terms).count }).max(), most > 0,
      let index = left.firstIndex(where: { $0.terms.subtracting(terms).count == most })
    {
      chosen.append(left.remove(at: index))
      terms.formUnion(chosen[chosen.count - 1].terms)
    }
    return (chosen, terms.count)
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    for word in text.utf8.split(separator: UInt8(ascii: " ")).map({ Substring($0) }) {
      var isFirst = true
      for part in parts(of: word) {
        pieces.append(Piece(text: part, followsSpace: isFirst))
        isFirst = false
      }
    }
    return pieces
  }

  /// Returns the word as one part, or each character of scripts without spaces as a part.
  private static func parts(of word: Substring) -> [Substring] {
    guard word.unicodeScalars.contains(where: Folding.runsOn) else { return [word] }
    var parts: [Substring] = []
    var rest = word
    while let first = rest.unicodeScalars.first {
      let part =
        Folding.runsOn(first)
        ? rest.prefix(1) : rest.prefix { !($0.unicodeScalars.first.map(Folding.runsOn) ?? false) }
      parts.append(part)
      rest = rest[part.endIndex...]
    }
    return parts
  }

  /// Returns the words that begin at a piece, as the index has them, each with its number of
  /// pieces.
  private static func words(at index: Int, in pieces: [Piece]) -> [(String, Int)] {
    let piece = pieces[index]
    let words = SearchWords(String(piece.text))
    let texts = words.words.map(\.text) + words.words.compactMap(\.spelledOut) + words.others
    var found = texts.map { ($0, 1) }
    let next = index + 1
    if piece.text.runsOn, next < pieces.count, !pieces[next].followsSpace, pieces[next].text.runsOn
    {
      found.append(("\(piece.text)\(pieces[next].text)", 2))
    }
    return found
  }

  /// Returns the passage as HTML: escaped text with the matches in `<mark>`.
  ///
  /// If the text is too long, returns the part with the most matches.
  func html(_ passage: Passage) -> String {
    let pieces = passage.pieces
    var start = 0
    if pieces.count > Self.length {
      var hits = pieces[..<Self.length].count(where: \.isFound)
      var best = hits
      for index in 1...(pieces.count - Self.length) {
        hits += (pieces[index + Self.length - 1].isFound ? 1 : 0)
        hits -= (pieces[index - 1].isFound ? 1 : 0)
        if hits > best { (best, start) = (hits, index) }
      }
    }
    let end = min(pieces.count, start + Self.length)
    var html = start > 0 ? "… " : ""
    for index in start..<end {
      let piece = pieces[index]
      // Adjacent matches without a space share one `<mark>`.
      let goesOn = index > start && !piece.followsSpace && pieces[index - 1].isFound
      if goesOn && !piece.isFound { html += "</mark>" }
      if index > start && piece.followsSpace {
        if pieces[index - 1].isFound { html += "</mark>" }
        html += " "
      }
      if piece.isFound && !goesOn { html += "<mark>" }
      Self.append(piece.text, to: &html)
    }
    if end > start, pieces[end - 1].isFound { html += "</mark>" }
    return html + (end < pieces.count ? " …" : "")
  }

  private static func append(_ text: Substring, to html: inout String) {
    guard text.utf8.contains(where: { "&<>\"".utf8.contains($0) }) else {
      html += text
      return
    }
    for character in text {
      switch character {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      default: html.append(character)
      }
    }
  }
}
