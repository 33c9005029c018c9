/// A syntax error with its position.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  public let reason: String
  /// From 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int

  public init(reason: String, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  public var description: String { "line \(line), column \(column): \(reason)" }
}

/// A strict JSON parser (RFC 8259) that rejects repeated names in an object.
public struct JSONParser {
  /// The treatment of numbers that a `JSONValue` cannot represent exactly.
  public enum Numbers: Sendable {
    /// The nearest Double; an error beyond the range of a Double.
    case doubles
    /// The nearest Double; a string beyond the range of a Double.
    case doublesOrText
    /// A string, except for 64-bit integers: "1.10" keeps its zero, and a long ID its digits.
    case text
  }

  /// A member that occurs twice in one object.
  public struct Repetition: Sendable {
    public let name: String
    public let first: JSONValue
    public let last: JSONValue
    /// The line of the second occurrence, from 1.
    public let line: Int
  }

  /// Valid only during parsing.
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private let maximumDepth: Int
  private let numbers: Numbers
  /// The members that occur twice; `nil` refuses them.
  private var repetitions: [Repetition]?

  private init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, numbers: Numbers) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.numbers = numbers
  }

  /// Parses a complete text; arrays and objects can be nested `maximumDepth` deep.
  public static func parse(
    _ bytes: [UInt8], maximumDepth: Int = 64, numbers: Numbers = .doubles
  ) throws(JSONError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
      try parse(bytes, maximumDepth: maximumDepth, numbers: numbers)
    }
  }

  /// Parses a complete text in which members may occur twice; the last value counts.
  public static func parseRepeating(
    _ bytes: [UInt8], maximumDepth: Int = 64, numbers: Numbers = .doubles
  ) throws(JSONError) -> (value: JSONValue, repetitions: [Repetition]) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
      var parser = JSONParser(bytes, maximumDepth: maximumDepth, numbers: numbers)
      parser.repetitions = []
      return (try parser.whole(), parser.repetitions ?? [])
    }
  }

  /// Parses a part of a larger text; lines and columns count from the start of the part.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 64, numbers: Numbers = .doubles
  ) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes, maximumDepth: maximumDepth, numbers: numbers)
    return try parser.whole()
  }

  private mutating func whole() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard let next else { return value }
    switch next {
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      throw failure("\(Character(Unicode.Scalar(next))) has no matching opening bracket")
    default: throw failure("unexpected text after the end of the value")
    }
  }

  private func failure(_ reason: String, at position: Int? = nil) -> JSONError {
    let (line, column) = place(position ?? self.position)
    return JSONError(reason: reason, line: line, column: column)
  }

  private func place(_ position: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0a } + 1
    let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    return (line, before.count - lineStart + 1)
  }

  /// The error for a missing comma or closing bracket after a value that ends at `end`, in the
  /// brackets opened at `start`.
  private func unclosed(_ close: String, from start: Int, after end: Int) -> JSONError {
    let opened = place(start)
    let open = Character(Unicode.Scalar(bytes[start]))
    let what = "the \(open) of line \(opened.line), column \(opened.column)"
    switch next {
    case nil: return failure("the text ends before the \(close) of \(what)")
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      return failure("expected a comma or the \(close) that closes \(what)")
    case UInt8(ascii: ":"):
      return failure("unexpected colon after a value in \(what); only members of { } have names")
    default: return failure("a comma or a \(close) is missing after this value", at: end)
    }
  }

  /// Advances to the element after a comma; throws if a bracket or comma follows.
  private mutating func expectMore() throws(JSONError) {
    let comma = position - 1
    skipSpace()
    switch next {
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      let bracket = Character(Unicode.Scalar(bytes[position]))
      throw failure("unexpected comma before the \(bracket); remove it", at: comma)
    case UInt8(ascii: ","): throw failure("unexpected second comma; remove it")
    default: break
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= maximumDepth else {
      throw failure("nested deeper than \(maximumDepth) levels")
    }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case nil: throw failure("the text ends; expected a value")
    case UInt8(ascii: "'"):
      throw failure("expected a string in double quotes, not single quotes")
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","):
      throw failure("expected a value before this character")
    default:
      throw failure(
        "expected a value: a string in double quotes, a number, true, false, null, [ or {")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let end = position + word.utf8.count
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.utf8) else {
      throw failure(
        "expected a value: a string in double quotes, a number, true, false, null, [ or {")
    }
    position = end
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    var object = JSONObject()
    let opened = position
    position += 1
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(object)
    }
    while true {
      guard next == UInt8(ascii: "\"") else {
        throw failure("expected a member's name in double quotes")
      }
      let start = position
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw failure("expected a colon") }
      position += 1
      let value = try value(depth: depth + 1)
      if !object.add(name, value) {
        guard repetitions != nil else {
          position = start
          throw failure("the member \"\(name)\" occurs twice")
        }
        let repetition = Repetition(
          name: name, first: object[name] ?? .null, last: value, line: place(start).line)
        repetitions?.append(repetition)
        object.replace(name, value)
      }
      let end = position
      skipSpace()
      guard let byte = next, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
        throw unclosed("}", from: opened, after: end)
      }
      position += 1
      if byte == UInt8(ascii: "}") { return .object(object) }
      try expectMore()
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    let opened = position
    position += 1
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      let end = position
      skipSpace()
      guard let byte = next, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
        throw unclosed("]", from: opened, after: end)
      }
      position += 1
      if byte == UInt8(ascii: "]") { return .array(elements) }
      try expectMore()
    }
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      position += 1
    }
    return position - start
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let first = next
    let count = digits()
    guard count > 0 else { throw failure("expected a digit after the minus sign") }
    guard count == 1 || first != UInt8(ascii: "0") else {
      throw failure("a number must not begin with 0")
    }
    var whole = true
    if next == UInt8(ascii: ".") {
      whole = false
      position += 1
      guard digits() > 0 else { throw failure("expected a digit after the decimal point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      whole = false
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw failure("expected a digit in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if whole, let integer = Int64(text) { return .integer(integer) }
    if numbers == .text { return .string(text) }
    guard let number = Double(text), number.isFinite else {
      if numbers == .doublesOrText { return .string(text) }
      position = start
      throw failure("the number is too large")
    }
    return .number(number)
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try utf8(UnsafeBufferPointer(rebasing: bytes[start..<position]))
    }
    var unescaped = Array(bytes[start..<position])
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return try unescaped.withUnsafeBufferPointer { (text) throws(JSONError) in try utf8(text) }
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &unescaped)
      case 0..<0x20:
        throw failure("a string has a control character; write it as an escape such as \\n")
      default:
        unescaped.append(byte)
        position += 1
      }
    }
    throw failure("a string is not closed")
  }

  private func utf8(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: text.span))
    } catch {
      throw failure("a string is not UTF-8")
    }
  }

  private mutating func escape(into unescaped: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw failure("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0c)
    case UInt8(ascii: "n"): unescaped.append(0x0a)
    case UInt8(ascii: "r"): unescaped.append(0x0d)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xd800..<0xdc00).contains(code) {
        guard next == UInt8(ascii: "\\"), position + 1 < bytes.count,
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure("an escape has half a surrogate pair; write both halves") }
        position += 2
        let low = try hexadecimal()
        guard (0xdc00..<0xe000).contains(low) else {
          throw failure("an escape has half a surrogate pair; write both halves")
        }
        code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw failure("an escape has half a surrogate pair; write both halves")
      }
      unescaped.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      position -= 1
      throw failure("unknown escape; use \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else {
      throw failure("expected four hexadecimal digits after \\u")
    }
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw failure("expected four hexadecimal digits after \\u")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
