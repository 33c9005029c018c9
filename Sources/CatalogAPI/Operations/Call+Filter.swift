import Catalog
import CatalogModel
import HTTP

extension Call {
  /// Reads filters that the endpoint offers; mistakes are left in the arguments.
  func filter(_ filters: [Filter]) throws -> CatalogFilter {
    let decoder = FilterDecoder(arguments, reader, filling, hint: Self.hint)
    defer { filling = decoder.filling }
    do {
      try decoder.read(filters)
    } catch let ambiguity as AmbiguousCity {
      let candidates = ambiguity.candidates
      throw Problem(
        status: .multipleChoices, kind: "several-meanings",
        detail:
          "\"\(ambiguity.name)\" names several cities: \(candidates.joined(separator: "; ")).",
        suggestions: candidates.map { candidate in
          url(
            arguments.asked.map { item in
              item.name == ambiguity.parameter ? (item.name, candidate) : item
            })
        })
    }
    return decoder.filter
  }

  /// Where to look for a record of which only a word is known; rooms have no list.
  static func hint(_ kind: RecordKind, _ word: String) -> String {
    kind == .room
      ? ""
      : "; /\(kind.collection)?\(PercentEncoding.query([(name: "q", value: word)])) finds it by words"
  }
}
