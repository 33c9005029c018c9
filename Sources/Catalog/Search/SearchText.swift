/// What somebody typed into a search box, as a question to the full-text index.
///
/// Words must all be found, the last one also as the beginning of a word; "quoted phrases" as they
/// stand; -words and -"phrases" must not be. Whatever else is typed separates words. There is no
/// text that is an error (https://sqlite.org/fts5.html#full_text_query_syntax).
public struct SearchText: Sendable, Equatable {
  public struct Term: Sendable, Equatable {
    /// Folded words; several for a phrase.
    public var words: [String]
    public var isExcluded: Bool
    public var isQuoted: Bool
  }

  /// Words beyond this many are passed over.
  public static let wordLimit = 24

  public let text: String
  public let terms: [Term]

  public init(_ text: String) {
    self.text = text
    var terms: [Term] = []
    var rest = text[...]
    while let first = rest.first {
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
      // The index takes an apostrophe for a gap.
      let spaced = String(piece.map { $0 == "'" || $0 == "’" ? " " : $0 })
      let words = Folding.fold(spaced).split(separator: " ").map(String.init)
      guard !words.isEmpty else { continue }
      terms.append(Term(words: words, isExcluded: isExcluded, isQuoted: isQuoted))
    }
    self.terms = Array(terms.prefix(Self.wordLimit))
  }

  public var isEmpty: Bool { terms.isEmpty }

  /// The words that must be found, in order.
  public var words: [String] { terms.filter { !$0.isExcluded }.flatMap(\.words) }

  /// The index's expression for what must be found and what must not; nil where nothing must be
  /// found.
  ///
  /// With `isOpen` the last word is found as the beginning of a word too.
  public func expression(isOpen: Bool) -> String? {
    let wanted = terms.filter { !$0.isExcluded }
    guard !wanted.isEmpty else { return nil }
    var parts: [String] = []
    for (index, term) in wanted.enumerated() {
      parts.append(
        Self.expression(term, isOpen: isOpen && endsOpen && index == wanted.count - 1))
    }
    let unwanted = terms.filter(\.isExcluded).map { Self.expression($0, isOpen: false) }
    let all = parts.joined(separator: " AND ")
    return unwanted.isEmpty ? all : "(\(all)) NOT (\(unwanted.joined(separator: " OR ")))"
  }

  public var expression: String? { expression(isOpen: true) }

  /// Whether the last word may be the beginning of one.
  var endsOpen: Bool {
    terms.last.map { !$0.isExcluded && !$0.isQuoted && ($0.words.last?.count ?? 0) >= 2 } ?? false
  }

  /// The expression for what must not be found, where nothing else is asked.
  public var exclusion: String? {
    guard expression == nil, !terms.isEmpty else { return nil }
    return terms.map { Self.expression($0, isOpen: false) }.joined(separator: " OR ")
  }

  /// A single word is found in the singular and in the plural.
  private static func expression(_ term: Term, isOpen: Bool) -> String {
    let phrase = "\"\(term.words.joined(separator: " "))\""
    guard term.words.count == 1, let word = term.words.first, !term.isQuoted else {
      return isOpen ? "\(phrase) *" : phrase
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
