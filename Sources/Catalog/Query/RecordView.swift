public import JSON

/// Which members of a record a response shows.
public enum RecordView: Sendable, Equatable {
  case whole
  /// What a card or a row of a list needs; unknown members are absent.
  case brief
  case members(JSONSelection)
}
