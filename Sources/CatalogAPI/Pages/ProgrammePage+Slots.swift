import CatalogForm
import CatalogModel

/// The sessions of a day, grouped by start time.
extension ProgrammePage {
  func roomHeads(_ page: inout HTMLWriter) {
    page.element("div", ["class": "room-heads", "aria-hidden": "true"]) { page in
      page.element("div", ["class": "talks rooms n\(rooms.count)"]) { page in
        for room in rooms { page.element("span") { $0.text(room) } }
      }
    }
  }

  func isNow(_ slot: Slot) -> Bool {
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

  func write(_ slot: Slot, _ page: inout HTMLWriter) {
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
      list(slot.sessions.prefix(Self.inSight), &page)
      let rest = slot.sessions.dropFirst(Self.inSight)
      if !rest.isEmpty {
        page.raw("<details>")
        page.element("summary") { $0.text("\(rest.count) more at this time") }
        list(rest, &page)
        page.raw("</details>")
      }
    }
    page.raw("</section>\n")
  }

  /// Returns "09:00–10:30" if all sessions end at the same time, else "09:00".
  private static func clock(_ slot: Slot) -> String {
    guard let start = slot.start else { return "No time announced" }
    func text(_ instant: Instant) -> Substring {
      instant.formatted(offset: start.offset).dropFirst(11).prefix(5)
    }
    let ends = Set(slot.sessions.map { $0.endsAt?.instant })
    guard ends.count == 1, let end = ends.first ?? nil else { return String(text(start.instant)) }
    return "\(text(start.instant))–\(text(end))"
  }

  private func list(_ sessions: ArraySlice<Session>, _ page: inout HTMLWriter) {
    page.raw("<ul class=\"talks\(rooms.isEmpty ? "" : " rooms n\(rooms.count)")\">\n")
    for session in sessions { item(session, &page) }
    page.raw("</ul>")
  }

  private func item(_ session: Session, _ page: inout HTMLWriter) {
    let column =
      session.roomName.flatMap { rooms.firstIndex(of: $0) }.map { " c\($0 + 1)" } ?? ""
    let state = session.status == "cancelled" ? " cancelled" : ""
    page.raw("<li class=\"talk \(HTMLWriter.escape(session.kind))\(column)\(state)\"")
    page.raw(" data-kind=\"\(HTMLWriter.escape(session.kind))\"")
    if let track = session.track { page.raw(" data-track=\"\(HTMLWriter.escape(track))\"") }
    page.raw("><a href=\"")
    page.raw(HTMLWriter.escape(context.url("sessions/\(session.id)")))
    page.raw("\">")
    page.text(session.title)
    page.raw("</a>")
    if session.status != "scheduled" { page.badge(CodeText.of(session.status), session.status) }
    let people = session.peopleText
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
}
