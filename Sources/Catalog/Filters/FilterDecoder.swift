package import CatalogModel

/// Reads the filters of a request, confined to the queue of its reader.
package final class FilterDecoder {
  package let arguments: Arguments
  let reader: CatalogReader
  package internal(set) var filter: CatalogFilter
  /// What the clock decides of the result.
  package internal(set) var filling: Filling
  /// Where to look for a record of which only a word is known.
  private let hint: (RecordKind, String) -> String

  package init(
    _ arguments: Arguments, _ reader: CatalogReader, _ filling: Filling,
    hint: @escaping (RecordKind, String) -> String
  ) {
    (self.arguments, self.reader, self.filling, self.hint) = (arguments, reader, filling, hint)
    filter = CatalogFilter(now: filling.now)
  }

  /// Reads those filters of which a parameter is given, and what every list has.
  package func read(_ filters: [Filter]) throws {
    for filter in filters where filter.parameters.contains(where: { arguments.isGiven($0.name) }) {
      try filter.read(self)
    }
    filter.text = text()
    filter.updatedSince = arguments.instant("updated_since")
  }

  private func text() -> SearchText? {
    guard let value = arguments.values("q").first else { return nil }
    guard value.count <= 500 else {
      arguments.report("q", String(value.prefix(50)) + "…")
      return nil
    }
    let text = SearchText(value)
    if text.isEmpty { arguments.passOver("q") }
    return text
  }

  /// Records by their IDs or names.
  func slugs(_ name: String, _ kind: RecordKind) throws -> Choice {
    try arguments.names(
      name, resolve: { try reader.names.slugs(kind, named: $0) },
      known: { try reader.names.slugs(kind, like: arguments.values(name).first ?? "") },
      hint: { self.hint(kind, $0) })
  }

  /// Whether a value means another time later.
  func isRelative(_ name: String) -> Bool {
    guard let value = arguments.values(name).first else { return false }
    return !(value.first?.isNumber ?? true) || name.hasSuffix("within")
  }

  /// Notes that the result is another one at the next midnight in UTC.
  func dependsOnDay() {
    filling.note(changedAt: Instant(arguments.today))
    filling.note(changesAt: Instant(arguments.today + 1))
  }
}
