public import JSON

/// The members of a record to show.
public enum RecordView: Sendable, Equatable {
  case whole
  /// The members for a card or a list row; those with unknown values are absent.
  case brief
  case members(JSONSelection)
}
