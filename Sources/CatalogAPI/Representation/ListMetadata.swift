import CatalogModel

/// The metadata of a list, for the encoder of its representation.
struct ListMetadata: Sendable {
  /// For example "Conferences".
  var title: String
  /// The kind of the records; nil if they are of several kinds.
  var kind: RecordKind?
  /// Whether the response is one record with its own URL, and not a list.
  var isSingle = false
  /// The beginning of URLs, for example "http://localhost:8080".
  var baseURL: String
  /// The authority in the IDs of calendars and feeds; it must never change.
  var authority = Self.defaultAuthority
  /// The query without the representation, for example "conferences?topic=nlp".
  var question: String
  /// The full URL of the list in this representation; `jsonURL` is that of its JSON.
  var url: String
  var jsonURL: String
  /// The full URL of the next page; nil if there is none.
  var nextURL: String?
  /// The last change of the records in the response; the epoch if there are none.
  var updatedAt = Instant(seconds: 0)
  /// The requested members or columns in their order; empty for all.
  var fields: [String] = []
  /// Whether a calendar shows records without exact days, as tentative, over all the days that they
  /// may take.
  var includesVague = false
  /// The time of an alarm before each deadline of a calendar, as an iCalendar duration such as
  /// "P1D".
  var alarm: String?
  /// Labels of topics by their IDs.
  var topicLabels: [String: String] = [:]
  /// Spaces per level of indentation; nil for compact JSON.
  var indent: Int?

  static let defaultAuthority = "conference-catalog"

  func label(ofTopic id: String) -> String { topicLabels[id] ?? id }
}
