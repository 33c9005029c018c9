/// The series and year in the name of a programme.
struct EditionName: Equatable, Sendable {
  /// The slug, such as "fosdem".
  var series: String
  /// The display name, such as "FOSDEM".
  var seriesName: String
  var year: Int?

  /// The slug of the conference, such as "fosdem-2026".
  var slug: String { year.map { SlugText.make([series, String($0)]) } ?? series }

  /// Splits "fosdem-2026", "Camp2019", "FOSDEM 2010", "emnlp2023" or "sotm2022-draft-2022-07-09":
  /// the series precedes the first year.
  static func read(_ text: String, year: Int? = nil) -> EditionName? {
    let characters = Array(text)
    var index = 0
    while index + 4 <= characters.count {
      let digits = String(characters[index..<index + 4])
      let isAlone =
        (index == 0 || !characters[index - 1].isNumber)
        && (index + 4 == characters.count || !characters[index + 4].isNumber)
      if isAlone, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let found = Int(digits),
        (1950...2100).contains(found)
      {
        return make(String(characters[..<index]), year: found)
      }
      index += 1
    }
    return make(text, year: year)
  }

  /// Returns the year of an ID such as "demo2027" or "demo27".
  static func year(ofID id: String) -> Int? {
    if let year = read(id)?.year { return year }
    let digits = String(id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    return digits.count == 2 && digits.count < id.count ? Int(digits).map { 2000 + $0 } : nil
  }

  private static func make(_ name: String, year: Int?) -> EditionName? {
    var trimmed = PlainText.line(name) ?? ""
    while let last = trimmed.last, " -_–:,('’".contains(last) { trimmed.removeLast() }
    let series = SlugText.make([trimmed])
    // Short lower-case names of files are usually acronyms: "iclr", "icwsm".
    let isAcronym = trimmed.count <= 6 && trimmed.allSatisfy { $0.isLowercase }
    return series.isEmpty
      ? nil
      : EditionName(
        series: series, seriesName: isAcronym ? trimmed.uppercased() : trimmed, year: year)
  }
}
