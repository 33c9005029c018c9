import CatalogForm
import CatalogModel

/// Filters by names in the catalog.
extension Filters {
  static func topic(
    _ what: String, _ condition: Filter.Condition, counting values: FacetSource.Values
  ) -> Filter {
    .labelled(
      "topic", .topic, "\(what) on a topic or one of its narrower topics, by any label.",
      example: "nlp", condition, counting: values
    ) { try $0.topics(named: $1) }
  }

  static func exactTopic(
    _ description: String, _ condition: Filter.Condition, counting values: FacetSource.Values
  ) -> Filter {
    .labelled("topic.exact", .topic, description, example: "ml", condition, counting: values) {
      try $0.topics(named: $1)
    }
  }

  static func audience(
    _ description: String, example: String, _ condition: Filter.Condition = .filed,
    counting values: FacetSource.Values = .filed()
  ) -> Filter {
    .labelled(
      "audience", .audience, description, example: example, condition, counting: values
    ) { try $0.audiences(named: $1) }
  }

  static func series(
    _ description: String, example: String, _ condition: Filter.Condition = .filed,
    counting values: FacetSource.Values = .filed()
  ) -> Filter {
    .labelled("series", .series, description, example: example, condition, counting: values) {
      try $0.series(named: $1)
    }
  }

  static func rank(
    _ description: String, example: String, _ condition: Filter.Condition = .filed,
    counting values: FacetSource.Values = .filed()
  ) -> Filter {
    .names("rank", description, example: example, condition, facet: FacetSource(values: values)) {
      let reader = $0.reader
      let ranks = try reader.names.ranks()
      return try $0.arguments.names(
        "rank", resolve: { try reader.names.ranks(named: $0) }, known: { ranks },
        meant: { value in
          // For a value without a system, suggests a rank that exists, preferably CORE's, the best
          // known.
          let parts = value.lowercased().split { " -:/_".contains($0) }
          if let exact = ranks.first(where: { $0.lowercased() == parts.joined(separator: ":") }) {
            return exact
          }
          let found = ranks.filter { $0.lowercased().hasSuffix(":\(value.lowercased())") }
          return found.first { $0.hasPrefix("core:") } ?? found.first
        })
    }
  }

  static let conference = conference(.reference("conference"), facet: .conferences())

  static func conference(_ condition: Filter.Condition, facet: FacetSource) -> Filter {
    .records(
      "conference", .conference, "Records of a conference, by its ID.", example: "vldb-2026",
      condition, facet: facet)
  }
}
