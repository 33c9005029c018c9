import CatalogForm
import CatalogModel

/// The event of a calendar that is the conference itself: it spans the days of the others.
struct ICalendarEdition {
  private let event: ICalendarEvent
  private let first: Day
  private let last: Day
  let isAlone: Bool

  /// Finds the longest event of whole days, or of at least 24 hours, that spans at least half of
  /// the other events.
  ///
  /// An event of one day counts only if it is the only event and the importer has not named the
  /// conference (`isNamed`), of which it could be any day.
  static func find(_ instances: [ICalendarInstance], isNamed: Bool) -> ICalendarEdition? {
    var spans: [Int: (instance: ICalendarInstance, first: Day, last: Day, isDay: Bool)] = [:]
    for instance in instances {
      guard let start = instance.start, let last = instance.lastDay, last >= start.clock.day else {
        continue
      }
      let line = instance.event.component.line
      guard let known = spans[line] else {
        spans[line] = (instance, start.clock.day, last, start.isDay)
        continue
      }
      // A conference can be one event that recurs daily.
      if start.clock.day <= known.last + 1 { spans[line]?.last = max(known.last, last) }
    }
    let longest = spans.values.filter { $0.last > $0.first || $0.isDay }.max { one, other in
      let lengths = (one.last.number - one.first.number, other.last.number - other.first.number)
      return lengths.0 == lengths.1
        ? one.instance.event.component.line > other.instance.event.component.line
        : lengths.0 < lengths.1
    }
    guard let longest else { return nil }
    let others = instances.filter {
      $0.event.component.line != longest.instance.event.component.line
    }
    let inside = others.count { other in
      other.start.map { (longest.first...longest.last).contains($0.clock.day) } ?? false
    }
    let isEdition =
      longest.last > longest.first
      ? inside * 2 >= others.count : others.isEmpty && !isNamed
    guard isEdition else { return nil }
    return ICalendarEdition(
      event: longest.instance.event, first: longest.first, last: longest.last,
      isAlone: others.isEmpty)
  }

  func isOf(_ instance: ICalendarInstance) -> Bool {
    instance.event.component.line == event.component.line
  }

  /// Reports the events that start more than a day before or after the conference.
  func noteOutside(_ instances: [ICalendarInstance], in builder: BatchBuilder) {
    for instance in instances where !isOf(instance) {
      guard let start = instance.start, start.clock.day < first + -1 || start.clock.day > last + 1
      else { continue }
      builder.problem(
        .notice, "starts outside the days of the conference, \(first) to \(last)",
        line: instance.event.component.line,
        value: [instance.event.title, start.published].compactMap(\.self).joined(separator: ", "))
    }
  }

  /// Sets the days, place and texts of the conference and, unless `isNamed`, its name.
  func describe(_ programme: ProgrammeBuilder, isNamed: Bool) {
    let component = event.component
    programme.describe { record in
      if !isNamed, let title = event.title {
        record.name = EditionName.read(title)?.seriesName ?? title
      }
      record.dates = try? EventDates(
        edtf: last > first ? "\(first)/\(last)" : "\(first)", text: nil)
      record.year = record.year ?? first.components.year
      record.summary = PlainText.block(component.text("DESCRIPTION"))
      if let place = PlainText.line(component.text("LOCATION")).map({ PlaceText.read($0) }) {
        record.format = place.format
        record.locations = place.location.map { [$0] } ?? []
        place.reportDoubt(component.property("LOCATION")?.line, in: programme.builder)
      }
      if let url = component.text("URL"), LinkText.isWeb(url) {
        record.links = [Link(to: url, as: "home")]
      }
      if event.isCancelled {
        record.status = "cancelled"
      } else if component.keyword("STATUS") == "TENTATIVE" {
        record.status = "tentative"
      }
      if isAlone { record.programmeStatus = "not_announced" }
    }
    programme.builder.addExternalID(.conference, programme.id, as: event.uid)
  }
}

extension ICalendarInstance {
  /// The last day of an event of whole days, or of one that lasts at least 24 hours.
  fileprivate var lastDay: Day? {
    guard let start else { return nil }
    guard let end else { return start.isDay ? start.clock.day : nil }
    // The end of a whole-day event is exclusive, and so is an end at midnight.
    let day = end.clock.second == 0 && end.clock > start.clock ? end.clock.day + -1 : end.clock.day
    if start.isDay { return max(day, start.clock.day) }
    return end.clock.total - start.clock.total >= 86_400 ? day : nil
  }
}
