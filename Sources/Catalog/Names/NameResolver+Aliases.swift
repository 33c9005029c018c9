public import CatalogModel
import SQLite

/// Lookup of records by other names than their slugs.
extension NameResolver {
  /// Returns the conferences that a name stands for other than by its slug: "neurips26",
  /// "nips-2026" (an alias of a series, and a year), or a former slug.
  public func conferences(named name: String) throws -> [String] {
    let redirected = try redirects(.conference, name)
    let text = SearchText(name)
    guard let edition = try edition(in: text), edition.terms == text.terms.indices else {
      return redirected
    }
    return redirected + edition.slugs
  }

  /// Returns the slugs to which a former slug redirects.
  public func redirects(_ kind: RecordKind, _ slug: String) throws -> [String] {
    try connection.all(
      "SELECT target FROM redirect WHERE kind = ?1 AND slug = ?2 ORDER BY target", kind.rawValue,
      slug
    ) { $0.text(0) }
  }

  /// Returns the slugs of the venues with a slug or name.
  public func venues(named name: String) throws -> [String] {
    try connection.all(
      "SELECT slug FROM venue WHERE slug IN (?1, ?2, ?3) OR name = ?4 COLLATE NOCASE", name,
      Folding.slug(name), Folding.spellings(name).dropFirst().first.map(Folding.slug) ?? name, name
    ) { $0.text(0) }
  }

  /// Returns the slugs of the records of a kind with a slug or, compared by folded text, a name.
  public func slugs(_ kind: RecordKind, named name: String) throws -> [String] {
    try memory.meanings("slug of \(kind)", name) {
      let found = try connection.all(
        "SELECT slug FROM \(kind.rawValue) WHERE slug = ?1", name.lowercased()
      ) { $0.text(0) }
      guard found.isEmpty else { return found }
      switch kind {
      case .speaker:
        return try spelled(name) { folded in
          try connection.all(
            "SELECT slug FROM speaker WHERE name_folded = ?1 ORDER BY slug LIMIT 200", folded
          ) { $0.text(0) }
        }
      case .track:
        return try connection.all(
          "SELECT slug FROM track WHERE name_key = ?1 ORDER BY slug LIMIT 200", Folding.order(name)
        ) { $0.text(0) }
      case .room:
        return try connection.all(
          "SELECT slug FROM room WHERE name = ?1 COLLATE NOCASE ORDER BY slug LIMIT 200", name
        ) { $0.text(0) }
      case .conference: return try conferences(named: name)
      case .place: return try placeIDs(named: name)
      default: return []
      }
    }
  }
}
