/// A result code of SQLite, extended if available (https://sqlite.org/rescode.html).
public struct ResultCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// The code without its extension: `CONSTRAINT_UNIQUE` becomes `CONSTRAINT`.
  public var primary: ResultCode { ResultCode(rawValue: rawValue & 0xFF) }

  /// SQLite's own name, without the prefix `SQLITE_`.
  public var description: String {
    Self.names[rawValue] ?? Self.names[rawValue & 0xFF].map { "\($0) (\(rawValue))" }
      ?? "code \(rawValue)"
  }

  public static let error = ResultCode(rawValue: 1)
  public static let abortRollback = ResultCode(rawValue: 516)
  public static let busy = ResultCode(rawValue: 5)
  public static let locked = ResultCode(rawValue: 6)
  public static let readOnly = ResultCode(rawValue: 8)
  public static let interrupt = ResultCode(rawValue: 9)
  public static let inputOutput = ResultCode(rawValue: 10)
  public static let corrupt = ResultCode(rawValue: 11)
  public static let full = ResultCode(rawValue: 13)
  public static let cannotOpen = ResultCode(rawValue: 14)
  public static let constraint = ResultCode(rawValue: 19)
  public static let misuse = ResultCode(rawValue: 21)
  public static let notADatabase = ResultCode(rawValue: 26)
  public static let constraintCheck = ResultCode(rawValue: 275)
  public static let constraintForeignKey = ResultCode(rawValue: 787)
  public static let constraintNotNull = ResultCode(rawValue: 1299)
  public static let constraintPrimaryKey = ResultCode(rawValue: 1555)
  public static let constraintUnique = ResultCode(rawValue: 2067)
}
