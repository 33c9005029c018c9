enum SeriesName {
  /// Returns the name without a year or edition number at its ends: "PyCon US 2026", "3rd Tech
  /// Summit", "JSConf '26".
  static func guess(_ name: String) -> String {
    var words = name.split(separator: " ").map(String.init)
    while words.count > 1, let last = words.last, isEdition(last) || isJoint(last) {
      words.removeLast()
    }
    while words.count > 1, let first = words.first, isEdition(first) || isOrdinal(first) {
      words.removeFirst()
    }
    return words.joined(separator: " ")
  }

  private static func isEdition(_ word: String) -> Bool {
    let digits = word.filter { !"'’,()#:".contains($0) }
    guard let number = Int(digits) else { return false }
    return digits.count == 4 && (1950...2100).contains(number)
      || (word.hasPrefix("'") || word.hasPrefix("’")) && digits.count == 2
  }

  private static func isJoint(_ word: String) -> Bool { ["-", "–", "|", ":", "@"].contains(word) }

  private static func isOrdinal(_ word: String) -> Bool {
    let lower = word.lowercased()
    return ["st", "nd", "rd", "th"].contains(lower.suffix(2)) && Int(lower.dropLast(2)) != nil
  }
}
