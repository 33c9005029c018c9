import CatalogModel
import SQLite

/// Lists of series, and of records that others refer to.
extension ListReader {
  func prepareSeries(_ question: ListQuery) throws -> PreparedQuery {
    let (filter, series) = (question.filter, Table("series"))
    let restrictions = try reader.conditions.restrictions(
      ListContext(reader: reader, filter: filter, table: series), RecordList.series.filters)
    var filters = restrictions.flatMap(\.page)
    filters += try reader.conditions.updated(series, filter).page
    filters += try reader.search.words(filter, .series).page
    let dates = restrictions.lazy.compactMap(\.graded).first
    let usual: [Selection.SortKey] = [.init(expression: "series.slug")]
    var selection = Selection(
      source: .init(series), id: series.id, filters: filters, sort: usual)
    selection.sort = sortKeys(
      question.sort, usual: usual,
      named: [
        "name": [.init(expression: "series.name_key")],
        "updated": [.init(expression: "series.updated_at", type: .integer)],
      ])
    var prepared = PreparedQuery(
      selection: selection, counted: selection, whole: selection, dates: dates, match: filter.match)
    if let dates { prepared.add(.datesCertain, dates.certain) }
    return prepared
  }

  /// Plans the lists that are short or have few filters.
  func prepareVocabulary(_ question: ListQuery) throws -> PreparedQuery {
    let filter = question.filter
    let table = Table(question.kind.rawValue)
    let usual: [Selection.SortKey] =
      switch question.kind {
      case .recommendation:
        [
          .init(expression: "recommendation.position", type: .integer),
          .init(expression: "recommendation.id", type: .integer),
        ]
      case .guideItem:
        [
          .init(
            expression: """
              CASE guide_item.kind WHEN 'why' THEN 1 WHEN 'expect' THEN 2 WHEN 'choose' THEN 3
                ELSE 4 END
              """, type: .integer),
          .init(expression: "guide_item.position", type: .integer),
          .init(expression: "guide_item.slug"),
        ]
      default: [.init(expression: "\(table.slug)")]
      }
    let context = ListContext(reader: reader, filter: filter, table: table)
    var filters = try reader.conditions.restrictions(context, RecordList.of(question.kind).filters)
      .flatMap(\.page)
    filters += try reader.conditions.updated(table, filter).page
    var selection = Selection(
      source: .init(table), id: table.id, filters: filters, sort: usual)
    if let document = SearchDocument(question.kind) {
      selection.filters += try reader.search.words(filter, document).page
    } else if let text = filter.text {
      selection.filters += words(text, question.kind)
    }
    selection.sort = sortKeys(
      question.sort, usual: usual,
      named: ["updated": [.init(expression: "\(table.updated_at)", type: .integer)]])
    return PreparedQuery(
      selection: selection, counted: selection, whole: selection, match: filter.match)
  }

  /// Returns conditions that a record contains every search word; for kinds too few in number for a
  /// full-text index.
  private func words(
    _ text: SearchText, _ kind: RecordKind
  ) -> [Selection.Condition] {
    let content =
      switch kind {
      case .audience:
        "(SELECT group_concat(folded, ' ') FROM audience_label WHERE audience_id = audience.id)"
      case .place: "(SELECT group_concat(folded, ' ') FROM place_label WHERE place_id = place.id)"
      default: "lower(source.title || ' ' || coalesce(publisher, ''))"
      }
    return text.terms.map { term in
      let spellings = [term.words.joined(separator: " ")] + Folding.spellings(term.piece)
      let condition = SQLFragment.any(
        Set(spellings).sorted().map { SQLFragment("instr(\(content), ?) > 0", $0) })
      return .init(name: "q", condition: term.isExcluded ? condition.negated : condition)
    }
  }
}
