import Catalog

/// What every endpoint that answers with records can be asked with, about the answer's form.
enum FormParameters {
  /// The parameters that a list or a record has beside its own.
  static func of(_ content: Operation.Content, besides own: [Parameter]) -> [Parameter] {
    let forms = Representation.available(for: content)
    var parameters: [Parameter] = []
    // Where `format` is how a conference is attended, the names of forms are taken as well.
    if forms.count > 1, !own.contains(where: { $0.name == "format" }) {
      parameters.append(
        Parameter(
          "format", .oneOf(forms.map(\.name)),
          "The form of the answer; an extension of the path says the same.",
          example: forms.contains(.csv) ? "csv" : "html"))
    }
    if forms.contains(where: \.needsTime) { parameters.append(vague) }
    return parameters
  }

  /// What a `format` that is a filter does besides.
  static let also =
    "The name of a form (\(Representation.all.map { "`\($0.name)`" }.joined(separator: ", "))) gives"
    + " the answer in that form."

  static let vague = Parameter(
    "vague", .oneOf(["include", "exclude"]),
    "Whether a calendar shows what has no exact days, as tentative over all the days that it may"
      + " take; left out, it does not.", example: "include")
}
