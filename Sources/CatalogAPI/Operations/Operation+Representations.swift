import Catalog
import CatalogForm

extension Representation {
  /// Returns the representations that are available for a content.
  static func available(for content: Operation.Content) -> [Representation] {
    all.filter { $0.isOffered(for: content) }
  }

  private func isOffered(for content: Operation.Content) -> Bool {
    switch (encoder, content) {
    case (_, .file), (_, .nothing): false
    case (.envelope, _): true
    case (_, .document), (_, .written): false
    case (.page, _): true
    case (.programme, .view): true
    case (.programme, _), (_, .page): false
    case (.objects, .rows): true
    case (.entries(_, let rows), .rows): rows != nil
    case (_, .list(let kind)): !needsTime || kind?.hasTime ?? true
    case (_, .view(let kind)): !needsTime || kind.hasTime
    case (_, .one(let kind)): !needsTime || kind.hasCalendar
    }
  }
}

extension Operation {
  /// The representations of its response; empty if the response has a media type of its own.
  var forms: [Representation] { Representation.available(for: content) }

  /// Returns its parameters for a representation: `fields` of a table also accepts columns that are
  /// not members.
  func parameters(in form: Representation) -> [Parameter] {
    guard form.hasColumns else { return parameters }
    return parameters.map { parameter in
      guard case .members(let names) = parameter.kind else { return parameter }
      return Parameter(
        "fields", .members(names.adding(TableColumn.selectable(of: content.kind).map(\.name))),
        parameter.description, example: parameter.example)
    }
  }
}
