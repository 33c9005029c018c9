import CatalogModel

/// A text from a search box, as a query of the full-text index.
///
/// A hit contains every word, the last one also as a prefix, every "quoted phrase", and no -word or
/// -"phrase". All other characters separate words, so that any text is a valid query. The syntax of
/// the index: https://sqlite.org/fts5.html#full_text_query_syntax
public struct SearchText: Sendable, Equatable {
  /// A word, or several words that must be adjacent.
  public struct Term: Sendable, Equatable {
    /// The term as typed, without quotation marks.
    public var piece: String
    /// The folded words; several for a phrase.
    public var words: [String]
    public var isExcluded: Bool
    public var isQuoted: Bool
    /// The words with letters such as ü spelled out ("zuerich"); `nil` if they have none.
    var spelledOut: [String]?
    /// Whether the term has capital letters and no small ones, like an acronym.
    var isUpper: Bool
  }

  /// Maximum number of terms; further ones are ignored.
  public static let wordLimit = 24

  public let text: String
  public private(set) var terms: [Term]
  /// The number of terms that a hit must contain; `nil` for all.
  var needed: Int?

  public init(_ text: String) {
    self.text = text
    var terms: [Term] = []
    var rest = text[...]
    while let first = rest.first, terms.count < Self.wordLimit {
      if first.isWhitespace {
        rest = rest.dropFirst()
        continue
      }
      var isExcluded = false
      if first == "-", rest.dropFirst().first.map({ !$0.isWhitespace }) ?? false {
        isExcluded = true
        rest = rest.dropFirst()
      }
      let isQuoted = rest.first == "\""
      let piece: Substring
      if isQuoted {
        piece = rest.dropFirst().prefix { $0 != "\"" }
        rest = rest.dropFirst(piece.count + 1)
        if rest.first == "\"" { rest = rest.dropFirst() }
      } else {
        piece = rest.prefix { !$0.isWhitespace && $0 != "\"" }
        rest = rest.dropFirst(piece.count)
      }
      let found = SearchWords(String(piece))
      let words =
        found.words.isEmpty ? found.signs.map { SearchWords.Word(text: $0) } : found.words
      guard !words.isEmpty else { continue }
      terms.append(
        Term(
          piece: String(piece), words: words.map(\.text), isExcluded: isExcluded,
          isQuoted: isQuoted,
          spelledOut: words.contains { $0.spelledOut != nil }
            ? words.map { $0.spelledOut ?? $0.text } : nil,
          isUpper: piece.contains(where: \.isUppercase) && !piece.contains(where: \.isLowercase)))
    }
    self.terms = terms
  }

  /// Creates a text of one term.
  init(_ term: Term) {
    text = term.piece
    terms = [term]
  }

  public var isEmpty: Bool { terms.isEmpty }

  /// The terms without a leading hyphen.
  public var wanted: [Term] { terms.filter { !$0.isExcluded } }

  /// The words of the wanted terms, in order.
  public var words: [String] { wanted.flatMap(\.words) }

  /// Returns the text with other terms, of which a hit must contain at least `count`, and with the
  /// excluded terms if `excludes`.
  public func needing(_ count: Int, of terms: [Term], excludes: Bool = true) -> SearchText {
    var text = self
    text.terms = terms + (excludes ? self.terms.filter(\.isExcluded) : [])
    text.needed = count < terms.count ? count : nil
    return text
  }

  /// Returns the full-text expression; `nil` if no term is wanted.
  ///
  /// With `isOpen` the last word also matches as a prefix.
  public func expression(isOpen: Bool) -> String? {
    let wanted = wanted
    guard !wanted.isEmpty else { return nil }
    let parts = wanted.enumerated().map { index, term in
      Self.expression(term, isOpen: isOpen && endsOpen && index == wanted.count - 1)
    }
    let unwanted = terms.filter(\.isExcluded).map { Self.expression($0, isOpen: false) }
    let all = Self.some(needed ?? parts.count, of: parts)
    return unwanted.isEmpty ? all : "(\(all)) NOT (\(unwanted.joined(separator: " OR ")))"
  }

  public var expression: String? { expression(isOpen: true) }

  /// Whether the last word may be a prefix.
  var endsOpen: Bool {
    terms.last.map { !$0.isExcluded && !$0.isQuoted && ($0.words.last?.count ?? 0) >= 2 } ?? false
  }

  /// The full-text expression of the excluded terms, if there are no others; `nil` otherwise.
  public var exclusion: String? {
    guard expression == nil, !terms.isEmpty else { return nil }
    return terms.map { Self.expression($0, isOpen: false) }.joined(separator: " OR ")
  }

  /// Returns an expression that matches if at least `count` of the parts do.
  private static func some(_ count: Int, of parts: [String]) -> String {
    if count >= parts.count { return parts.joined(separator: " AND ") }
    if count <= 1 { return parts.joined(separator: " OR ") }
    // Either the first part and `count` - 1 of the others, or `count` of the others.
    let rest = Array(parts.dropFirst())
    return "(\(parts[0]) AND (\(some(count - 1, of: rest)))) OR (\(some(count, of: rest)))"
  }

  /// Returns the expression of a term.
  ///
  /// A single word matches in the singular and in the plural.
  private static func expression(_ term: Term, isOpen: Bool) -> String {
    let plain = expression(term.words, term, isOpen)
    guard let spelledOut = term.spelledOut else { return plain }
    return "(\(plain) OR \(expression(spelledOut, term, isOpen)))"
  }

  private static func expression(_ words: [String], _ term: Term, _ isOpen: Bool) -> String {
    let phrase = "\"\(words.joined(separator: " "))\""
    // The index has the characters of such scripts in overlapping pairs.
    let isPart = words.last.map { $0.unicodeScalars.count == 1 && $0.runsOn } ?? false
    guard words.count == 1, let word = words.first, !term.isQuoted, !word.runsOn else {
      return isOpen || isPart ? "\(phrase) *" : phrase
    }
    if isOpen, word.count >= 2 {
      guard let other = singular(word) else { return "\(phrase) *" }
      return "(\(phrase) * OR \"\(other)\")"
    }
    guard word.utf8.count >= 4 else { return phrase }
    return "(\(phrase) OR \"\(singular(word) ?? "\(word)s")\")"
  }

  static func singular(_ word: String) -> String? {
    guard word.utf8.count >= 4, word.hasSuffix("s"), !word.hasSuffix("ss") else { return nil }
    return String(word.dropLast())
  }
}

extension StringProtocol {
  /// Whether it is of a script without spaces, whose words the index has in pairs of characters.
  var runsOn: Bool { unicodeScalars.first.map(Folding.runsOn) ?? false }
}
