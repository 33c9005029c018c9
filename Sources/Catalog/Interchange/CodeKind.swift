/// What a code in a record stands for, if the catalog has a text for it.
public enum CodeKind: String, Sendable {
  case topic, audience, series, region, country
}

/// Texts of the codes that lists of values define.
public enum CodeText {
  /// "Invited talk" of "invited-talk".
  public static func of(_ code: String) -> String {
    if code == "qa" { return "Q&A" }
    let words = code.replacing("-", with: " ").replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
