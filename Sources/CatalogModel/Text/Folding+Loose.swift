extension Folding {
  /// Returns the folded text with each word in the singular and without spaces.
  ///
  /// "Large Language Model" and "large-language-models", or "GenAI" and "gen AI", have the same
  /// loose form.
  ///
  /// A rule of thumb for English; compare it only with other loose forms.
  public static func loose(_ text: String) -> String {
    fold(text).split(separator: " ").map(singular).joined()
  }

  private static func singular(_ word: Substring) -> Substring {
    guard word.utf8.count >= 3, word.hasSuffix("s") else { return word }
    if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "xes", "ches", "shes"] where word.hasSuffix(ending) {
      return word.dropLast(2)
    }
    for ending in ["ss", "us", "is"] where word.hasSuffix(ending) {
      return word
    }
    return word.dropLast()
  }
}
