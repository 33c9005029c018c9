/// One VEVENT of a calendar with its times.
struct ICalendarEvent: Sendable {
  var component: ICalendarComponent
  var uid: String?
  /// The revision of the event (SEQUENCE).
  var sequence: Int
  /// When this revision was written (DTSTAMP), in seconds since 1970.
  var stamp: Int?
  /// When the event was last changed (LAST-MODIFIED), in seconds since 1970.
  var modified: Int?
  var title: String?
  var start: CalendarTime?
  var end: CalendarTime?
  /// The time of the recurring event that this one replaces.
  var recurrence: CalendarTime?
  var isCancelled: Bool
  /// Whether the event only cancels another (METHOD:CANCEL).
  var isCallOff: Bool

  /// Whether it also replaces all later times (RANGE=THISANDFUTURE).
  var isOfFuture: Bool {
    component.property("RECURRENCE-ID")?.parameter("RANGE")?.uppercased() == "THISANDFUTURE"
  }

  var isRecurring: Bool { component.property("RRULE") != nil || component.property("RDATE") != nil }

  init(_ component: ICalendarComponent, isCallOff: Bool, _ times: ICalendarTimes) {
    self.component = component
    uid = PlainText.line(component.text("UID"))
    sequence = component.keyword("SEQUENCE").flatMap { Int($0) } ?? 0
    stamp = component.keyword("DTSTAMP").flatMap { ClockDigits.read($0)?.time.total }
    modified = component.keyword("LAST-MODIFIED").flatMap { ClockDigits.read($0)?.time.total }
    title = PlainText.line(component.text("SUMMARY"))
    start = times.time(component.property("DTSTART"))
    end = times.end(component, start)
    let zone = start?.zone
    recurrence = component.property("RECURRENCE-ID").flatMap {
      times.time($0.value, $0, floatingIn: zone)
    }
    self.isCallOff = isCallOff
    isCancelled = isCallOff || ["CANCELLED", "CANCELED"].contains(component.keyword("STATUS"))
  }
}
