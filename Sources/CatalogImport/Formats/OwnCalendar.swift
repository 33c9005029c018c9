import CatalogForm
import CatalogModel

/// Calendars of the catalog itself: each event adds the record that it contains, if the catalog
/// lacks it.
///
/// An event contains its record in the native format as X-CATALOG-RECORD. Older calendars have no
/// such property; their conferences are recognized by UID, days and title.
final class OwnCalendar {
  private let builder: BatchBuilder
  private let records: OwnRecords

  static func isOwn(_ calendar: ICalendarComponent) -> Bool {
    calendar.text("PRODID")?.contains("//Conference Catalog//catalog//") == true
  }

  static func read(_ calendars: [ICalendarComponent], into builder: BatchBuilder) {
    builder.addsOnly()
    let own = OwnCalendar(builder)
    for calendar in calendars {
      for event in calendar.components where event.name == "VEVENT" {
        builder.count("events")
        own.read(event)
      }
    }
  }

  private init(_ builder: BatchBuilder) {
    self.builder = builder
    records = OwnRecords(builder)
  }

  private func read(_ event: ICalendarComponent) {
    let uid = event.text("UID") ?? ""
    let kind = uid.split(separator: "-", maxSplits: 1).first.map(String.init)
    guard let text = event.text("X-CATALOG-RECORD") else {
      guard kind == "conference" else {
        return builder.problem(
          .skipped, "an event without X-CATALOG-RECORD; expected a record in the native format",
          line: event.line,
          value: uid)
      }
      return addConference(of: event, uid)
    }
    records.add(
      kind, text, conference: event.text("X-CATALOG-CONFERENCE"), "X-CATALOG-CONFERENCE",
      line: event.line, name: uid)
  }

  private func addConference(of event: ICalendarComponent, _ uid: String) {
    let slug = uid.dropFirst("conference-".count).prefix { $0 != "@" }
    guard Slug.isValid(String(slug)), let name = PlainText.line(event.text("SUMMARY")),
      let first = event.property("DTSTART").flatMap({ ClockDigits.read($0.value) })?.time.day
    else {
      return builder.problem(
        .skipped, "a conference without its ID, title or day", line: event.line, value: uid)
    }
    let end = event.property("DTEND").flatMap { ClockDigits.read($0.value) }?.time.day
    var record = Conference(id: String(slug), name: name)
    record.year = EditionName.read(name)?.year ?? first.components.year
    let last = end.map { $0 + -1 } ?? first
    record.dates = try? EventDates(
      edtf: last > first ? "\(first)/\(last)" : "\(first)", text: nil)
    if event.keyword("STATUS") == "CANCELLED" { record.status = "cancelled" }
    records.add(record)
  }
}
