import CatalogModel

/// The words of a text as the full-text index has them.
///
/// The index splits text at characters other than letters and digits, and ignores case. This type
/// prepares the data and the queries alike: it folds letters, and cuts runs of scripts without
/// spaces into overlapping pairs of characters.
struct SearchWords {
  struct Word: Equatable {
    var text: String
    /// The word with letters such as ü spelled out; `nil` if it has none.
    var spelledOut: String?
  }

  private(set) var words: [Word] = []
  /// Further words to index: other spellings, and the last character of each run of a script
  /// without spaces.
  private(set) var others: [String] = []

  /// Returns what to index for a text: the text itself if the index needs no preparation.
  static func indexed(_ text: String) -> String {
    guard needsFolding(text) else { return text }
    let words = SearchWords(text)
    let spelledOut = words.words.compactMap(\.spelledOut)
    return (words.words.map(\.text) + spelledOut + words.others + words.signs)
      .joined(separator: " ")
  }

  /// Whether a text has bytes outside ASCII, or signs that may be part of a word.
  private static func needsFolding(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.indices.contains { index in
        switch bytes[index] {
        case 0x80..., UInt8(ascii: "#"), UInt8(ascii: "+"): true
        case UInt8(ascii: "."):
          index + 1 < bytes.count && bytes[index + 1] | 0x20 == UInt8(ascii: "n")
        default: false
        }
      }
    }
  }

  /// Symbols such as arrows and pictographs, by which a query without words finds the text.
  private(set) var signs: [String] = []

  private var word = ""
  /// Whether the word has a letter that can be spelled out, so that it has a further spelling.
  private var hasVariants = false
  private var spelledOut = ""
  /// The word with only those letters spelled out that usually are, such as umlauts.
  private var umlautsOut = ""
  /// The number of letters of the word so far.
  private var length = 0

  init(_ text: String) {
    let scalars = Folding.plain(text)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if Folding.runsOn(scalar) {
        endWord()
        let run = scalars[index...].prefix { Folding.runsOn($0) }
        add(run: run)
        index += run.count
        continue
      }
      index += 1
      if isJoined(scalar) { continue }
      if Folding.isLetter(scalar) || length > 0 && Folding.isMark(scalar) {
        append(scalar)
      } else {
        index += sign(scalars[(index - 1)...])
        if Folding.isSign(scalar) { signs.append("u" + String(scalar.value, radix: 16)) }
      }
    }
    endWord()
  }

  /// Whether the sign is part of a word, such as the turned comma of Hawaiian.
  private func isJoined(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "'" && scalar != "’" && Folding.isApostrophe(scalar)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    length += 1
    if scalar.isASCII && !hasVariants { return word.unicodeScalars.append(scalar) }
    let base = scalar.isASCII ? nil : LetterTable.bases[scalar]
    let full = scalar.isASCII ? nil : LetterTable.spelledOut[scalar]
    if full != nil && !hasVariants { (spelledOut, umlautsOut, hasVariants) = (word, word, true) }
    let plain = base ?? String(scalar)
    word += plain
    guard hasVariants else { return }
    spelledOut += full ?? plain
    umlautsOut += full.map { $0.hasSuffix("e") ? $0 : plain } ?? plain
  }

  private mutating func endWord() {
    guard length > 0 else { return }
    words.append(Word(text: word, spelledOut: hasVariants ? spelledOut : nil))
    if hasVariants, umlautsOut != word, umlautsOut != spelledOut { others.append(umlautsOut) }
    (word, length, hasVariants) = ("", 0, false)
  }

  private mutating func add(run: ArraySlice<Unicode.Scalar>) {
    let letters = run.map { String($0) }
    guard letters.count > 1 else { return words.append(Word(text: letters[0])) }
    words += zip(letters, letters.dropFirst()).map { Word(text: $0 + $1) }
    others.append(letters[letters.count - 1])
  }

  /// Ends a word at a character other than a letter.
  ///
  /// "++" and "#" after a single letter, and the dot of ".NET", belong to the word.
  ///
  /// - Returns: the number of scalars after the sign that were consumed.
  private mutating func sign(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
    if length == 1, word.utf8.first.map({ (0x61...0x7A).contains($0) }) ?? false {
      if rest.starts(with: ["+", "+"]) {
        others.append(word + "pp")
        word += "plusplus"
        endWord()
        return 1
      }
      if rest.first == "#" || rest.first == "♯" {
        word += "sharp"
      }
    }
    if length == 0, rest.starts(with: [".", "n", "e", "t"]),
      rest.dropFirst(4).first.map({ !Folding.isLetter($0) }) ?? true
    {
      words.append(Word(text: "dotnet"))
      others.append("net")
      return 3
    }
    endWord()
    return 0
  }
}
