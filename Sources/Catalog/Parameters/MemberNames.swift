/// The names that `fields` takes, the same in JSON and in CSV.
package struct MemberNames: Sendable, Equatable {
  /// The members of the records, as their schema has them.
  package let members: [String]
  /// Members of members, behind a dot: `dates.start`.
  package let dotted: [String]
  /// Short names: the columns of tables that stand for a dotted name.
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
