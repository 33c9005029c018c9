/// Keeps spreadsheets from taking the text of a CSV cell for a formula, and undoes it.
///
/// A text is guarded where a cell may begin: at its start, behind each semicolon, which parts the
/// values of a list, and behind each tab; spreadsheets split lines at both. An apostrophe is put
/// there if a sign of a formula follows, also behind blanks, invisible characters or apostrophes. The
/// signs are `=`, `+`, `-` and `@`, full-width or not; except behind a tab, also a tab and a line end.
/// Taking one apostrophe away in each such place gives the text back, whatever it was.
public enum FormulaGuard {
  public static func guarded(_ text: String) -> String {
    isPlain(text) ? text : changed(text, adding: true)
  }

  /// The text of a cell that `guarded` has written.
  public static func undone(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "'")) ? changed(text, adding: false) : text
  }

  /// Whether nothing in the text can need a guard: most texts begin with a letter.
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

  /// Whether a formula begins here, behind at least one apostrophe if it is guarded.
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
