import CatalogModel
import SQLite

/// Lists of series, and of what everything else refers to.
extension CatalogReader {
  func prepareSeries(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    var filters = columnFilters([
      ("kind", "series.kind", filter.kinds),
      ("verified", "series.verification_state", filter.verifications),
    ])
    filters += related(
      "topic", filter.topics,
      """
      SELECT series_id FROM series_topic
      JOIN topic_descendant ON descendant_id = series_topic.topic_id
      JOIN topic ON topic.id = topic_descendant.topic_id WHERE topic.slug
      """)
    filters += related(
      "topic.exact", filter.exactTopics,
      "SELECT series_id FROM series_topic JOIN topic ON topic.id = topic_id WHERE topic.slug")
    filters += related(
      "audience", filter.audiences,
      """
      SELECT series_id FROM recommendation JOIN audience ON audience.id = audience_id
      WHERE audience.slug
      """)
    filters += related(
      "rank", filter.ranks, "SELECT series_id FROM ranking WHERE system || ':' || value")
    for (name, column, choice) in [
      ("city", "city_folded", filter.cities), ("country", "country", filter.countries),
    ] {
      filters += related(
        name, choice, "SELECT series_id FROM location WHERE series_id IS NOT NULL AND \(column)")
    }
    filters += regions(filter.regions) { regions in
      let within = SQLCondition.within(regions, region: "effective_region", country: "country")
      return SQLCondition(
        """
        series.id IN (
          SELECT series_id FROM location WHERE series_id IS NOT NULL AND (\(within.sql)))
        """, values: within.values)
    }
    filters += try updated("series", filter).page
    filters += try words(filter, .series).page(of: "series")
    let dates = Self.umbrellaDates(filter)
    if let dates { filters.append(.init(name: "dates", condition: dates.condition(filter.match))) }
    if let day = filter.endedBefore {
      filters.append(
        .init(name: "ended", condition: SQLCondition("\(Self.umbrellaEnd) < ?", day.description)))
    }
    let usual: [Selection.SortKey] = [.init(expression: "series.slug")]
    var selection = Selection(
      source: SQLCondition("series"), id: "series.id", filters: filters, sort: usual)
    selection.sort = sortKeys(
      question.sort, usual: usual,
      named: [
        "name": [.init(expression: "series.name_key")],
        "updated": [.init(expression: "series.updated_at", type: .integer)],
      ])
    var prepared = PreparedQuestion(
      selection: selection, counted: selection, whole: selection, dates: dates, match: filter.match)
    if let dates { prepared.add(.datesCertain, dates.certain) }
    return prepared
  }

  /// As `EventDates.endLatestForFilter`.
  private static let umbrellaEnd = "coalesce(end_latest, date(start_latest, '+10 days'))"

  /// Only an umbrella has dates of its own; a recurring series takes place when its editions do.
  private static func umbrellaDates(_ filter: CatalogFilter) -> ConferenceConditions.Graded? {
    guard filter.from != nil || filter.to != nil else { return nil }
    let first = filter.from?.description ?? "0000-01-01"
    let last = filter.to?.description ?? "9999-12-31"
    let certain = SQLCondition("start_latest <= ? AND end_earliest >= ?", last, first)
    let usual = SQLCondition("start_earliest <= ? AND \(umbrellaEnd) >= ?", last, first)
    let unknown = SQLCondition("series.kind = 'umbrella' AND start_earliest IS NULL")
    return .init(
      certain: certain, usual: usual, possible: .any([usual, unknown]), unknown: unknown)
  }

  private func regions(
    _ choice: Choice, _ condition: ([String]) -> SQLCondition
  ) -> [Selection.Filter] {
    [
      choice.included.isEmpty ? nil : condition(choice.included),
      choice.excluded.isEmpty ? nil : condition(choice.excluded).negated,
    ].compactMap { $0.map { .init(name: "region", condition: $0) } }
  }

  private func related(_ name: String, _ choice: Choice, _ sql: String) -> [Selection.Filter] {
    func condition(_ values: [String]) -> SQLCondition {
      let places = values.map { _ in "?" }.joined(separator: ", ")
      return SQLCondition("series.id IN (\(sql) IN (\(places)))", values: values)
    }
    var filters: [Selection.Filter] = []
    if !choice.included.isEmpty {
      filters.append(.init(name: name, condition: condition(choice.included)))
    }
    if !choice.excluded.isEmpty {
      filters.append(.init(name: name, condition: condition(choice.excluded).negated))
    }
    return filters
  }

  /// Lists that are short, or plain.
  func prepareVocabulary(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    let table: String
    var document: SearchDocument?
    var filters: [Selection.Filter] = []
    var usual: [Selection.SortKey]
    switch question.kind {
    case .topic:
      (table, document) = ("topic", .topic)
      usual = [.init(expression: "topic.slug")]
    case .venue:
      (table, document) = ("venue", .venue)
      usual = [.init(expression: "venue.slug")]
      let near = filter.near.map { near in
        let distance = near.distance("venue.latitude", "venue.longitude")
        return SQLCondition(
          "latitude IS NOT NULL AND \(distance.sql) <= ?",
          values: distance.values + [near.kilometres])
      }
      if let near { filters.append(.init(name: "near", condition: near)) }
      filters += columnFilters([
        ("country", "venue.country", filter.countries)
      ])
      filters += regions(filter.regions) {
        .within($0, region: "venue.region", country: "venue.country")
      }
      filters += venueCities(filter.cities)
    case .place:
      table = "place"
      usual = [.init(expression: "place.slug")]
      filters = columnFilters([
        ("kind", "place.kind", filter.kinds), ("country", "place.country", filter.countries),
      ])
      filters += regions(filter.regions) {
        .within($0, region: "place.region", country: "place.country")
      }
    case .recommendation:
      (table, document) = ("recommendation", .recommendation)
      usual = [
        .init(expression: "recommendation.position", type: .integer),
        .init(expression: "recommendation.id", type: .integer),
      ]
      filters = columnFilters([
        (
          "audience",
          "(SELECT slug FROM audience WHERE audience.id = recommendation.audience_id)",
          filter.audiences
        ),
        (
          "series", "(SELECT slug FROM series WHERE series.id = recommendation.series_id)",
          filter.series
        ),
      ])
    case .guideItem:
      (table, document) = ("guide_item", .guideItem)
      usual = [
        .init(
          expression: """
            CASE guide_item.kind WHEN 'why' THEN 1 WHEN 'expect' THEN 2 WHEN 'choose' THEN 3
              ELSE 4 END
            """, type: .integer),
        .init(expression: "guide_item.position", type: .integer),
        .init(expression: "guide_item.slug"),
      ]
      filters = columnFilters([("kind", "guide_item.kind", filter.kinds)])
    case .audience:
      table = "audience"
      usual = [.init(expression: "audience.slug")]
    default:
      table = "source"
      usual = [.init(expression: "source.slug")]
    }
    filters += try updated(table, filter).page
    var selection = Selection(
      source: SQLCondition(table), id: "\(table).id", filters: filters, sort: usual)
    if let document {
      selection.filters += try words(filter, document).page(of: table)
    } else if let text = filter.text {
      selection.filters += words(text, question.kind, table)
    }
    if selection.source.sql == table {
      selection.sort = sortKeys(
        question.sort, usual: usual,
        named: ["updated": [.init(expression: "\(table).updated_at", type: .integer)]])
    }
    return PreparedQuestion(
      selection: selection, counted: selection, whole: selection, match: filter.match)
  }

  private func venueCities(_ choice: Choice) -> [Selection.Filter] {
    func condition(_ cities: [String]) -> SQLCondition {
      let among = SQLCondition.among("city_folded", cities)
      return SQLCondition(
        "venue.id IN (SELECT venue_id FROM location WHERE \(among.sql))", values: among.values)
    }
    var filters: [Selection.Filter] = []
    if !choice.included.isEmpty {
      filters.append(.init(name: "city", condition: condition(choice.included)))
    }
    if !choice.excluded.isEmpty {
      filters.append(.init(name: "city", condition: condition(choice.excluded).negated))
    }
    return filters
  }

  /// Every word somewhere in a record of a list that is too short for an index.
  private func words(
    _ text: SearchText, _ kind: RecordKind, _ table: String
  ) -> [Selection.Filter] {
    let content =
      switch kind {
      case .audience:
        "(SELECT group_concat(folded, ' ') FROM audience_label WHERE audience_id = audience.id)"
      case .place: "(SELECT group_concat(folded, ' ') FROM place_label WHERE place_id = place.id)"
      default: "lower(source.title || ' ' || coalesce(publisher, ''))"
      }
    return text.terms.map { term in
      let spellings = [term.words.joined(separator: " ")] + Folding.spellings(term.piece)
      let condition = SQLCondition.any(
        Set(spellings).sorted().map { SQLCondition("instr(\(content), ?) > 0", $0) })
      return .init(name: "q", condition: term.isExcluded ? condition.negated : condition)
    }
  }
}
