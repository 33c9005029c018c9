import CatalogModel
import JSON

extension Series: CatalogRecord {
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
