import Common

/// A numbered step of the schema, never edited once a database can have it.
public struct Migration: Sendable, Equatable {
  /// The file's name, which begins with its number: `0001_catalog.sql`.
  public let name: String
  /// The script, without transaction statements since it runs in a transaction.
  public let sql: [UInt8]

  public init(name: String, sql: [UInt8]) {
    self.name = name
    self.sql = sql
  }

  /// The digits at the start of the name; nil without digits.
  public var number: Int? { Int(name.prefix { $0.isASCII && $0.isNumber }) }

  /// SHA-256 of the script in lower-case hexadecimal.
  public var checksum: String { SHA256.hexadecimal(of: sql) }
}
