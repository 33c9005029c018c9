import CatalogModel
import SQLite

extension CatalogReader {
  /// Values of a facet that are shown.
  private static let shown = 30

  /// Counts the values of one filter among what fits all the others.
  func facet(
    _ name: String, _ question: ListQuestion, _ prepared: PreparedQuestion
  ) throws -> Facet? {
    guard let source = RecordList.of(question.kind).facet(name) else { return nil }
    var others = prepared.whole
    others.filters.removeAll { $0.name == name || source.leavesOut.contains($0.name) }
    let (rows, known) = try values(source.values, name, question, others, prepared)
    let total = try memory.total(others.countStatement, connection)
    let selected = question.filter[FilterKey<Choice>(name)].included
    let values = try rows.prefix(Self.shown).map { row in
      Facet.Value(
        value: row.value, label: try source.label(self, row.value) ?? row.value, count: row.count,
        selected: selected.contains(row.value))
    }
    return Facet(
      field: name, values: values, other: max(0, rows.count - Self.shown),
      missing: total - (known ?? rows.reduce(0) { $0 + $1.count }))
  }

  func phaseValues(
    _ others: Selection, _ now: Instant
  ) throws -> [(value: String, count: Int)] {
    let days = try localDays(now)
    let counts = try Conference.phases.map { phase in
      var those = others
      let condition = days.condition(phase, row: .conference, id: "\(Table.conference.id)")
      those.filters.append(.init(name: "phase", condition: condition))
      return (value: phase, count: try memory.total(those.countStatement, connection))
    }
    return counts.filter { $0.count > 0 }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }

  /// The text of a code, such as the label of a topic; nil if the catalog has none.
  public func label(_ kind: CodeKind, _ code: String) throws -> String? {
    try memory.meanings("label of \(kind)", code) {
      let sql =
        switch kind {
        case .topic, .audience: "SELECT label FROM \(kind.rawValue) WHERE slug = ?1"
        case .series: "SELECT name FROM series WHERE slug = ?1"
        case .region: "SELECT name FROM place WHERE kind = 'region' AND region = ?1 LIMIT 1"
        case .country: "SELECT name FROM place WHERE kind = 'country' AND country = ?1 LIMIT 1"
        }
      return try connection.all(sql, code) { $0.text(0) }
    }.first
  }
}
