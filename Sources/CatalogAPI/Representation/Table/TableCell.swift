import CatalogModel
import JSON

/// One cell of a table.
enum TableCell: Sendable, Equatable {
  case empty
  case text(String)
  /// Digits, which need no guard against formulas even if they begin with a hyphen.
  case number(String)

  init(_ text: String?) { self = text.map { .text($0) } ?? .empty }
  init(_ number: Int?) { self = number.map { .number(String($0)) } ?? .empty }
  init(_ number: Double?) { self = number.map { .number(String($0)) } ?? .empty }
  init(_ flag: Bool?) { self = flag.map { .text($0 ? "true" : "false") } ?? .empty }
  init(_ day: Day?) { self = day.map { .text($0.description) } ?? .empty }
  init(_ instant: Instant?) { self = instant.map { .text($0.description) } ?? .empty }

  /// Creates a cell with several values, separated by semicolons.
  init(_ texts: [String]?) {
    guard let texts, !texts.isEmpty else {
      self = .empty
      return
    }
    self = .text(texts.joined(separator: ";"))
  }

  /// Creates a cell with the texts, numbers and flags of a value, at any depth.
  init(json value: JSONValue) {
    func texts(_ value: JSONValue) -> [String] {
      switch value {
      case .null: []
      case .string(let text): [text]
      case .integer(let number): ["\(number)"]
      case .number(let number): ["\(number)"]
      case .bool(let flag): ["\(flag)"]
      case .array(let elements): elements.flatMap(texts)
      case .object(let object): object.members.flatMap { texts($0.value) }
      }
    }
    let all = texts(value)
    if all.count == 1, Double(all[0]) != nil { self = .number(all[0]) } else { self.init(all) }
  }

  /// Creates a cell from a text, a number, a flag, or a list of texts; empty for an object.
  init(plain value: JSONValue) {
    switch value {
    case .null, .object: self = .empty
    case .string(let text): self = .text(text)
    case .integer(let number): self = .number(String(number))
    case .number(let number): self = .number(String(number))
    case .bool(let flag): self.init(flag)
    case .array(let elements): self.init(elements.compactMap(\.string))
    }
  }

  init(_ instant: ZonedInstant?) {
    self = instant.map { .text($0.instant.formatted(offset: $0.offset)) } ?? .empty
  }

  /// Appends the cell by RFC 4180.
  ///
  /// Guards text that programs could take for a formula (see `FormulaGuard`).
  func append(to bytes: inout [UInt8]) {
    switch self {
    case .empty: break
    case .number(let digits): bytes.append(contentsOf: digits.utf8)
    case .text(let text):
      let utf8 = FormulaGuard.guarded(text).utf8
      guard utf8.contains(where: Self.needsQuotes) else {
        return bytes.append(contentsOf: utf8)
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in utf8 where byte != 0 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0a || byte == 0x0d
      || byte == 0
  }
}
