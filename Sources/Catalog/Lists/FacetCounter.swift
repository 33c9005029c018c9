import CatalogForm
import CatalogModel
import SQLite

/// Counts the values of filters among the hits of a list query.
struct FacetCounter {
  let reader: CatalogReader
  let question: ListQuery
  let prepared: PreparedQuery
  var connection: Connection { reader.connection }
  var memory: ReaderCache { reader.memory }

  /// Counts the values of one filter among the hits of all other filters.
  func facet(_ name: String) throws -> Facet? {
    guard let source = RecordList.of(question.kind).facet(name) else { return nil }
    var others = prepared.whole
    others.filters.removeAll { $0.name == name || source.leavesOut.contains($0.name) }
    let (rows, known) = try values(source.values, name, others)
    let total = try memory.total(others.countStatement, connection)
    let selected = question.filter[FilterKey<ValueFilter>(name)].included
    let limit = question.facetLimits[name] ?? ListQuery.facetLimit
    // A facet includes each selected value, however rare it is.
    let shown = rows.prefix(limit) + rows.dropFirst(limit).filter { selected.contains($0.value) }
    let values = try shown.map { row in
      Facet.Value(
        value: row.value, label: try source.label(reader, row.value) ?? row.value, count: row.count,
        selected: selected.contains(row.value))
    }
    return Facet(
      field: name, values: values, other: rows.count - shown.count,
      missing: total - (known ?? rows.reduce(0) { $0 + $1.count }))
  }

  func phaseValues(_ others: Selection) throws -> ValueCounts {
    let days = try reader.conditions.localDays(question.filter.now)
    let counts = try Conference.phases.map { phase in
      var those = others
      let condition = days.condition(phase, row: .conference, id: "\(Table.conference.id)")
      those.filters.append(.init(name: "phase", condition: condition))
      return (value: phase, count: try memory.total(those.countStatement, connection))
    }
    return counts.filter { $0.count > 0 }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }
}
