/// Names of months.
public enum MonthName {
  /// The English names, in lower case.
  public static let english = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// Names in German, French and Spanish, folded; each line has those of one month.
  private static let others: [String: Int] = {
    let lines = """
      januar janner janvier enero
      februar fevrier febrero
      marz maerz mars marzo
      avril abril
      mai mayo
      juni juin junio
      juli juillet julio
      aout agosto
      septembre septiembre setiembre
      oktober octobre octubre
      novembre noviembre
      dezember decembre diciembre
      """.split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.enumerated().flatMap { index, names in
        names.split(separator: " ").map { (String($0), index + 1) }
      })
  }()

  /// Foreign names that are also names of people, places or things in English texts.
  public static let ambiguous: Set = ["julio", "mars", "mayo"]

  /// Returns the number of a month by its name or, in English, its first three letters.
  ///
  /// `name` must be folded; see `Folding.fold`.
  public static func number(_ name: String) -> Int? {
    if let number = others[name] { return number }
    if name == "sept" { return 9 }
    return english.firstIndex { $0 == name || name.count == 3 && $0.hasPrefix(name) }.map { $0 + 1 }
  }
}
