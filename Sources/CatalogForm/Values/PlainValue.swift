import CatalogModel
import JSON

/// A value as stored in a column.
package enum ColumnValue: Sendable, Equatable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
}

/// The columns of a row, which the members of a record read in order.
package struct ColumnReader {
  /// Returns the value of a column; the first one has the index 0.
  let value: (Int) -> ColumnValue
  private(set) var column = 0

  package init(_ value: @escaping (Int) -> ColumnValue) { self.value = value }

  mutating func next() -> ColumnValue {
    defer { column += 1 }
    return value(column)
  }

  package mutating func text() -> String? { String.restored(from: next()) }

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
  /// Returns the schema of values within bounds.
  static func schema(within bounds: Bounds) -> Schema
  /// Returns the member's value; `nil` if it is absent or null, or if the value is wrong, which it
  /// reports.
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> Self?
  /// Returns the column's value; `nil` if the column has another type.
  static func restored(from column: ColumnValue) -> Self?
  var column: ColumnValue { get }
  var json: JSONValue { get }
  /// Returns a value within bounds, or `nil` in its place, and why this one is not; `nil` if it is.
  func bounded(by bounds: Bounds) -> (value: Self?, reason: String)?
}

extension PlainValue {
  func bounded(by bounds: Bounds) -> (value: Self?, reason: String)? { nil }
}

extension String: PlainValue {
  static func schema(within bounds: Bounds) -> Schema { .text(bounds) }
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> String? {
    reader.string(name, within: bounds)
  }
  static func restored(from column: ColumnValue) -> String? {
    if case .text(let text) = column { text } else { nil }
  }
  var column: ColumnValue { .text(self) }
  var json: JSONValue { .string(self) }
  func bounded(by bounds: Bounds) -> (value: String?, reason: String)? {
    if Bounds.hasControls(self) {
      let scalars = unicodeScalars.filter { !Bounds.isControl($0.value) }
      let text = String(String.UnicodeScalarView(scalars))
      let longer = text.bounded(by: bounds)
      return (
        longer?.value ?? text,
        ["had control characters, which were removed", longer?.reason].compactMap(\.self)
          .joined(separator: ", and ")
      )
    }
    guard !bounds.allows(self) else { return nil }
    let (maximum, count) = (bounds.length.grouped, unicodeScalars.count.grouped)
    return (
      String(String.UnicodeScalarView(unicodeScalars.prefix(bounds.length))),
      "has \(count) characters; the first \(maximum) were kept"
    )
  }
}

extension Int: PlainValue {
  static func schema(within bounds: Bounds) -> Schema { .whole(bounds) }
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> Int? {
    reader.integer(name, within: bounds)
  }
  static func restored(from column: ColumnValue) -> Int? {
    if case .integer(let number) = column { number } else { nil }
  }
  var column: ColumnValue { .integer(self) }
  var json: JSONValue { .integer(Int64(self)) }
  func bounded(by bounds: Bounds) -> (value: Int?, reason: String)? {
    let (low, high) = (bounds.range.lowerBound, bounds.range.upperBound)
    guard self < low || self > high else { return nil }
    return (nil, "is not a whole number from \(low) to \(high): \(self)")
  }
}

extension Bool: PlainValue {
  static func schema(within bounds: Bounds) -> Schema { .boolean }
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> Bool? {
    reader.bool(name)
  }
  static func restored(from column: ColumnValue) -> Bool? {
    Int.restored(from: column).map { $0 != 0 }
  }
  var column: ColumnValue { .integer(self ? 1 : 0) }
  var json: JSONValue { .bool(self) }
}

extension Day: PlainValue {
  static func schema(within bounds: Bounds) -> Schema { .date }
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> Day? {
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
  static func schema(within bounds: Bounds) -> Schema { .names }
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> [String]? {
    reader.strings(name)
  }
  static func restored(from column: ColumnValue) -> [String]? {
    String.restored(from: column).flatMap { try? JSONParser.parse([UInt8]($0.utf8)) }?.array?
      .compactMap(\.string)
  }
  package var column: ColumnValue {
    var writer = JSONWriter()
    writer.value(self)
    return .text(String(decoding: writer.bytes, as: UTF8.self))
  }
  var json: JSONValue { .array(map { .string($0) }) }
}

// Without `.map(Optional.some)`, a `nil` for a failure would become a `nil` value.
extension Optional: PlainValue where Wrapped: PlainValue {
  static func schema(within bounds: Bounds) -> Schema { .orNull(Wrapped.schema(within: bounds)) }
  static func read(_ name: String, _ reader: ObjectReader, within bounds: Bounds) -> Wrapped?? {
    Wrapped.read(name, reader, within: bounds).map(Optional.some)
  }
  static func restored(from column: ColumnValue) -> Wrapped?? {
    if column == .null { .some(nil) } else { Wrapped.restored(from: column).map(Optional.some) }
  }
  var column: ColumnValue { self?.column ?? .null }
  var json: JSONValue { self?.json ?? .null }
  func bounded(by bounds: Bounds) -> (value: Wrapped??, reason: String)? {
    guard let (value, reason) = self?.bounded(by: bounds) else { return nil }
    return (.some(value), reason)
  }
}
