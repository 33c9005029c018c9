/// A piece of a text around the words that were found, for showing.
enum Snippet {
  /// Words that are shown.
  private static let length = 24

  /// HTML: the text is escaped, and what was found stands in `<mark>`; nil where nothing is found.
  static func of(_ text: String, for search: SearchText) -> String? {
    let pieces = text.split(separator: " ")
    let found = pieces.map { piece in
      Folding.fold(String(piece)).split(separator: " ").contains { search.finds(String($0)) }
    }
    guard let first = found.firstIndex(of: true) else { return nil }
    // Where everything does not fit, the hits' neighbourhood is shown.
    let start = pieces.count <= length ? 0 : max(0, min(first - 4, pieces.count - length))
    let end = min(pieces.count, start + length)
    var words: [String] = []
    for index in start..<end {
      let word = escaped(pieces[index])
      words.append(found[index] ? "<mark>\(word)</mark>" : word)
    }
    return (start > 0 ? "… " : "") + words.joined(separator: " ")
      + (end < pieces.count ? " …" : "")
  }

  /// How many of the words that must be found are in a text.
  static func coverage(_ text: String, for search: SearchText) -> Int {
    let words = Folding.fold(text).split(separator: " ").map(String.init)
    return search.terms.count { term in
      guard !term.isExcluded else { return false }
      let alone = SearchText(term)
      return words.contains { alone.finds($0) || term.words.contains($0) }
    }
  }

  private static func escaped(_ text: Substring) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
