import CatalogForm
import CatalogModel

/// Factories for the common sorts of filters.
extension Filter {
  /// Returns a filter by values of a fixed list.
  static func choices(
    _ name: String, _ allowed: [String], _ description: String, example: String,
    _ condition: Condition = .filed, counting values: FacetSource.Values = .filed()
  ) -> Filter {
    let key = FilterKey<ValueFilter>(name)
    return Filter(
      name, [Parameter(name, .choices(allowed), description, example: example)], condition,
      facet: .codes(values)
    ) { $0.filter[key] = $0.arguments.choices(name) }
  }

  /// Returns a filter by names that the catalog resolves.
  static func names(
    _ name: String, _ description: String, example: String, _ condition: Condition,
    facet: FacetSource? = nil, resolve: @escaping @Sendable (FilterDecoder) throws -> ValueFilter
  ) -> Filter {
    let key = FilterKey<ValueFilter>(name)
    return Filter(
      name, [Parameter(name, .names, description, example: example)], condition, facet: facet
    ) { $0.filter[key] = try resolve($0) }
  }

  /// Returns a filter by records, named by their IDs or names.
  static func records(
    _ name: String, _ kind: RecordKind, _ description: String, example: String,
    _ condition: Condition, facet: FacetSource? = nil
  ) -> Filter {
    names(name, description, example: example, condition, facet: facet) {
      try $0.slugs(name, kind)
    }
  }

  /// Returns a filter by codes with labels: topics, audiences, series.
  static func labelled(
    _ name: String, _ kind: CodeKind, _ description: String, example: String,
    _ condition: Condition, counting values: FacetSource.Values,
    resolve: @escaping @Sendable (NameResolver, String) throws -> [String]
  ) -> Filter {
    names(name, description, example: example, condition, facet: .labels(kind, values)) {
      decoder in
      let names = decoder.reader.names
      return try decoder.arguments.names(
        name, resolve: { try resolve(names, $0) },
        known: { (try? names.labels(kind.rawValue)) ?? [] },
        listed: kind == .audience ? { try names.slugs(.audience, like: "") } : nil,
        comparesWords: kind == .topic)
    }
  }

  /// Returns a filter by whether a condition on the listed table holds.
  ///
  /// Without a description it has no parameter, and only code sets it.
  ///
  /// `index` is the column of an index that has the matching rows in the order of time, if there is
  /// one.
  static func flag(
    _ name: String, _ condition: @escaping @Sendable () -> SQLFragment,
    _ description: String? = nil, index: Column? = nil
  ) -> Filter {
    let key = FilterKey<ValueFilter>(name)
    return Filter(
      name, description.map { [Parameter(name, .flag, $0, example: "true")] } ?? [],
      .ofRecords { list in
        let isWanted = list.filter[key].included == ["true"]
        let wanted = isWanted ? condition() : condition().negated
        var restriction = IndexedFilter([.init(name: name, condition: wanted)])
        if let index {
          restriction.columns = [index]
          restriction.isSelective =
            try isWanted && list.reader.conditions.hasFewRows(list.table.calledName, wanted)
          restriction.isInOrder = isWanted && list.isByTime
        }
        return [restriction]
      },
      facet: description.map { _ in
        FacetSource(
          values: .expression { _ in "CASE WHEN \(condition()) THEN 'true' ELSE 'false' END" })
      }
    ) { decoder in
      let value = decoder.arguments.flag(name) ? "true" : "false"
      decoder.arguments.note(name, value)
      decoder.filter[key].included = [value]
    }
  }

  /// Returns a filter by a column of the listed table.
  static func column(
    _ name: String, _ allowed: [String], _ description: String, example: String, of table: String,
    column: String? = nil
  ) -> Filter {
    let column = "\(table).\(column ?? name)"
    return choices(
      name, allowed, description, example: example, .column(name, column),
      counting: .column(column))
  }
}

extension Filter.Condition {
  /// The values of a column, or of another expression over the listed table.
  static func column(_ name: String, _ expression: String) -> Self {
    .ofRecords { list in
      [
        IndexedFilter(
          list.reader.conditions.columnFilters([
            (name, SQLFragment(raw: expression), list.filter[FilterKey(name)])
          ]))
      ]
    }
  }

  /// Returns a condition on the included values, negated for the excluded ones.
  static func values(
    _ name: String, _ condition: @escaping @Sendable (_ values: [String]) -> SQLFragment
  ) -> Self {
    .ofRecords { list in
      let choice = list.filter[FilterKey(name)]
      let conditions = [
        choice.included.isEmpty ? nil : condition(choice.included),
        choice.excluded.isEmpty ? nil : condition(choice.excluded).negated,
      ]
      return [IndexedFilter(conditions.compactMap { $0.map { .init(name: name, condition: $0) } })]
    }
  }

  /// Returns the condition that a query returns the row ID of a record.
  ///
  /// The query must end with the column of the values.
  static func related(_ name: String, _ table: String, _ query: String) -> Self {
    values(name) { values in
      let places = values.map { _ in "?" }.joined(separator: ", ")
      return SQLFragment("\(table).id IN (\(query) IN (\(places)))", values: values)
    }
  }

  /// Returns a condition on a column with an index that has each value's rows in the order of time.
  static func indexed(_ name: String) -> Self {
    .ofRecords { list in
      [
        try list.reader.conditions.restriction(
          name, list.filter[FilterKey(name)], of: list.table, isInOrder: list.isByTime)
      ]
    }
  }

  /// Returns the records of a table to which the listed ones refer.
  static func reference(_ table: String) -> Self {
    .ofRecords { list in
      let choice = list.filter[FilterKey<ValueFilter>(table)]
      let column = list.table[dynamicMember: "\(table)_id"]
      return [
        IndexedFilter(
          try list.reader.conditions.membership(column, choice, table: table), column,
          isSelective: !choice.included.isEmpty)
      ]
    }
  }
}
