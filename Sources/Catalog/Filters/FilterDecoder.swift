package import CatalogForm
package import CatalogModel

/// Decodes the filters of a request.
///
/// Confined to the queue of its reader.
package final class FilterDecoder {
  package let arguments: Arguments
  let reader: CatalogReader
  package internal(set) var filter: CatalogFilter
  /// How the result depends on the time.
  package internal(set) var filling: RenderContext
  /// Returns a hint where to search for a kind of record by a word.
  private let hint: (RecordKind, String) -> String

  package init(
    _ arguments: Arguments, _ reader: CatalogReader, _ filling: RenderContext,
    hint: @escaping (RecordKind, String) -> String
  ) {
    (self.arguments, self.reader, self.filling, self.hint) = (arguments, reader, filling, hint)
    filter = CatalogFilter(now: filling.now)
  }

  /// Decodes those filters of which the request has a parameter, then `q` and `updated_since`.
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

  /// Returns the records of a parameter, by their IDs or names.
  func slugs(_ name: String, _ kind: RecordKind) throws -> ValueFilter {
    try arguments.names(
      name, resolve: { try reader.names.slugs(kind, named: $0) },
      known: { try reader.names.slugs(kind, like: arguments.values(name).first ?? "") },
      hint: { self.hint(kind, $0) },
      meant: { value in
        kind == .conference ? try? self.reader.names.edition(nearest: value) : nil
      })
  }

  /// Whether a parameter's value means another instant at a later time, such as "today" or "30d".
  func isRelative(_ name: String) -> Bool {
    guard let value = arguments.values(name).first else { return false }
    return !(value.first?.isNumber ?? true) || name.hasSuffix("within")
  }

  /// Notes that the result can change at the next midnight, UTC.
  func dependsOnDay() {
    filling.note(changedAt: Instant(arguments.today))
    filling.note(changesAt: Instant(arguments.today + 1))
  }
}
