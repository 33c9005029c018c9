/// The search text of one record: the row that it has in the table `search`.
struct RecordText {
  /// An INSERT into the search index.
  static let insertion =
    "INSERT INTO search (rowid, name, other_names, about, people, place) VALUES (?, ?, ?, ?, ?, ?)"

  var number: Int64
  var name: String
  var otherNames = ""
  var about = ""
  var people = ""
  var place = ""

  /// Passes the columns to `body` in their order, as the index has their words.
  func each(_ body: (String) -> Void) {
    body(SearchWords.indexed(name))
    body(SearchWords.indexed(otherNames))
    body(SearchWords.indexed(about))
    body(SearchWords.indexed(people))
    body(SearchWords.indexed(place))
  }
}
