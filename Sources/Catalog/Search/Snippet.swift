/// Pieces of texts around the words that were found, for showing.
struct Snippet {
  /// Words that are shown.
  private static let length = 24

  /// The words that find each term: itself, and its other number.
  private let wanted: [Set<String>]
  /// What the last word may be the beginning of.
  private let opening: String?

  init(_ search: SearchText) {
    let terms = search.terms.filter { !$0.isExcluded }
    wanted = terms.map { term in
      var words = Set(term.words)
      if !term.isQuoted, term.words.count == 1, let word = term.words.first {
        words.insert(SearchText.singular(word) ?? "\(word)s")
      }
      return words
    }
    opening = search.endsOpen ? search.terms.last?.words.last : nil
  }

  /// A text with what was found in it.
  struct Finding {
    fileprivate var pieces: [Substring]
    fileprivate var isFound: [Bool]
    /// How many of the terms are in it.
    var coverage: Int
  }

  /// How many terms there are.
  var termCount: Int { wanted.count }

  /// Nil where nothing is found.
  func find(in text: String) -> Finding? {
    let pieces = text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    var finding = Finding(pieces: pieces, isFound: [], coverage: 0)
    var seen = [Bool](repeating: false, count: wanted.count)
    for piece in finding.pieces {
      var isFound = false
      for word in Folding.fold(String(piece)).utf8.split(separator: UInt8(ascii: " ")) {
        let word = String(Substring(word))
        for (index, words) in wanted.enumerated() where words.contains(word) {
          isFound = true
          seen[index] = true
        }
        if let opening, word.hasPrefix(opening) {
          isFound = true
          seen[wanted.count - 1] = true
        }
      }
      finding.isFound.append(isFound)
    }
    finding.coverage = seen.count { $0 }
    return finding.coverage > 0 ? finding : nil
  }

  /// HTML: the text is escaped, and what was found stands in `<mark>`.
  ///
  /// Where everything does not fit, the stretch with the most hits is shown.
  func html(_ finding: Finding) -> String {
    let pieces = finding.pieces
    var start = 0
    if pieces.count > Self.length {
      var hits = finding.isFound[..<Self.length].count { $0 }
      var best = hits
      for index in 1...(pieces.count - Self.length) {
        hits += (finding.isFound[index + Self.length - 1] ? 1 : 0)
        hits -= (finding.isFound[index - 1] ? 1 : 0)
        if hits > best { (best, start) = (hits, index) }
      }
    }
    let end = min(pieces.count, start + Self.length)
    var html = start > 0 ? "… " : ""
    for index in start..<end {
      if index > start { html += " " }
      if finding.isFound[index] { html += "<mark>" }
      Self.append(pieces[index], to: &html)
      if finding.isFound[index] { html += "</mark>" }
    }
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
