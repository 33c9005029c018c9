/// Keeps spreadsheets from reading the text of a CSV cell as a formula, and undoes that.
///
/// Spreadsheets may split a text at semicolons, which separate the values of a list, and at tabs.
/// So a text is guarded at its start, and after each semicolon and tab: if a sign of a formula
/// follows there, also after blanks, invisible characters or apostrophes, an apostrophe is
/// inserted. The signs are `=`, `+`, `-` and `@`, full-width or not; except after a tab, also a tab
/// and a line end. Removing one apostrophe at each such place restores any text.
public enum FormulaGuard {
  /// Returns the text with an apostrophe wherever a spreadsheet could read a formula.
  public static func guarded(_ text: String) -> String {
    isPlain(text) ? text : changed(text, adding: true)
  }

  /// Restores the text from a cell that `guarded` has written.
  public static func undone(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "'")) ? changed(text, adding: false) : text
  }

  /// Whether the text certainly needs no guard: most texts begin with a letter and have no
  /// separators.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    let isWord =
      first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
      || first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
      || first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")
    return isWord && !text.utf8.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\t") }
  }

  private static let signs = "=+-@＝＋－＠".unicodeScalars
  private static let signsOfCells = "=+-@＝＋－＠\t\r\n".unicodeScalars

  private static func changed(_ text: String, adding: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    var out = String.UnicodeScalarView()
    var before: Unicode.Scalar? = ";"
    for (index, scalar) in scalars.enumerated() {
      var needsGuard = false
      if before == ";" || before == "\t" {
        let signs = before == "\t" ? signs : signsOfCells
        needsGuard = isFormula(scalars[index...], signs, guarded: !adding)
      }
      if needsGuard, adding { out.append("'") }
      if !needsGuard || adding { out.append(scalar) }
      before = scalar
    }
    return String(out)
  }

  /// Whether a formula begins here; if it is guarded, after at least one apostrophe.
  private static func isFormula(
    _ text: ArraySlice<Unicode.Scalar>, _ signs: String.UnicodeScalarView, guarded: Bool
  ) -> Bool {
    let rest = text.drop { $0 == "'" }
    guard !guarded || rest.startIndex > text.startIndex,
      let sign = rest.first(where: { !isInvisible($0) })
    else { return false }
    return signs.contains(sign)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\t" || scalar == "\r" || scalar == "\n" { return false }
    let properties = scalar.properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || properties.generalCategory == .format || properties.generalCategory == .control
  }
}
