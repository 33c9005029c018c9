import CatalogModel
import JSON

/// A value as stored in a column.
enum ColumnValue: Sendable, Equatable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
}

/// The columns of a row, which the members of a record read in order.
struct ColumnReader {
  /// Returns the value of a column; the first one has the index 0.
  let value: (Int) -> ColumnValue
  private(set) var column = 0

  init(_ value: @escaping (Int) -> ColumnValue) { self.value = value }

  mutating func next() -> ColumnValue {
    defer { column += 1 }
    return value(column)
  }

  mutating func text() -> String? { String.restored(from: next()) }

  mutating func number() -> Double? {
    switch next() {
    case .real(let number): number
    case .integer(let number): Double(number)
    case .null, .text: nil
    }
  }
}

/// A value that fits in one JSON member, one database column and one table cell.
protocol PlainValue: FieldValue {
  static var schema: Schema { get }
  /// Returns the member's value; `nil` if it is absent or null, or if the value is wrong, which it
  /// reports.
  static func read(_ name: String, _ reader: ObjectReader) -> Self?
  /// Returns the column's value; `nil` if the column has another type.
  static func restored(from column: ColumnValue) -> Self?
  var column: ColumnValue { get }
  var json: JSONValue { get }
}

extension String: PlainValue {
  static var schema: Schema { .string }
  static func read(_ name: String, _ reader: ObjectReader) -> String? { reader.string(name) }
  static func restored(from column: ColumnValue) -> String? {
    if case .text(let text) = column { text } else { nil }
  }
  var column: ColumnValue { .text(self) }
  var json: JSONValue { .string(self) }
}

extension Int: PlainValue {
  static var schema: Schema { .integer }
  static func read(_ name: String, _ reader: ObjectReader) -> Int? { reader.integer(name) }
  static func restored(from column: ColumnValue) -> Int? {
    if case .integer(let number) = column { number } else { nil }
  }
  var column: ColumnValue { .integer(self) }
  var json: JSONValue { .integer(Int64(self)) }
}

extension Bool: PlainValue {
  static var schema: Schema { .boolean }
  static func read(_ name: String, _ reader: ObjectReader) -> Bool? { reader.bool(name) }
  static func restored(from column: ColumnValue) -> Bool? {
    Int.restored(from: column).map { $0 != 0 }
  }
  var column: ColumnValue { .integer(self ? 1 : 0) }
  var json: JSONValue { .bool(self) }
}

extension Day: PlainValue {
  static var schema: Schema { .date }
  static func read(_ name: String, _ reader: ObjectReader) -> Day? {
    guard let text = reader.string(name) else { return nil }
    if Day(text) == nil { reader.report(name, .string(text), "a date such as 2027-05-10") }
    return Day(text)
  }
  static func restored(from column: ColumnValue) -> Day? {
    String.restored(from: column).flatMap { Day($0) }
  }
  var column: ColumnValue { .text(description) }
  var json: JSONValue { .string(description) }
}

/// A list of texts, stored as JSON in one column.
extension [String]: PlainValue {
  static var schema: Schema { .texts }
  static func read(_ name: String, _ reader: ObjectReader) -> [String]? { reader.strings(name) }
  static func restored(from column: ColumnValue) -> [String]? {
    String.restored(from: column).flatMap { try? JSONParser.parse([UInt8]($0.utf8)) }?.array?
      .compactMap(\.string)
  }
  var column: ColumnValue {
    var writer = JSONWriter()
    writer.value(self)
    return .text(String(decoding: writer.bytes, as: UTF8.self))
  }
  var json: JSONValue { .array(map { .string($0) }) }
}

// Without `.map(Optional.some)`, a `nil` for a failure would become a `nil` value.
extension Optional: PlainValue where Wrapped: PlainValue {
  static var schema: Schema { .orNull(Wrapped.schema) }
  static func read(_ name: String, _ reader: ObjectReader) -> Wrapped?? {
    Wrapped.read(name, reader).map(Optional.some)
  }
  static func restored(from column: ColumnValue) -> Wrapped?? {
    if column == .null { .some(nil) } else { Wrapped.restored(from: column).map(Optional.some) }
  }
  var column: ColumnValue { self?.column ?? .null }
  var json: JSONValue { self?.json ?? .null }
}
