/// One time of an event, which becomes a session.
struct ICalendarInstance {
  var event: ICalendarEvent
  var start: CalendarTime?
  var end: CalendarTime?
  /// Identifies the time among those of a recurring event; `nil` for other events.
  var key: String?
}

extension ICalendarInstance {
  init(_ event: ICalendarEvent) {
    self.init(event: event, start: event.start, end: event.end, key: event.recurrence?.key)
  }
}
