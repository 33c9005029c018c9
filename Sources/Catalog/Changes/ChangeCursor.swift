/// A position in the change log of one epoch of the data.
public struct ChangeCursor: Sendable, Equatable, CustomStringConvertible {
  /// The epoch: 8 hexadecimal digits.
  ///
  /// Restoring a backup begins a new one.
  public var epoch: String
  /// The row ID of the last change that the client has.
  public var position: Int

  public init(epoch: String, position: Int) {
    self.epoch = epoch
    self.position = position
  }

  /// Parses the output of `description`; fails for any other text.
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

/// The extent of the change log in one snapshot of the data.
public struct ChangeLogState: Sendable, Equatable {
  /// The newest cursor.
  public var newest: ChangeCursor
  /// The oldest cursor that a client can resume from.
  public var horizon: ChangeCursor
  public var revision: Int
}

/// A cursor that a client cannot resume from: its epoch is over, or its changes have expired.
public struct ChangesGone: Error {
  public var horizon: ChangeCursor
  /// Whether another epoch has begun, for example because a backup was restored.
  public var isOtherEpoch: Bool
}
