import SQLite

/// A reason why the database cannot do its work, by which callers decide how to respond.
public enum CatalogFault: Sendable, Equatable {
  /// Too many reads or writes are waiting.
  case busy
  /// The work exceeded its time limit.
  case overBudget
  case diskFull
  /// Another process holds the file, or the file cannot be opened or read, possibly because it is
  /// damaged.
  case unavailable(isDamaged: Bool)
  /// The database is closed or read-only.
  case unwritable
  case damaged

  /// Returns the reason behind a database error; fails for all other errors.
  public init?(_ error: any Error) {
    guard let error = error as? DatabaseError else { return nil }
    switch error {
    case .busy: self = .busy
    case .overBudget: self = .overBudget
    case .diskFull: self = .diskFull
    case .locked, .diskFailed, .cannotOpen: self = .unavailable(isDamaged: error.damage != nil)
    case .closed, .readOnly, .readOnlyFile: self = .unwritable
    default:
      guard error.damage != nil else { return nil }
      self = .damaged
    }
  }
}
