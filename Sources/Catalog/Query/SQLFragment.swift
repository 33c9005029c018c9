import SQLite

/// A table under its name or alias in a statement: `session.kind` is a column.
@dynamicMemberLookup
struct Table: Sendable, Hashable {
  // This name hides a column of the same name.
  let calledName: String

  init(_ calledName: String) { self.calledName = calledName }

  subscript(dynamicMember column: String) -> Column { Column(table: self, name: column) }

  static let conference = Table("conference")
  static let deadline = Table("deadline")
  static let session = Table("session")
}

struct Column: Sendable, Hashable {
  let table: Table
  let name: String
}

/// SQL text with a value for each `?`, in order, and the places where it names columns.
///
/// Write it as an interpolated literal. An interpolated `Column` is marked, a fragment keeps its
/// values and marks, and a string is inserted as SQL: never interpolate values.
struct SQLFragment: ExpressibleByStringInterpolation {
  private struct Mark {
    /// The offset of the column's name, in bytes of UTF-8.
    var offset: Int
    var column: Column
  }

  private(set) var sql: String
  private(set) var values: [any Bindable] = []
  private var marks: [Mark] = []

  init(raw sql: String) { self.sql = sql }
  init(stringLiteral sql: String) { self.sql = sql }
  init(stringInterpolation: StringInterpolation) { self = stringInterpolation.fragment }

  /// Appends the values to those of interpolated fragments.
  init(_ text: SQLFragment, _ values: any Bindable...) { self.init(text, values: values) }

  init(_ text: SQLFragment, values: [any Bindable]) {
    self = text
    self.values += values
  }

  static func += (fragment: inout SQLFragment, other: SQLFragment) {
    let offset = fragment.sql.utf8.count
    fragment.sql += other.sql
    fragment.values += other.values
    for mark in other.marks {
      fragment.marks.append(Mark(offset: offset + mark.offset, column: mark.column))
    }
  }

  /// Returns the text with a unary plus before each of the columns, which keeps SQLite from using
  /// their indexes.
  ///
  /// See https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
  func withoutIndex(on columns: Set<Column>) -> SQLFragment {
    guard marks.contains(where: { columns.contains($0.column) }) else { return self }
    var result = SQLFragment(raw: "")
    result.values = values
    var start = sql.startIndex
    for mark in marks {
      let position = sql.utf8.index(sql.startIndex, offsetBy: mark.offset)
      result.sql += sql[start..<position]
      if columns.contains(mark.column) { result.sql += "+" }
      result.marks.append(Mark(offset: result.sql.utf8.count, column: mark.column))
      start = position
    }
    result.sql += sql[start...]
    return result
  }

  func reads(_ table: Table) -> Bool { marks.contains { $0.column.table == table } }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var fragment = SQLFragment(raw: "")

    init(literalCapacity: Int, interpolationCount: Int) {
      fragment.sql.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { fragment.sql += literal }
    mutating func appendInterpolation(_ sql: String) { fragment.sql += sql }
    mutating func appendInterpolation(_ number: some BinaryInteger) { fragment.sql += "\(number)" }
    mutating func appendInterpolation(_ number: Double) { fragment.sql += "\(number)" }
    mutating func appendInterpolation(_ part: SQLFragment) { fragment += part }

    mutating func appendInterpolation(_ column: Column) {
      fragment.marks.append(Mark(offset: fragment.sql.utf8.count, column: column))
      fragment.sql += column.table.calledName
      fragment.sql += "."
      fragment.sql += column.name
    }
  }
}

extension SQLFragment {
  static func joined(_ parts: [SQLFragment], _ separator: String = ", ") -> SQLFragment {
    guard var joined = parts.first else { return "" }
    for part in parts.dropFirst() {
      joined.sql += separator
      joined += part
    }
    return joined
  }

  /// Returns the condition `column IN (...)`, or `NOT IN`.
  static func among(
    _ column: SQLFragment, _ values: [String], excluded: Bool = false
  ) -> SQLFragment {
    let places = values.map { _ in "?" }.joined(separator: ", ")
    return SQLFragment("\(column)\(excluded ? " NOT" : "") IN (\(places))", values: values)
  }

  /// The condition that is true where this one is false or NULL.
  var negated: SQLFragment { "NOT coalesce((\(self)), 0)" }

  static func all(_ conditions: [SQLFragment]) -> SQLFragment {
    if conditions.count < 2 { return conditions.first ?? "1" }
    return joined(conditions.map { "(\($0))" }, " AND ")
  }

  static func any(_ conditions: [SQLFragment]) -> SQLFragment {
    if conditions.count < 2 { return conditions.first ?? "0" }
    return "(\(joined(conditions.map { "(\($0))" }, " OR ")))"
  }
}
