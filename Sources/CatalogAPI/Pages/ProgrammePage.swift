import Catalog
import CatalogModel
import HTTP

/// One day of a programme: a grid of rooms on a wide screen, a list on a narrow one.
struct ProgrammePage {
  let context: PageContext
  let conference: Conference
  private let zone: TimeZoneRules?
  /// The zone in which the request wants times besides.
  private let localZone: TimeZoneRules?
  private let days: [(day: Day, count: Int)]
  private let day: Day?
  private var slots: [Slot] = []
  private var rooms: [String] = []
  private let facets: [Facet]
  private let isTruncated: Bool

  /// Sessions that one page shows, and those at one time that are in sight.
  static let maximumSessions = 400
  private static let inSight = 12
  /// More rooms than this are no columns.
  private static let maximumColumns = 8

  private struct Slot {
    var start: ZonedInstant?
    var sessions: [Session] = []

    var end: Instant? { sessions.compactMap { $0.endsAt?.instant }.max() }
  }

  init(_ context: PageContext, _ list: ListResult) throws {
    self.context = context
    let call = context.call
    let row = try call.row(.conference, "conference")
    guard case .conference(let conference)? = try call.reader.record(.conference, row),
      case .list(var question) = list.question
    else { throw Problem.notFound("conference", call.capture("conference"), nearest: []) }
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
    question.countsTotal = false
    let isFiltered = ["q", "kind", "track", "room", "speaker", "topic"].contains {
      call.arguments.isGiven($0)
    }
    var first: Day?
    if asked == nil, isFiltered {
      // Filters lead to the first day on which something fits.
      let hit = try call.reader.list(question, page: PageRequest(limit: 1)).page.elements
      let start = try call.entries(hit).first?.asSession?.startsAt.map { Self.local($0, zone) }
      first = start.map { $0.instant.day(offset: $0.offset) }
    }
    day = asked ?? first ?? days.first { $0.day == today }?.day ?? days.first?.day
    if let day {
      // A session that was published in another zone may stand on the day before or after.
      let isElsewhere = starts.contains { start, _ in
        zone.map { $0.offset(at: start.instant) != start.offset } ?? false
      }
      question.filter[.days].from = day + (isElsewhere ? -1 : 0)
      question.filter[.days].to = day + (isElsewhere ? 1 : 0)
    }
    question.facets = ["kind", "track"]
    let answer = try call.reader.list(question, page: PageRequest(limit: Self.maximumSessions))
    facets = answer.facets
    isTruncated = answer.page.next != nil
    for entry in try call.entries(answer.page.elements) {
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

  func write(_ page: inout HTMLText) {
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
        page.text(" · times in \(zone.replacing("_", with: " "))")
      }
    }
    dayLinks(&page)
    filters(&page)
    page.element("div", ["id": "results", "data-programme": conference.id]) { page in
      if let day { page.element("h2", [:], day.inWordsWithWeekday) }
      if slots.isEmpty { page.element("p", [:], "No sessions match on this day.") }
      if !rooms.isEmpty { roomHeads(&page) }
      for slot in slots { write(slot, &page) }
      if isTruncated { rest(&page) }
    }
    page.element("p", ["class": "links no-print"]) { page in
      page.link("All sessions as a list", "\(home)/sessions")
      page.link("Tracks", "\(home)/tracks")
      page.link("Speakers", "\(home)/speakers")
      page.link("Subscribe in a calendar", PageContext.webcal("\(home)/schedule.ics"))
    }
  }

  private func url(_ day: Day) -> String {
    let items = context.call.arguments.asked.filter { $0.name != "day" }
    return context.call.url(items + [(name: "day", value: day.description)])
  }

  private func dayLinks(_ page: inout HTMLText) {
    page.element("nav", ["aria-label": "Days"]) { page in
      page.element("ul", ["class": "days"]) { page in
        for (other, count) in days {
          page.element("li") { page in
            page.raw("<a class=\"chip\(other == day ? " on" : "")\" href=\"")
            page.raw(HTMLText.escape(url(other)))
            page.raw(other == day ? "\" aria-current=\"date\">" : "\">")
            page.text(other.inWordsWithWeekday)
            page.raw(" <b>\(count)</b></a>")
          }
        }
        if slots.contains(where: isNow) {
          page.element("li") {
            $0.element("a", ["class": "chip", "href": "#now"]) { $0.text("Jump to now") }
          }
        }
      }
    }
    page.raw("\n")
  }

  private func filters(_ page: inout HTMLText) {
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
              page.raw("<option value=\"\(HTMLText.escape(value.value))\"")
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

  private func roomHeads(_ page: inout HTMLText) {
    page.element("div", ["class": "room-heads", "aria-hidden": "true"]) { page in
      page.element("div", ["class": "talks rooms n\(rooms.count)"]) { page in
        for room in rooms { page.element("span") { $0.text(room) } }
      }
    }
  }

  private func isNow(_ slot: Slot) -> Bool {
    guard let start = slot.start?.instant, let end = slot.end else { return false }
    for change in [start, end] {
      if change > context.now {
        context.call.filling.note(changesAt: change)
      } else {
        context.call.filling.note(changedAt: change)
      }
    }
    return start <= context.now && context.now < end
  }

  private func write(_ slot: Slot, _ page: inout HTMLText) {
    let isNow = isNow(slot)
    page.raw("<section class=\"slot\(isNow ? " now" : "")\"")
    if isNow, slot.start == slots.first(where: self.isNow)?.start { page.raw(" id=\"now\"") }
    if let start = slot.start {
      page.raw(" data-start=\"\(start.instant)\"")
      if let end = slot.end { page.raw(" data-end=\"\(end)\"") }
    }
    page.raw(">")
    page.element("h3") { page in
      page.text(Self.clock(slot))
      page.raw(" ")
      page.badge("Now", "now")
      if let localZone, let start = slot.start?.instant {
        let text = start.formatted(offset: localZone.offset(at: start))
        page.element("time", ["class": "soft small", "datetime": text]) { $0.text(text) }
      }
    }
    page.element("div") { page in
      list(slot.sessions.prefix(Self.inSight), slot, &page)
      let rest = slot.sessions.dropFirst(Self.inSight)
      if !rest.isEmpty {
        page.raw("<details>")
        page.element("summary") { $0.text("\(rest.count) more at this time") }
        list(rest, slot, &page)
        page.raw("</details>")
      }
    }
    page.raw("</section>\n")
  }

  /// "09:00–10:30" if all end then, else "09:00".
  private static func clock(_ slot: Slot) -> String {
    guard let start = slot.start else { return "No time announced" }
    func text(_ instant: Instant) -> Substring {
      instant.formatted(offset: start.offset).dropFirst(11).prefix(5)
    }
    let ends = Set(slot.sessions.map { $0.endsAt?.instant })
    guard ends.count == 1, let end = ends.first ?? nil else { return String(text(start.instant)) }
    return "\(text(start.instant))–\(text(end))"
  }

  private func list(_ sessions: ArraySlice<Session>, _ slot: Slot, _ page: inout HTMLText) {
    page.raw("<ul class=\"talks\(rooms.isEmpty ? "" : " rooms n\(rooms.count)")\">\n")
    for session in sessions { item(session, slot, &page) }
    page.raw("</ul>")
  }

  private func item(_ session: Session, _ slot: Slot, _ page: inout HTMLText) {
    let column =
      session.roomName.flatMap { rooms.firstIndex(of: $0) }.map { " c\($0 + 1)" } ?? ""
    let state = session.status == "cancelled" ? " cancelled" : ""
    page.raw("<li class=\"talk \(HTMLText.escape(session.kind))\(column)\(state)\"")
    page.raw(" data-kind=\"\(HTMLText.escape(session.kind))\"")
    if let track = session.track { page.raw(" data-track=\"\(HTMLText.escape(track))\"") }
    page.raw("><a href=\"")
    page.raw(HTMLText.escape(context.url("sessions/\(session.id)")))
    page.raw("\">")
    page.text(session.title)
    page.raw("</a>")
    if session.status != "scheduled" { page.badge(CodeText.of(session.status), session.status) }
    let people = session.billed
    if !people.isEmpty {
      let shown = people.prefix(4).joined(separator: ", ")
      page.element("p") {
        $0.text(people.count > 4 ? "\(shown) and \(people.count - 4) more" : shown)
      }
    }
    let facts = [
      session.kind == "other" ? nil : CodeText.of(session.kind), session.roomName,
      session.trackName == session.roomName ? nil : session.trackName,
    ].compactMap { $0 }
    if !facts.isEmpty {
      page.element("p", ["class": "soft"]) { $0.text(facts.joined(separator: " · ")) }
    }
    page.raw("</li>\n")
  }

  private func rest(_ page: inout HTMLText) {
    guard let day else { return }
    page.element("p", ["class": "note"]) { page in
      page.text("This page shows the first \(Self.maximumSessions) sessions of the day. ")
      page.link(
        "All of the day as a list",
        context.url(
          "conferences/\(conference.id)/sessions", [("from", "\(day)"), ("to", "\(day)")]))
    }
  }
}
