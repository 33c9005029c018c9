enum PersonNames {
  struct Person: Equatable, Sendable {
    var name: String
    var affiliation: String?
  }

  /// Splits names at "|", or else at ";", or else at commas and a last "and".
  ///
  /// Removes an affiliation in brackets after a name, and footnote marks.
  static func split(_ text: String?) -> [Person] {
    guard let text = PlainText.line(text) else { return [] }
    let separator: Character = text.contains("|") ? "|" : text.contains(";") ? ";" : ","
    var parts = outside(text, separator)
    if separator == "," {
      parts = parts.flatMap {
        $0.replacingAll(" and ", with: "|").split(separator: "|").map(String.init)
      }
    }
    return parts.compactMap { person($0) }
  }

  /// Splits at a separator outside brackets.
  private static func outside(_ text: String, _ separator: Character) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth = max(0, depth - 1) }
      if character == separator, depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  static func person(_ text: String) -> Person? {
    guard var name = PlainText.line(text) else { return nil }
    if name.hasPrefix("and ") { name.removeFirst(4) }
    var affiliation: String?
    if name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex {
      affiliation = PlainText.line(String(name[name.index(after: open)...].dropLast()))
      name = String(name[..<open])
    }
    while let last = name.last, "*†‡ ,".contains(last) { name.removeLast() }
    while let first = name.first, "*†‡ ".contains(first) { name.removeFirst() }
    return name.isEmpty ? nil : Person(name: name, affiliation: affiliation)
  }
}
