/// The kinds of codes in records for which the catalog has texts.
public enum CodeKind: String, Sendable {
  case topic, audience, series, region, country
}

/// Texts of the codes in fixed lists of values.
public enum CodeText {
  /// Returns the text of a code: "Invited talk" for "invited-talk".
  public static func of(_ code: String) -> String {
    if code == "qa" { return "Q&A" }
    let words = code.replacing("-", with: " ").replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
