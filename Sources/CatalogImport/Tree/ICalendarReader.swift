import CatalogForm

/// Reads iCalendar: unfolds lines, which end with CRLF, LF or CR, and builds components.
///
/// A line that is not a content line continues the text before it, since some tools forget to fold;
/// this is reported.
struct ICalendarReader {
  static let maximumDepth = 16
  /// Maximum bytes of a text; its components take 20 times as much memory.
  static let maximumBytes = 64 << 20

  private let name: String
  private var stack: [ICalendarComponent] = []
  private var calendars: [ICalendarComponent] = []
  private var notices: [ImportProblem] = []
  /// Whether the last property has a continuation that was reported.
  private var isContinued = false

  static func read(
    file: InputFile
  ) throws(ImportProblem) -> (calendars: [ICalendarComponent], notices: [ImportProblem]) {
    guard file.bytes.count <= maximumBytes else {
      throw ImportProblem(
        .refused, file: file.name,
        reason: "is a calendar of more than \(maximumBytes >> 20) MiB; split the file")
    }
    var reader = ICalendarReader(name: file.name)
    var file = file
    let isWide = file.bytes.starts(with: [0xff, 0xfe]) || file.bytes.starts(with: [0xfe, 0xff])
    if !isWide, let (bytes, lines) = ICalendarBytes.withoutControls(file.bytes) {
      file.bytes = ICalendarBytes.joiningCharacters(bytes)
      for line in lines { reader.note(.notice, "control characters were removed", line) }
    }
    for (text, line) in unfolded(try TextDecoding.marked(file)) {
      try reader.contentLine(text, line)
    }
    if let open = reader.stack.first {
      // The complete components of a calendar that is cut off are imported.
      reader.note(.notice, "\(open.name) has no end; the file is cut off", open.line)
      reader.closeAll()
    }
    guard reader.calendars.contains(where: { $0.name == "VCALENDAR" }) else {
      throw ImportProblem(.refused, file: file.name, line: 1, reason: "expected a VCALENDAR")
    }
    return (reader.calendars, reader.notices)
  }

  private init(name: String) {
    self.name = name
  }

  private mutating func note(
    _ severity: ImportProblem.Severity, _ reason: String, _ line: Int, _ value: String? = nil
  ) {
    // The builder refuses a file with more problems.
    guard notices.count <= BatchBuilder.maximumProblems else { return }
    notices.append(ImportProblem(severity, file: name, line: line, reason: reason, value: value))
  }

  private static func unfolded(_ bytes: [UInt8]) -> [(text: [UInt8], line: Int)] {
    var lines: [(text: [UInt8], line: Int)] = []
    var number = 0
    var start = 0
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex { $0 == 0x0a || $0 == 0x0d } ?? bytes.count
      let line = bytes[start..<end]
      if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
        lines[lines.count - 1].text += line.dropFirst()
      } else if !line.isEmpty {
        lines.append((Array(line), number))
      }
      let isPair = end + 1 < bytes.count && bytes[end] == 0x0d && bytes[end + 1] == 0x0a
      start = end + (isPair ? 2 : 1)
    }
    return lines
  }

  private mutating func contentLine(_ text: [UInt8], _ line: Int) throws(ImportProblem) {
    guard let property = ContentLine.read(text, line), isProperty(property) else {
      return continueText(String(decoding: text, as: UTF8.self), line)
    }
    isContinued = false
    switch property.name {
    case "BEGIN": try begin(Self.trimmed(property.value), line)
    case "END": end(Self.trimmed(property.value), line)
    default:
      if InvalidByteMarker.occurs(in: text) {
        note(.notice, "\(property.name) \(InvalidByteMarker.reason); it was ignored", line)
        for index in stack.indices { stack[index].isDamaged = true }
      } else if !stack.isEmpty {
        checkRepetition(of: property, line)
        stack[stack.count - 1].properties.append(property)
        if let encoding = property.parameter("ENCODING"), encoding.uppercased() != "8BIT",
          ICalendarNames.texts.contains(property.name)
        {
          note(
            .notice, "the value has the encoding \(encoding); it was kept as written", line,
            property.value)
        }
        if !ICalendarNames.all.contains(property.name), !property.name.hasPrefix("X-") {
          note(
            .notice, "unknown property; it was ignored", line, String(decoding: text, as: UTF8.self)
          )
        }
      }
    }
  }

  /// Reports a second value of a property of which an event or calendar has one; the first is read.
  private mutating func checkRepetition(of property: ICalendarComponent.Property, _ line: Int) {
    guard ICalendarNames.single.contains(property.name), let top = stack.last,
      top.name == "VEVENT" || top.name == "VCALENDAR",
      let first = top.property(property.name), first.value != property.value
    else { return }
    note(
      .dropped, "\(property.name) occurs twice, first in line \(first.line); the first was used",
      line,
      ICalendarComponent.unescaped(property.value))
  }

  private static func trimmed(_ value: String) -> String {
    PlainText.line(value)?.uppercased() ?? ""
  }

  /// Whether the line is a property, and not a continuation of the text before it.
  ///
  /// Names ignore case (section 1.3), but "Note: bring a laptop" in a description is text.
  private func isProperty(_ property: ICalendarComponent.Property) -> Bool {
    let isAfterText = stack.last?.properties.last.map { ICalendarNames.texts.contains($0.name) }
    guard isAfterText == true else { return true }
    if property.name.hasPrefix("X-") { return property.isUpperCase || !property.isSpaced }
    guard ICalendarNames.all.contains(property.name) else { return false }
    if property.name == "BEGIN" || property.name == "END" {
      return property.value.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 > 0x40 && $0 < 0x7b }
    }
    return property.isUpperCase || !property.isSpaced
  }

  private mutating func continueText(_ text: String, _ line: Int) {
    guard let top = stack.indices.last, let last = stack[top].properties.indices.last,
      ICalendarNames.texts.contains(stack[top].properties[last].name)
    else { return note(.notice, "not a content line; it was ignored", line, text) }
    if InvalidByteMarker.occurs(in: text) {
      for index in stack.indices { stack[index].isDamaged = true }
      return
    }
    stack[top].properties[last].value += "\\n" + text
    if !isContinued {
      let name = stack[top].properties[last].name
      note(.assumption, "not a content line; assumed to continue \(name)", line, text)
    }
    isContinued = true
  }

  private mutating func begin(_ component: String, _ line: Int) throws(ImportProblem) {
    if component == "VEVENT", let open = stack.lastIndex(where: { $0.name == "VEVENT" }) {
      note(.notice, "an event has no end before the next one begins", stack[open].line)
      while stack.count > open { close() }
    }
    guard stack.count < Self.maximumDepth else {
      throw ImportProblem(
        .refused, file: name, line: line,
        reason: "components are nested deeper than \(Self.maximumDepth) levels")
    }
    stack.append(ICalendarComponent(name: component, line: line))
  }

  private mutating func end(_ component: String, _ line: Int) {
    guard let open = stack.lastIndex(where: { $0.name == component }) else {
      return note(.notice, "END of a component that is not open", line, component)
    }
    if open < stack.count - 1 {
      note(.notice, "\(stack[stack.count - 1].name) has no end", stack[stack.count - 1].line)
    }
    while stack.count > open { close() }
  }

  private mutating func close() {
    guard let component = stack.popLast() else { return }
    if component.isDamaged, component.name == "VEVENT" {
      return note(
        .skipped, "an event \(InvalidByteMarker.reason)", component.line, component.text("UID"))
    }
    if stack.isEmpty {
      calendars.append(component)
    } else {
      stack[stack.count - 1].components.append(component)
    }
  }

  /// Closes the open components of a file that is cut off, without the innermost one.
  private mutating func closeAll() {
    for index in stack.indices { stack[index].isCutOff = true }
    if stack.count > 1, let cut = stack.popLast(), cut.name == "VEVENT" {
      note(.skipped, "an event that was cut off", cut.line, cut.text("UID"))
    }
    while !stack.isEmpty { close() }
  }
}
