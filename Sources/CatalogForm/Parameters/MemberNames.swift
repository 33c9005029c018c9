import CatalogModel

/// The names that `fields` accepts, the same in JSON and in CSV.
package struct MemberNames: Sendable, Equatable {
  /// The members of the records, from their schema.
  package let members: [String]
  /// Members of members, after a dot: `dates.start`.
  package let dotted: [String]
  /// Short names: the table columns that stand for dotted names.
  package let short: [String]

  package func adding(_ columns: [String]) -> MemberNames {
    MemberNames(
      members: (members + columns).distinct, dotted: dotted,
      short: short.filter { !columns.contains($0) })
  }

  package var all: [String] { members + short + dotted }

  package init(members: [String], dotted: [String], short: [String]) {
    (self.members, self.dotted, self.short) = (members, dotted, short)
  }
}
