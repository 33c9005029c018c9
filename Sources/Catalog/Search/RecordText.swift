/// The search text of one record: its row in the table `search`.
struct RecordText {
  /// The statement that inserts a record's text.
  static let insertion = """
    INSERT INTO search (rowid, \(SearchDocument.columnList))
    VALUES (?\(String(repeating: ", ?", count: SearchDocument.columns.count)))
    """

  var number: Int64
  var name: String
  var otherNames = ""
  var about = ""
  var people = ""
  var place = ""
  var topics = ""

  /// Calls `body` with the text of each column in order, prepared for the index.
  func each(_ body: (String) -> Void) {
    body(SearchWords.indexed(name))
    body(SearchWords.indexed(otherNames))
    body(SearchWords.indexed(about))
    body(SearchWords.indexed(people))
    body(SearchWords.indexed(place))
    body(SearchWords.indexed(topics))
  }
}
