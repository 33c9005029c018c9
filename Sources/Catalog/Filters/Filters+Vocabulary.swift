import CatalogModel

/// The filters of series, venues, places, recommendations and guide items.
extension Filters {
  static let ofSeries: [Filter] = [
    topic(
      "Series",
      .related(
        "topic", "series",
        """
        SELECT series_id FROM series_topic
        JOIN topic_descendant ON descendant_id = series_topic.topic_id
        JOIN topic ON topic.id = topic_descendant.topic_id WHERE topic.slug
        """), counting: .pairs(FacetSource.topics("series", "topic"))),
    exactTopic(
      "A topic, without its narrower topics.",
      .related(
        "topic.exact", "series",
        "SELECT series_id FROM series_topic JOIN topic ON topic.id = topic_id WHERE topic.slug"),
      counting: .pairs(FacetSource.topics("series", "topic.exact"))),
    audience(
      "An audience that it is recommended to.", example: "startup",
      .related(
        "audience", "series",
        """
        SELECT series_id FROM recommendation JOIN audience ON audience.id = audience_id
        WHERE audience.slug
        """),
      counting: .pairs(
        """
        SELECT series_id AS owner, slug AS value FROM recommendation
        JOIN audience ON audience.id = audience_id
        """)),
    .column(
      "kind", Series.kinds, "Recurring series or umbrella series.", example: "umbrella",
      of: "series"),
    rank(
      "A rank, as system:value.", example: "ccf:A",
      .related("rank", "series", "SELECT series_id FROM ranking WHERE system || ':' || value"),
      counting: .pairs("SELECT series_id AS owner, system || ':' || value AS value FROM ranking")),
    city(
      "A city of an umbrella series.", example: "Honolulu",
      .related(
        "city", "series",
        "SELECT series_id FROM location WHERE series_id IS NOT NULL AND city_folded"),
      counting: placeOfSeries("city_folded")),
    region(
      "A region of an umbrella series.", example: "Hawaii",
      .values("region") { regions in
        let within = SQLFragment.within(regions, region: "effective_region", country: "country")
        return """
          series.id IN (SELECT series_id FROM location WHERE series_id IS NOT NULL AND (\(within)))
          """
      }, counting: placeOfSeries("effective_region")),
    country(
      "A country of an umbrella series.", example: "US",
      .related(
        "country", "series",
        "SELECT series_id FROM location WHERE series_id IS NOT NULL AND country"),
      counting: placeOfSeries("country")),
    .column(
      "verified", Verification.states, "How well sources support the record.", example: "official",
      of: "series", column: "verification_state"),
    match, umbrellaDays,
  ]

  private static func placeOfSeries(_ column: String) -> FacetSource.Values {
    .pairs("SELECT series_id AS owner, \(column) AS value FROM location")
  }

  static let venues: [Filter] = [
    city(
      "A city.", example: "Vienna",
      .values("city") { cities in
        "venue.id IN (SELECT venue_id FROM location WHERE \(.among("city_folded", cities)))"
      }, counting: .column("venue.city")),
    regionColumn("A region.", of: "venue"),
    countryColumn("A country.", example: "AT", of: "venue"),
    near(
      "The centre of a circle: a city or a point.",
      radius: "Maximum distance from `near` (default: 100km).", example: "Vienna",
      radiusExample: "50km",
      .ofRecords { list in
        guard let near = list.filter[.near] else { return [] }
        let distance = near.distance("venue.latitude", "venue.longitude")
        let condition = SQLFragment(
          "latitude IS NOT NULL AND \(distance) <= ?", near.kilometres)
        return [IndexedFilter([.init(name: "near", condition: condition)])]
      }),
  ]

  static let places: [Filter] = [
    .column("kind", Place.kinds, "The kind of place.", example: "city", of: "place"),
    regionColumn("Within a region.", of: "place"),
    countryColumn("Within a country.", example: "US", of: "place"),
  ]

  private static func regionColumn(_ description: String, of table: String) -> Filter {
    region(
      description, example: "California",
      .values("region") {
        .within(
          $0, region: SQLFragment(raw: "\(table).region"),
          country: SQLFragment(raw: "\(table).country"))
      }, counting: .column("\(table).region"))
  }

  private static func countryColumn(
    _ description: String, example: String, of table: String
  ) -> Filter {
    country(
      description, example: example, .column("country", "\(table).country"),
      counting: .column("\(table).country"))
  }

  static let recommendations: [Filter] = [
    audience(
      "An audience, by any label.", example: "startup", slug("audience"),
      counting: .reference("audience")),
    series(
      "The recommended series, by ID, name or alias.", example: "neurips", slug("series"),
      counting: .reference("series")),
  ]

  private static func slug(_ table: String) -> Filter.Condition {
    .column(
      table, "(SELECT slug FROM \(table) WHERE \(table).id = recommendation.\(table)_id)")
  }

  static let guide: [Filter] = [
    .column("kind", GuideItem.kinds, "The kind of advice.", example: "tip", of: "guide_item")
  ]
}
