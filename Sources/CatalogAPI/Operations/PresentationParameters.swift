/// The names of parameters that shape a response and leave alone which records a list has; each set
/// contains the one before it.
enum PresentationParameters {
  /// Those of one response in one output format: a link to another format drops them.
  static let ofResponse: Set = [
    "cursor", "limit", "pretty", "fields", "facets", "total", "explain", "layout", "part",
    "min_revision",
  ]
  /// Those that leave alone which records a list has, and their order: a cursor stays valid if they
  /// change.
  static let ofRecords = ofResponse.union(["include", "tz", "vague", "view"])
  /// Those that are no filters.
  static let all = ofRecords.union(["sort"])
  /// Those that a title does not name.
  static let untitled = all.union(["alarm", "papers", "format"])
}
