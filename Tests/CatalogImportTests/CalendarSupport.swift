import CatalogForm
import CatalogModel

@testable import CatalogImport

/// A calendar of one's own making for a test.
enum TestCalendar {
  static let berlin = """
    BEGIN:VTIMEZONE
    TZID:Europe/Berlin
    BEGIN:STANDARD
    DTSTART:19701025T030000
    TZOFFSETFROM:+0200
    TZOFFSETTO:+0100
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
    END:STANDARD
    BEGIN:DAYLIGHT
    DTSTART:19700329T020000
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0200
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
    END:DAYLIGHT
    END:VTIMEZONE
    """

  static func event(_ lines: String) -> String { "BEGIN:VEVENT\n\(lines)\nEND:VEVENT" }

  static func text(_ events: String, head: String = "") -> String {
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//a//b//EN\n\(head)\n\(events)\nEND:VCALENDAR\n"
  }

  static func read(
    _ events: String, head: String = "", name: String = "demo-2027.ics",
    parameters: ImportParameters = .init()
  ) throws -> ImportBatch {
    let text = text(events, head: head)
    return try CatalogImportTests.read(text, name: name, parameters: parameters)
  }
}

extension ImportBatch {
  /// The sessions as "title start", in their order.
  var starts: [String] {
    document.sessions.map { "\($0.title) \($0.startsAt?.instant.description ?? "none")" }
  }

  func problems(_ severity: ImportProblem.Severity) -> [ImportProblem] {
    problems.filter { $0.severity == severity }
  }
}
