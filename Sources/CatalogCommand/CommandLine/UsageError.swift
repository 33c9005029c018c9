import CatalogModel

struct UsageError: Error, CustomStringConvertible {
  let description: String

  /// Suggests the word in `known` that is nearest to `meant`, if one is near.
  init(
    _ description: String, meant: String? = nil, among known: [String] = [], command: String? = nil
  ) {
    let help = command.map { "catalog \($0) --help" } ?? "catalog --help"
    let nearest = meant.flatMap { Suggestion.nearest(to: $0, among: known, limit: 1).first }
    self.description =
      nearest.map { "\(description); did you mean \($0)? See \(help)" }
      ?? "\(description); see \(help)"
  }
}
