import JSON

extension Series: CatalogRecord {
  static let kind = CatalogWriter.Kind.series
  static let fields: [Field<Series>] = [
    Field("name", \.name, .wording), Field("full_name", \.fullName, .wording),
    Field("aliases", \.aliases), Field("kind", \.kind, .wording, unlessSaid: "recurring"),
    Field("summary", \.summary, .wording),
    Field("parent", \.parent, .wording), Field("organizer", \.organizer, .wording),
    Field("website", \.website, .wording), Field("frequency", \.frequency, .wording),
    Field("ended", \.ended, .wording), Field("topics", \.topics),
    Field("same_as", \.sameAs, .wording), Field("rankings", \.rankings),
    Field("dates", \.dates), Field("locations", \.places),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }

  /// An edit that gives one name, and no acronym, renames a series and leaves its acronym.
  mutating func adopt(_ standing: Series) {
    guard fullName == nil, standing.fullName != nil, name != standing.name else { return }
    (name, fullName) = (standing.name, name)
  }
}

extension Conference: CatalogRecord {
  static let kind = CatalogWriter.Kind.conference
  static let fields: [Field<Conference>] = [
    Field("series", \.series), Field("name", \.name, .wording),
    Field("acronym", \.acronym, .wording),
    Field("edition_number", \.editionNumber), Field("year", \.year),
    Field("tagline", \.tagline, .wording), Field("theme", \.theme, .wording),
    Field("summary", \.summary, .wording),
    Field("kind", \.kind, .wording, unlessSaid: "conference"),
    Field("status", \.status, unlessSaid: "scheduled"), Field("dates", \.dates),
    Field("previous_dates", \.previousDates, .wording),
    Field("time_zone", \.timeZone, .wording), Field("format", \.format),
    Field("locations", \.places), Field("topics", \.topics), Field("audiences", \.audiences),
    Field("session_kinds", \.sessionKinds),
    Field("programme_status", \.programmeStatus, .wording, unlessSaid: "not_announced"),
    Field("organizer", \.organizer, .wording), Field("links", \.links),
    Field("languages", \.languages), Field("accessibility", \.accessibility, .wording),
    Field("expected_attendance", \.expectedAttendance, .wording),
    Field("offers", \.offers, .wording), Field("acceptance", \.acceptance),
    Field("deadlines", \.deadlineList),
    Field("deadlines_status", \.deadlinesStatus, .wording, unlessSaid: "not_announced"),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }

  /// Tables of what belongs to a conference have its display name, which is no new name.
  mutating func adopt(_ standing: Conference) {
    if name == standing.displayName { name = standing.name }
  }
}
