/// One value as SQLite stores it (https://sqlite.org/datatype3.html).
public enum Value: Sendable, Equatable {
  case null
  case integer(Int64)
  /// SQLite stores a NaN as `null`.
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A value that can be bound to a `?` of a statement.
public protocol Bindable {
  var sqliteValue: Value { get }
}

extension Value: Bindable {
  public var sqliteValue: Value { self }
}

extension String: Bindable {
  public var sqliteValue: Value { .text(self) }
}

extension Int: Bindable {
  public var sqliteValue: Value { .integer(Int64(self)) }
}

extension Int64: Bindable {
  public var sqliteValue: Value { .integer(self) }
}

extension Int32: Bindable {
  public var sqliteValue: Value { .integer(Int64(self)) }
}

extension Double: Bindable {
  public var sqliteValue: Value { .real(self) }
}

extension Bool: Bindable {
  public var sqliteValue: Value { .integer(self ? 1 : 0) }
}

extension [UInt8]: Bindable {
  public var sqliteValue: Value { .blob(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
  public var sqliteValue: Value { self?.sqliteValue ?? .null }
}
