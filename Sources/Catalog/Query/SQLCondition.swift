import SQLite

/// A condition of a WHERE clause, with `?` for each of its values in order.
struct SQLCondition {
  var sql: String
  var values: [any Bindable]

  init(_ sql: String, _ values: any Bindable...) {
    self.sql = sql
    self.values = values
  }

  init(_ sql: String, values: [any Bindable]) {
    self.sql = sql
    self.values = values
  }

  /// `column IN (...)`, or NOT IN.
  static func among(_ column: String, _ values: [String], excluded: Bool = false) -> SQLCondition {
    let places = values.map { _ in "?" }.joined(separator: ", ")
    return SQLCondition("\(column)\(excluded ? " NOT" : "") IN (\(places))", values: values)
  }

  /// What holds where this does not, and where it is unknown.
  var negated: SQLCondition { SQLCondition("NOT coalesce((\(sql)), 0)", values: values) }

  static func all(_ conditions: [SQLCondition]) -> SQLCondition {
    guard !conditions.isEmpty else { return SQLCondition("1") }
    if conditions.count == 1 { return conditions[0] }
    return SQLCondition(
      conditions.map { "(\($0.sql))" }.joined(separator: " AND "),
      values: conditions.flatMap(\.values))
  }

  static func any(_ conditions: [SQLCondition]) -> SQLCondition {
    guard !conditions.isEmpty else { return SQLCondition("0") }
    if conditions.count == 1 { return conditions[0] }
    return SQLCondition(
      "(\(conditions.map { "(\($0.sql))" }.joined(separator: " OR ")))",
      values: conditions.flatMap(\.values))
  }
}
