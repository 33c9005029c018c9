import Catalog
import CatalogForm
import CatalogModel

/// The parameters of the response's representation, which every endpoint with records accepts.
enum FormParameters {
  /// Returns the parameters that an endpoint has besides its own.
  static func of(_ content: Operation.Content, besides own: [Parameter]) -> [Parameter] {
    let forms = Representation.available(for: content)
    var parameters: [Parameter] = []
    // Where `format` filters by attendance format, it also accepts the names of representations.
    if forms.count > 1, !own.contains(where: { $0.name == "format" }) {
      parameters.append(
        Parameter(
          "format", .oneOf(forms.map(\.name)),
          "The output format; an extension of the path has the same effect.",
          example: forms.contains(.csv) ? "csv" : "html"))
    }
    if forms.contains(where: \.needsTime) {
      parameters.append(vague)
      if content.kind != .session { parameters.append(alarm) }
    }
    return parameters
  }

  /// Returns the parameters; a filter named `format` also describes its second effect.
  static func described(_ parameters: [Parameter]) -> [Parameter] {
    parameters.map { $0.isFilter && $0.name == "format" ? $0.adding(also) : $0 }
  }

  private static let also =
    "The name of an output format"
    + " (\(Representation.all.map { "`\($0.name)`" }.joined(separator: ", "))) selects that"
    + " format."

  private static let alarmExpected = "hours, days or weeks such as 12h, 1d or 2w, at most 52w"

  static let alarm = Parameter(
    "alarm", .text,
    "Adds an alarm to each deadline in a calendar, this long before it: \(alarmExpected) (default:"
      + " no alarm).",
    example: "1d")

  /// Returns the duration of `alarm` as iCalendar writes it; reports an invalid value.
  static func alarm(_ arguments: Arguments) -> String? {
    guard let value = arguments.values("alarm").first else { return nil }
    let hours: [Character: Int] = ["h": 1, "d": 24, "w": 168]
    guard let unit = value.last.flatMap({ hours[$0] }), let number = Int(value.dropLast()),
      value.first?.isNumber ?? false,
      (1...52 * 168).contains(number.multipliedReportingOverflow(by: unit).partialValue),
      !number.multipliedReportingOverflow(by: unit).overflow
    else {
      arguments.report("alarm", value, expected: alarmExpected)
      return nil
    }
    return value.last == "h" ? "PT\(number)H" : "P\(value.uppercased())"
  }

  /// Whether the calendar of a programme includes the papers of sessions.
  static let papers = Parameter(
    "papers", .oneOf(["include", "exclude"]),
    "Whether a calendar includes the papers of sessions. Omitted: only if `kind`, `track`,"
      + " `speaker`, `topic` or `q` selects sessions.", example: "include"
  )

  /// Whether a calendar shows a whole programme, so that sessions stand for their papers.
  static func excludesPapers(_ arguments: Arguments) -> Bool {
    switch arguments.oneOf("papers") {
    case "include"?: false
    case "exclude"?: true
    default: !["kind", "track", "speaker", "topic", "q"].contains { arguments.isGiven($0) }
    }
  }

  static let vague = Parameter(
    "vague", .oneOf(["include", "exclude"]),
    "Whether a calendar includes records without exact days, as tentative over all days that are"
      + " possible (default: exclude).", example: "include")
}
