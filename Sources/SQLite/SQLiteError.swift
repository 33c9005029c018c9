/// An error of SQLite.
///
/// Contains SQL text of the program, never a bound value.
public struct SQLiteError: Error, Sendable, Equatable {
  public let code: ResultCode
  /// SQLite's message in English, without quoted values.
  public let message: String
  /// The SQL text with placeholders, if a statement caused the error.
  public let sql: String?
  /// The byte offset of the error in `sql`, if known.
  public let offset: Int?

  public init(code: ResultCode, message: String, sql: String? = nil, offset: Int? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
    self.offset = offset
  }
}

extension SQLiteError: CustomStringConvertible {
  /// One line: the code's name, the message, and the first 160 characters of the SQL.
  public var description: String {
    var line = "SQLite \(code): \(Self.onOneLine(message))"
    if let sql {
      line += offset.map { ", at byte \($0) of: " } ?? ", in: "
      line += Self.onOneLine(sql)
    }
    return line
  }

  private static func onOneLine(_ text: String) -> String {
    let words = text.prefix(1_000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 160 ? words.prefix(160) + "…" : words
  }
}

extension SQLiteError {
  /// Removes the part of a message that can come from a bound value.
  ///
  /// FTS5 and the JSON functions quote their input after a colon or in quotes: `no such column: …`,
  /// `fts5: syntax error near "…"`, `JSON path error near '…'`.
  static func withoutValues(_ message: String) -> String {
    let module = message.hasPrefix("fts5: ") ? "fts5: " : ""
    let rest = message.dropFirst(module.count)
    guard let cut = rest.firstIndex(where: { ":\"'[".contains($0) }) else { return message }
    return module + rest[..<cut] + (rest[cut] == ":" ? ": …" : "…")
  }
}
