/// A place in the change log of one epoch of the data.
public struct ChangeCursor: Sendable, Equatable, CustomStringConvertible {
  /// Which life of the data it belongs to; a restored backup begins another.
  public var epoch: String
  /// The last row of the log that its client has.
  public var position: Int

  public init(epoch: String, position: Int) {
    self.epoch = epoch
    self.position = position
  }

  /// Reads what `description` writes; fails for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 8,
      parts[0].utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
      let position = Int(parts[1]), position >= 0, String(position) == parts[1]
    else { return nil }
    self.init(epoch: String(parts[0]), position: position)
  }

  public var description: String { "\(epoch)-\(position)" }
}

/// What the change log can tell, as of one snapshot of the data.
public struct ChangeLogState: Sendable, Equatable {
  /// The newest cursor.
  public var newest: ChangeCursor
  /// The oldest cursor that can be resumed from.
  public var horizon: ChangeCursor
  public var revision: Int
}

/// A cursor that cannot be resumed from: its epoch is over, or its place is past the horizon.
public struct ChangesGone: Error {
  public var horizon: ChangeCursor
  /// Whether another epoch has begun, such as by the restore of a backup.
  public var isOtherEpoch: Bool
}
