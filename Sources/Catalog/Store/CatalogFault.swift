import SQLite

/// What keeps the database from a piece of work, as callers tell it apart.
public enum CatalogFault: Sendable, Equatable {
  /// Too many others wait.
  case busy
  /// The work took longer than it may.
  case overBudget
  case diskFull
  /// Another process holds the file, or the file cannot be opened or read; perhaps it is damaged.
  case unavailable(isDamaged: Bool)
  /// The database is closed or read-only.
  case unwritable
  case damaged

  /// The fault behind an error of the database; nil if the error is of another kind.
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
