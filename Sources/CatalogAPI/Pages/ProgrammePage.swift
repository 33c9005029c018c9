import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// One day of a programme: a grid of rooms on a wide screen, a list on a narrow one.
struct ProgrammePage {
  let context: PageContext
  let conference: Conference
  private let zone: TimeZoneRules?
  /// The zone in which the request wants additional local times.
  let localZone: TimeZoneRules?
  private let days: [(day: Day, count: Int)]
  private let day: Day?
  private(set) var slots: [Slot] = []
  private(set) var rooms: [String] = []
  private let facets: [Facet]
  private let parts: ProgrammeParts

  /// Maximum number of sessions at one time that are visible at first.
  static let inSight = 12
  /// Maximum number of rooms for which the page has columns.
  private static let maximumColumns = 8

  struct Slot {
    var start: ZonedInstant?
    var sessions: [Session] = []

    var end: Instant? { sessions.compactMap { $0.endsAt?.instant }.max() }
  }

  init(_ context: PageContext, _ list: ListRequest) throws {
    self.context = context
    let call = context.call
    let conference = try RecordFinder(call).conference()
    guard case .list(var question) = list.question else {
      throw Problem.notFound("conference", call.capture("conference"), nearest: [])
    }
    self.conference = conference
    let zone = conference.timeZone.flatMap(context.names.zones.rules)
    self.zone = zone
    localZone = list.localZone
    let starts = try call.reader.starts(ofSessionsIn: conference.id)
    days = Self.days(starts, zone)
    let today = zone.map { call.now.day(offset: $0.offset(at: call.now)) } ?? call.arguments.today
    call.filling.note(changesAt: Instant(call.arguments.today + 1))
    let asked = call.arguments.day("day")
    question.sort = [SortTerm(name: "start")]
    let isFiltered = ["q", "kind", "track", "room", "speaker", "topic"].contains {
      call.arguments.isGiven($0)
    }
    var first: Day?
    if asked == nil, isFiltered {
      // With filters, the page shows the first day that has a hit.
      question.countsTotal = false
      let hit = try call.reader.list(question, page: PageRequest(limit: 1)).page.elements
      let start = try EntryReader(call).entries(hit).first?.asSession?.startsAt.map {
        Self.local($0, zone)
      }
      first = start.map { $0.instant.day(offset: $0.offset) }
    }
    day = asked ?? first ?? days.first { $0.day == today }?.day ?? days.first?.day
    if let day {
      // A session that was published in another zone may be on the day before or after.
      let isElsewhere = starts.contains { start, _ in
        zone.map { $0.offset(at: start.instant) != start.offset } ?? false
      }
      question.filter[.days].from = day + (isElsewhere ? -1 : 0)
      question.filter[.days].to = day + (isElsewhere ? 1 : 0)
    }
    question.facets = ["kind", "track"]
    question.countsTotal = true
    let part = call.arguments.integer("part") ?? 1
    let answer = try call.reader.list(
      question, page: PageRequest(limit: part * ProgrammeParts.size))
    facets = answer.facets
    var times: [ZonedInstant] = []
    if !isFiltered, let day {
      let all = starts.map { (start: Self.local($0.start, zone), count: $0.count) }
      times = all.filter { $0.start.instant.day(offset: $0.start.offset) == day }
        .sorted { $0.start.instant < $1.start.instant }
        .flatMap { Array(repeating: $0.start, count: $0.count) }
    }
    parts = ProgrammeParts(
      current: part, sessionCount: answer.page.total ?? answer.page.elements.count, times: times)
    for entry in try EntryReader(call).entries(
      Array(answer.page.elements.dropFirst((part - 1) * ProgrammeParts.size)))
    {
      if let session = entry.asSession { add(session) }
    }
    rooms = Self.rooms(of: slots)
  }

  private mutating func add(_ session: Session) {
    let start = session.startsAt.map { Self.local($0, zone) }
    if let day, let start, start.instant.day(offset: start.offset) != day { return }
    if let last = slots.indices.last, slots[last].start == start {
      slots[last].sessions.append(session)
    } else {
      slots.append(Slot(start: start, sessions: [session]))
    }
  }

  private static func local(_ time: ZonedInstant, _ zone: TimeZoneRules?) -> ZonedInstant {
    ZonedInstant(
      instant: time.instant, offset: zone.map { $0.offset(at: time.instant) } ?? time.offset)
  }

  private static func days(
    _ starts: [(start: ZonedInstant, count: Int)], _ zone: TimeZoneRules?
  ) -> [(day: Day, count: Int)] {
    var counts: [Day: Int] = [:]
    for (start, count) in starts {
      let start = local(start, zone)
      counts[start.instant.day(offset: start.offset), default: 0] += count
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func rooms(of slots: [Slot]) -> [String] {
    let rooms = slots.flatMap(\.sessions).compactMap(\.roomName).distinct
    let isCrowded = slots.contains { slot in
      Dictionary(grouping: slot.sessions) { $0.roomName }.contains { $0.value.count > 4 }
    }
    return (2...maximumColumns).contains(rooms.count) && !isCrowded ? rooms : []
  }

  var title: String { "Programme of \(conference.displayName)" }

  func write(_ page: inout HTMLWriter) {
    let home = context.url("conferences/\(conference.id)")
    context.crumbs(
      [("Conferences", context.url("conferences")), (conference.displayName, home)], &page)
    page.element("h1", [:], title)
    if days.isEmpty, slots.isEmpty {
      page.element("p", [:], "No programme is announced.")
      return
    }
    page.element("p", ["class": "soft"]) { page in
      page.text(
        [conference.dates?.pageText, conference.locations.placeText(context.names)]
          .compactMap { $0 }.joined(separator: " · "))
      if let zone = conference.timeZone {
        page.text(" · \(PageContext.text(ofZone: zone))")
      }
    }
    dayLinks(&page)
    filters(&page)
    parts.links("Parts of the day", url(ofPart:), &page)
    page.element("div", ["id": "results", "data-programme": conference.id]) { page in
      if let day { page.element("h2", [:], day.inWordsWithWeekday) }
      if slots.isEmpty { page.element("p", [:], "No sessions match on this day.") }
      if !rooms.isEmpty { roomHeads(&page) }
      for slot in slots { write(slot, &page) }
    }
    parts.links("Other parts of the day", url(ofPart:), &page)
    page.element("p", ["class": "links no-print"]) { page in
      page.link("All sessions as a list", "\(home)/sessions")
      page.link("Tracks", "\(home)/tracks")
      page.link("Speakers", "\(home)/speakers")
      page.link("Subscribe in a calendar", PageContext.webcal("\(home)/schedule.ics"))
    }
  }

  private func url(_ day: Day) -> String {
    let items = context.call.arguments.asked.filter { !["day", "part"].contains($0.name) }
    return context.call.url(items + [(name: "day", value: day.description)])
  }

  private func url(ofPart part: Int) -> String {
    var items = context.call.arguments.asked.filter { !["day", "part"].contains($0.name) }
    if let day { items.append((name: "day", value: day.description)) }
    if part > 1 { items.append((name: "part", value: "\(part)")) }
    return context.call.url(items)
  }

  private func dayLinks(_ page: inout HTMLWriter) {
    page.element("nav", ["aria-label": "Days"]) { page in
      page.element("ul", ["class": "days"]) { page in
        for (other, count) in days {
          page.element("li") { page in
            page.raw("<a class=\"chip\(other == day ? " on" : "")\" href=\"")
            page.raw(HTMLWriter.escape(url(other)))
            page.raw(other == day ? "\" aria-current=\"date\">" : "\">")
            page.text(other.inWordsWithoutYear)
            page.raw(" <b>\(count)</b></a>")
          }
        }
        if let address = addressOfNow {
          page.element("li") {
            $0.element("a", ["class": "chip", "href": address]) { $0.text("Jump to now") }
          }
        }
      }
    }
    page.raw("\n")
  }

  /// The link to the ongoing sessions, on this page or in another part of the day.
  private var addressOfNow: String? {
    if slots.contains(where: isNow) { return "#now" }
    guard let part = parts.part(at: context.now), part != parts.current else { return nil }
    context.call.filling.note(changesAt: Instant(seconds: context.now.seconds + 60))
    return url(ofPart: part) + "#now"
  }

  private func filters(_ page: inout HTMLWriter) {
    let arguments = context.call.arguments
    page.element(
      "form", ["class": "tools", "role": "search", "aria-label": "Programme", "data-sift": ""]
    ) { page in
      page.element("label") { page in
        page.text("Words or speaker")
        page.empty(
          "input",
          ["type": "search", "name": "q", "value": arguments.values("q").first ?? ""])
      }
      for facet in facets where facet.values.count > 1 || arguments.isGiven(facet.field) {
        page.element("label") { page in
          page.text(PageContext.title(ofFilter: facet.field))
          page.element("select", ["name": facet.field]) { page in
            page.raw("<option value=\"\">All</option>")
            for value in facet.values {
              page.raw("<option value=\"\(HTMLWriter.escape(value.value))\"")
              page.raw(value.selected ? " selected>" : ">")
              page.text("\(value.label) (\(value.count))")
              page.raw("</option>")
            }
          }
        }
      }
      if let day {
        page.empty("input", ["type": "hidden", "name": "day", "value": day.description])
      }
      page.element("button", ["type": "submit"]) { $0.text("Filter") }
      page.raw("<span class=\"row-of\" data-picks=\"\"></span>")
    }
    page.raw("\n")
  }

}
