/// A record that one source states, with all that decides how it is merged.
struct MergeInput<Record: StoredRecord> {
  /// It has the slugs of the catalog, its own and those to which it refers.
  var record: Record
  /// The row that is meant; nil makes a new one.
  var found: Int64?
  var speaker = Speaking.ownForm
  /// What another catalog kept beside the record.
  var kept: Kept?
  /// The fields that it states as empty.
  var cleared: [String] = []
  /// How a client edits the record; nil if it is no such edit.
  var edit: RecordEdit?
}

/// The row into which a record is written.
struct RecordRow {
  /// Nil for a new row.
  var id: Int64?
  /// What another catalog kept beside the record: a new row gets its stamp and its position.
  var kept: Kept?
}

/// Who speaks in a merge.
struct Speaking {
  /// The slug of the source; nil for the catalog's own form.
  var source: String?
  /// Its row, where what it states is to be remembered.
  var sourceID: Int64?
  /// Which of the files of its list it is, by name; 0 for a programme, whatever its file is called.
  var part: Int64 = 0
  /// Whether it states all that there is to say of the record.
  var isComplete = false

  static let ownForm = Speaking()
}
