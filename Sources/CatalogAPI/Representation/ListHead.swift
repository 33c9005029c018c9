import Catalog
import CatalogModel

/// What a form is told about a list besides its records.
struct ListHead: Sendable {
  /// "Conferences".
  var title: String
  /// Nil where records of several kinds are listed.
  var kind: RecordKind?
  /// Whether it is one thing that was asked for by its own URL, and not a list.
  var isSingle = false
  /// What URLs begin with: "http://localhost:8080".
  var baseURL: String
  /// Who mints the ids of calendar entries and feeds; must stay the same for good.
  var authority = Self.defaultAuthority
  /// The question without its form: "conferences?topic=nlp".
  var question: String
  /// The full URL of this form of the list, and of its JSON.
  var url: String
  var jsonURL: String
  /// The full URL of the page that follows, where there is one.
  var nextURL: String?
  /// The last change of the records that are shown; the epoch if there are none.
  var updatedAt = Instant(seconds: 0)
  /// The members or columns that were asked for, in their order; none asks for all.
  var fields: [String] = []
  /// Whether a calendar shows what has no exact days, as tentative over the days it may take.
  var includesVague = false
  /// How long before each deadline of a calendar an alarm goes off, as a duration: "P1D".
  var alarm: String?
  /// Labels of topics by their ids; an id stands for itself where there is none.
  var topicLabels: [String: String] = [:]
  /// Spaces a level of indentation; nil for none.
  var indent: Int?

  static let defaultAuthority = "conference-catalog"

  func label(ofTopic id: String) -> String { topicLabels[id] ?? id }
}
