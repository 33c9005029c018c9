/// The names of parameters that shape a response without changing which records a list has.
///
/// Each set contains the one before it.
enum PresentationParameters {
  /// Parameters of one response in one output format; a link to another format drops them.
  static let ofResponse: Set = [
    "cursor", "limit", "pretty", "fields", "facets", "total", "explain", "layout", "part",
    "min_revision",
  ]
  /// Parameters that change neither which records a list has nor their order; a cursor stays valid
  /// if they change.
  static let ofRecords = ofResponse.union(["include", "tz", "vague", "view"])
  /// Parameters that are not filters.
  static let all = ofRecords.union(["sort"])
  /// Parameters that a title does not name.
  static let untitled = all.union(["alarm", "papers", "format"])
}
