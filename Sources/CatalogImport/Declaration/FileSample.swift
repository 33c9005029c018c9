/// A file with the views of it that formats need to detect their own files.
///
/// Formats decide by the content; the name only decides between contents that look alike. Each view
/// is created once, when a format requests it. Not thread-safe.
final class FileSample {
  enum Syntax {
    case calendar, xml, json
    /// JSON with invalid bytes, some lines of which may still be records.
    case damagedJSON
    /// YAML or a table.
    case text
    /// A table, by the extension of its name.
    case table
    /// Prose, binary data, or an empty file.
    case none
  }

  let name: String
  let syntax: Syntax
  private let bytes: [UInt8]

  init(_ file: InputFile) {
    name = file.name
    // Calendars are detected before decoding, since they may fold lines inside a character.
    if Self.isCalendar(file) {
      (syntax, bytes) = (.calendar, [])
      return
    }
    let declared = XMLReader.declaredEncoding(file.bytes)
    let file = ControlCharacters.removed(from: file).file
    let text = try? TextDecoding.marked(file, declared: declared)
    bytes = text ?? file.bytes
    syntax = Self.syntax(bytes, isText: text != nil, name: Paths.name(name).lowercased())
  }

  private static func syntax(_ bytes: [UInt8], isText: Bool, name: String) -> Syntax {
    let first = bytes.first { $0 > 0x20 }
    guard isText else { return first == UInt8(ascii: "{") ? .damagedJSON : .none }
    switch first {
    case nil: return .none
    case UInt8(ascii: "<"): return .xml
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    default: break
    }
    if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return .table }
    let isProse = name.hasSuffix(".md") || name.hasSuffix(".txt") || name.hasPrefix("license")
    return isProse ? .none : .text
  }

  private static func isCalendar(_ file: InputFile) -> Bool {
    let name = Paths.name(file.name).lowercased()
    if name.hasSuffix(".ics") || name.hasSuffix(".ical") {
      return file.bytes.contains { $0 > 0x20 }
    }
    // Drops the NULs of UTF-16 and a byte order mark.
    let head = file.bytes.prefix(128).filter { $0 > 0x20 && $0 < 0x7f }
    return String(decoding: head, as: UTF8.self).uppercased().hasPrefix("BEGIN:VCALENDAR")
  }

  /// The JSON keys in the first 64 KiB of the text.
  private(set) lazy var outline = JSONOutline.read(bytes.prefix(65_536))

  /// Whether the text is one JSON value with all these paths.
  func hasJSON(_ paths: String...) -> Bool {
    syntax == .json && paths.allSatisfy { outline.paths.contains($0) }
  }

  /// The names of the first XML tags.
  private(set) lazy var tags: [String] =
    syntax == .xml
    ? String(decoding: bytes.prefix(2_048), as: UTF8.self).split(separator: "<").map { tag in
      String(tag.prefix { $0 != ">" && !$0.isWhitespace })
    } : []

  /// Whether the text is an HTML page with JSON-LD.
  private(set) lazy var isPageWithLinkedData =
    syntax == .xml && !HTMLScripts.linkedData(bytes).isEmpty

  private(set) lazy var yaml: Node? =
    syntax == .text ? try? YAMLReader.readRecords(bytes, name: name).node : nil

  private(set) lazy var firstRow: Node? = yaml?.list?.first { $0.members != nil }

  /// The beginning of the text as a table of at least two columns.
  private(set) lazy var table: CSVTable? = {
    guard syntax == .text || syntax == .table,
      let table = CSVReader.header(bytes.prefix(65_536), name: name), table.header.count > 1
    else { return nil }
    return table
  }()
}
