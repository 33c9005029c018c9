/// A component of an iCalendar object (RFC 5545): VCALENDAR, VEVENT, VTIMEZONE, VALARM.
struct ICalendarComponent: Sendable {
  struct Property: Sendable {
    /// The name in upper case.
    var name: String
    /// The parameters, with names in upper case and values without quotes.
    var parameters: [(name: String, value: String)] = []
    var value: String
    var line: Int
    /// Whether the name was written in upper case.
    var isUpperCase = true

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
  }

  var name: String
  var line: Int
  /// Whether the file ends inside the component.
  var isCutOff = false
  /// Whether a line of the component, or of one inside it, was unreadable.
  var isDamaged = false
  var properties: [Property] = []
  var components: [ICalendarComponent] = []

  func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  func properties(_ name: String) -> [Property] { properties.filter { $0.name == name } }

  /// Returns the value as text, unescaped.
  func text(_ name: String) -> String? { property(name).map { Self.unescaped($0.value) } }

  /// Returns the value as a keyword in upper case.
  func keyword(_ name: String) -> String? {
    PlainText.line(text(name))?.uppercased()
  }

  /// Whether both have the same properties with the same values, in any position.
  func isSame(as other: ICalendarComponent) -> Bool {
    properties.elementsEqual(other.properties) { $0.name == $1.name && $0.value == $1.value }
  }

  static func unescaped(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in value.unicodeScalars {
      if isEscaped {
        text.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
