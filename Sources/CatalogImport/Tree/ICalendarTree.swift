import Catalog

/// A component of an iCalendar object (RFC 5545): VCALENDAR, VEVENT, VTIMEZONE, VALARM.
struct ICalendarComponent: Sendable {
  struct Property: Sendable {
    /// Upper case.
    var name: String
    /// Names are upper case; values without quotes.
    var parameters: [(name: String, value: String)]
    var value: String
    var line: Int

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
  }

  var name: String
  var line: Int
  /// Whether the file ended before it did.
  var isCutOff = false
  /// Whether a line of it, or of what is in it, could not be read.
  var isDamaged = false
  var properties: [Property] = []
  var components: [ICalendarComponent] = []

  func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  /// The value as text, with its escapes undone.
  func text(_ name: String) -> String? { property(name).map { Self.unescaped($0.value) } }

  static func unescaped(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
    var text = ""
    var escaped = false
    for character in value {
      if escaped {
        text.append(character == "n" || character == "N" ? "\n" : character)
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}

/// Reads iCalendar: lines end with CRLF or LF, or with CR where the file has no LF, and are unfolded;
/// a line that is no content line goes on the value before it, as tools that forget to fold write it.
struct ICalendarReader {
  static let maximumDepth = 16
  /// A longer text is refused: what is read of it takes memory twenty times its length.
  static let maximumBytes = 64 << 20

  private let name: String
  private(set) var stack: [ICalendarComponent] = []
  private(set) var calendars: [ICalendarComponent] = []
  private(set) var notices: [ImportProblem] = []

  static func read(
    _ bytes: [UInt8], name: String
  ) throws(ImportProblem) -> (calendars: [ICalendarComponent], notices: [ImportProblem]) {
    guard bytes.count <= maximumBytes else {
      throw ImportProblem(
        .refused, file: name,
        reason: "is a calendar of more than \(maximumBytes >> 20) MiB; cut it into parts")
    }
    var reader = ICalendarReader(name: name)
    for (text, line) in unfolded(bytes) {
      try reader.contentLine(text, line)
    }
    if let open = reader.stack.first {
      // What is whole in a calendar that was cut off is still read.
      reader.notices.append(
        ImportProblem(
          .notice, file: name, line: open.line, reason: "\(open.name) has no end; it was cut off"))
      reader.closeAll()
    }
    guard reader.calendars.contains(where: { $0.name == "VCALENDAR" }) else {
      throw ImportProblem(.refused, file: name, line: 1, reason: "there is no VCALENDAR")
    }
    return (reader.calendars, reader.notices)
  }

  private init(name: String) {
    self.name = name
  }

  private mutating func note(
    _ severity: ImportProblem.Severity, _ reason: String, _ line: Int, _ value: String? = nil
  ) {
    notices.append(ImportProblem(severity, file: name, line: line, reason: reason, value: value))
  }

  private static func unfolded(_ bytes: [UInt8]) -> [(text: String, line: Int)] {
    var lines: [(bytes: [UInt8], line: Int)] = []
    var number = 0
    let end: UInt8 = bytes.contains(0x0a) ? 0x0a : 0x0d
    for raw in bytes.split(separator: end, omittingEmptySubsequences: false) {
      number += 1
      let line = raw.last == 0x0d ? raw.dropLast() : raw
      if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
        lines[lines.count - 1].bytes += line.dropFirst()
      } else if isContentLine(line) || lines.isEmpty {
        lines.append((Array(line), number))
      } else if !line.isEmpty {
        lines[lines.count - 1].bytes += Array("\\n".utf8) + line
      }
    }
    return lines.map { (String(decoding: $0.bytes, as: UTF8.self), $0.line) }
  }

  /// Whether a line begins with an upper-case name and a colon or semicolon.
  private static func isContentLine(_ line: ArraySlice<UInt8>) -> Bool {
    let name = line.prefix {
      ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) || $0 == UInt8(ascii: "-")
        || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
    }
    guard name.count >= 3, let next = line[name.endIndex...].first else { return false }
    return next == UInt8(ascii: ":") || next == UInt8(ascii: ";")
  }

  private mutating func contentLine(_ text: String, _ line: Int) throws(ImportProblem) {
    guard let property = Self.property(text, line) else {
      if !text.isEmpty { note(.notice, "no content line", line, text) }
      return
    }
    switch property.name {
    case "BEGIN":
      guard stack.count < Self.maximumDepth else {
        throw ImportProblem(
          .refused, file: name, line: line,
          reason: "components are nested deeper than \(Self.maximumDepth) levels")
      }
      stack.append(ICalendarComponent(name: property.value.uppercased(), line: line))
    case "END":
      guard let top = stack.last, top.name == property.value.uppercased() else {
        throw ImportProblem(
          .refused, file: name, line: line, reason: "END of a component that is not open",
          value: property.value)
      }
      close()
    default:
      if Marks.isIn(text) {
        note(.notice, "\(property.name) \(Marks.reason); it is not read", line)
        for index in stack.indices { stack[index].isDamaged = true }
      } else if !stack.isEmpty {
        stack[stack.count - 1].properties.append(property)
      }
    }
  }

  private mutating func close() {
    guard let component = stack.popLast() else { return }
    if component.isDamaged, component.name == "VEVENT" {
      return note(.skipped, "an event \(Marks.reason)", component.line, component.text("UID"))
    }
    if stack.isEmpty {
      calendars.append(component)
    } else {
      stack[stack.count - 1].components.append(component)
    }
  }

  /// Ends what was cut off, without the component that was being read.
  private mutating func closeAll() {
    for index in stack.indices { stack[index].isCutOff = true }
    if stack.count > 1 { stack.removeLast() }
    while !stack.isEmpty { close() }
  }

  private static func property(_ text: String, _ line: Int) -> ICalendarComponent.Property? {
    var parts: [Substring] = []
    var isQuoted = false
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let character = text[index]
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == ";" || character == ":" {
        parts.append(text[start..<index])
        start = text.index(after: index)
        if character == ":" { break }
      }
      index = text.index(after: index)
    }
    guard index < text.endIndex, let name = parts.first, !name.isEmpty else { return nil }
    let parameters = parts.dropFirst().map { part -> (name: String, value: String) in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = halves.count == 2 ? halves[1].filter { $0 != "\"" } : ""
      return (halves[0].uppercased(), String(value))
    }
    return ICalendarComponent.Property(
      name: name.uppercased(), parameters: parameters, value: String(text[start...]), line: line)
  }
}
