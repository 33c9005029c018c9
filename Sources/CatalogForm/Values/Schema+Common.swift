extension Schema.Member {
  package static let website = Schema.Member(
    "website", .orNull(.name), "The address of its home page.")
  package static let conferenceName = Schema.Member(
    "conference_name", .string, "The display name of `conference`.")
  package static let issues = Schema.Member(
    "data_issues", .list(of: .named("DataIssue")), "Contradictions between sources, if any.",
    optional: true)
  package static let kindName = Schema.Member("kind_name", .string, "The text of `kind`.")
  package static let formatName = Schema.Member(
    "format_name", .orNull(.string), "The text of `format`.")
  package static let topicNames = Schema.Member(
    "topic_names", .texts, "The labels of `topics`, in its order.")
  package static let recommendedFor = Schema.Member(
    "recommended_for", .array(.named("Advice")),
    "The recommendations of the conference or its series.")
  package static let regionName = Schema.Member(
    "region_name", .orNull(.string), "The name of `region`.")
  package static let countryName = Schema.Member(
    "country_name", .orNull(.string), "The name of `country`.")
}

extension Schema {
  /// A short text.
  package static let name = text(.short)
  /// Short texts, such as IDs.
  package static let names = list(of: .name)

  package static func text(_ bounds: Bounds) -> Schema {
    .bounded(.string, ["maxLength": bounds.length])
  }

  package static func whole(_ bounds: Bounds) -> Schema {
    .bounded(
      .integer, ["minimum": bounds.range.lowerBound, "maximum": bounds.range.upperBound])
  }

  /// A list that clients can write.
  package static func list(of element: Schema) -> Schema {
    .bounded(.array(element), ["maxItems": Bounds.elements])
  }

  /// Coordinates in WGS 84 degrees, or null.
  package static let point: Schema = .orNull(.named("Point"))
}
