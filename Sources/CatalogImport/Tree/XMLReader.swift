import CatalogForm

/// Parses well-formed XML 1.0 to elements, without a DTD.
///
/// It never expands entities or fetches anything: a document type must not declare anything, and
/// only the five predefined entities and character references are known. (Foundation's XMLParser
/// would cost the idle server 6 to 10 MB and half of its start time; the tests compare the two on
/// the same documents.)
struct XMLReader {
  static let maximumDepth = 64
  /// Maximum number of attributes of a tag; each is compared with all before it.
  static let maximumAttributes = 1_000
  /// Maximum bytes of a text; its elements take 20 times as much memory.
  static let maximumBytes = 64 << 20

  private let name: String
  let bytes: [UInt8]
  var position = 0
  var stack: [XMLElement] = []
  var texts: [[UInt8]] = []
  var root: XMLElement?
  /// The lines of references to control characters.
  var controls: [Int] = []
  private var line = 1
  private var linePosition = 0

  private init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  static func read(_ bytes: [UInt8], name: String) throws(ImportProblem) -> XMLElement {
    var controls: [Int] = []
    let root = try read(bytes, name: name, controls: &controls)
    guard let line = controls.first else { return root }
    throw ImportProblem(
      .refused, file: name, line: line,
      reason: "not well-formed XML: a reference to a control character")
  }

  /// Reads a document, and adds the lines of references to control characters, which are dropped.
  static func read(
    _ bytes: [UInt8], name: String, controls: inout [Int]
  ) throws(ImportProblem) -> XMLElement {
    guard bytes.count <= maximumBytes else {
      throw ImportProblem(
        .refused, file: name,
        reason: "is XML of more than \(maximumBytes >> 20) MiB; split the file")
    }
    var reader = XMLReader(withoutReturns(bytes), name: name)
    try reader.document()
    controls = reader.controls
    guard let root = reader.root else { throw reader.refuse("expected an element") }
    return root
  }

  /// Returns the text with line feeds as line ends (XML 1.0, 2.11).
  private static func withoutReturns(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x0d) else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated()
    where byte != 0x0a || index == 0 || bytes[index - 1] != 0x0d {
      out.append(byte == 0x0d ? 0x0a : byte)
    }
    return out
  }

  static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard head.hasPrefix("<?xml"), let end = head.firstIndex(of: ">") else { return nil }
    let words = head[..<end].split { $0 == "\"" || $0 == "'" }
    guard let index = words.firstIndex(where: { $0.contains("encoding") }) else { return nil }
    return words.dropFirst(index + 1).first.map(String.init)
  }

  func refuse(_ reason: String) -> ImportProblem {
    var reader = self
    return ImportProblem(
      .refused, file: name, line: reader.currentLine(), reason: "not well-formed XML: \(reason)")
  }

  mutating func currentLine() -> Int {
    let end = min(position, bytes.count)
    if end > linePosition {
      line += bytes[linePosition..<end].count { $0 == 0x0a }
      linePosition = end
    }
    return line
  }

  private mutating func document() throws(ImportProblem) {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        try characters()
        continue
      }
      switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
      case UInt8(ascii: "/"): try endTag()
      case UInt8(ascii: "?"):
        position += 2
        _ = try skip(past: "?>", "a processing instruction")
      case UInt8(ascii: "!"): try declaration()
      default: try startTag()
      }
    }
    guard stack.isEmpty else {
      throw refuse("the text ends before </\(stack[stack.count - 1].name)>")
    }
  }

  /// Returns the bytes before a mark, and skips the mark.
  mutating func skip(past mark: StaticString, _ what: String) throws(ImportProblem)
    -> Range<Int>
  {
    let start = position
    let count = mark.utf8CodeUnitCount
    let letters = mark.withUTF8Buffer { Array($0) }
    while position + count <= bytes.count {
      if bytes[position] == letters[0], bytes[position..<position + count].elementsEqual(letters) {
        defer { position += count }
        return start..<position
      }
      position += 1
    }
    position = start
    throw refuse("\(what) is not closed")
  }
}
