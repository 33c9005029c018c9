import CatalogModel

/// The times of talks within a part, from a table beside an ACL site's `conference.json`, which has
/// only the times of the part.
struct PaperTimes {
  private struct Slot {
    var day: Day
    var start: Int
    var end: Int
  }

  private var slots: [String: Slot] = [:]

  init(_ tables: [CSVTable]) {
    for table in tables {
      guard let paper = table.column("pid"), let date = table.column("date"),
        let start = table.column("start time"), let end = table.column("end time")
      else { continue }
      for row in table.rows {
        guard let id = CSVTable.cell(row, paper),
          let day = CSVTable.cell(row, date).flatMap({ Day($0) }),
          let first = CSVTable.cell(row, start).flatMap(ClockText.second),
          let last = CSVTable.cell(row, end).flatMap(ClockText.second), last >= first
        else { continue }
        slots[SlugText.make([id])] = Slot(day: day, start: first, end: last)
      }
    }
  }

  /// Returns the times of a paper; nil if they are outside the part.
  func times(of paper: String, in part: Session) -> (ZonedInstant?, ZonedInstant?)? {
    guard let slot = slots[SlugText.make([paper])], let from = part.startsAt, let to = part.endsAt
    else { return nil }
    let start = Instant(slot.day, second: slot.start, offset: from.offset)
    let end = Instant(slot.day, second: slot.end, offset: from.offset)
    guard start >= from.instant, end <= to.instant else { return nil }
    return (ZonedInstant(start, offset: from.offset), ZonedInstant(end, offset: from.offset))
  }
}
