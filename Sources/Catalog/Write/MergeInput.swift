import CatalogForm

/// A source's claims about one record, with all that decides how they are merged.
struct MergeInput<Record: StoredRecord> {
  /// The record, with the catalog's slugs for itself and its references.
  var record: Record
  /// The row ID of the matching stored record; `nil` creates a new one.
  var found: Int64?
  var speaker = ClaimSource.ownForm
  /// Data that another catalog stored beside the record.
  var kept: RecordMetadata?
  /// The fields that the record states as empty.
  var cleared: [String] = []
  /// A client's edit of the whole record; `nil` for any other write.
  var edit: RecordEdit?
}

/// The row to which a record is written.
struct RecordRow {
  /// The row ID; `nil` for a new row.
  var id: Int64?
  /// Data that another catalog stored beside the record; a new row gets its stamp and position from
  /// there.
  var kept: RecordMetadata?
}

/// The source of claims in a merge.
struct ClaimSource {
  /// The slug of the source; `nil` for the native format.
  var source: String?
  /// The row ID of the source, if its claims are to be stored.
  var sourceID: Int64?
  /// A hash of the file's name among the files of a list; 0 for a programme, whatever its file is
  /// named.
  var part: Int64 = 0
  /// Whether omitted fields are claims that the record has no value there.
  var isComplete = false

  static let ownForm = ClaimSource()
}
