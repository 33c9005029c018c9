import CatalogForm
import CatalogModel

extension ACLConference {
  func readParts() {
    each("events") { key, row in
      let block = row.line("session").flatMap { blocks[$0] }
      let type = row.line("type")
      if let block, SessionKinds.kind(type) == "break" {
        builder.document.sessions[block].room = programme.room(row.line("room"))
        builder.document.sessions[block].kind = "break"
        parts[key] = block
        return
      }
      let track = row.line("track")
      var session = Session(
        id: builder.slug(.session, programme.id, key), conference: programme.id,
        kind: SessionKinds.kind(type) ?? "other", title: track ?? key)
      session.kindLabel = type
      session.parent = block.map { builder.document.sessions[$0].id }
      session.track = self.track(track)
      session.room = programme.room(row.line("room"))
      session.startsAt = time(row, "start_time")
      session.endsAt = time(row, "end_time")
      session.speakers = programme.chairs(row.lines("chairs"))
      parts[key] = add(session, "event:\(key)")
    }
  }

  /// Returns the track of a part such as "NLP Applications 1": "NLP Applications".
  private func track(_ name: String?) -> String? {
    guard let name else { return nil }
    var base = name
    if let space = name.lastIndex(of: " "),
      name[name.index(after: space)...].allSatisfy({ $0.isASCII && $0.isNumber })
    {
      base = PlainText.line(String(name[..<space])) ?? name
    }
    let key = Folding.fold(base.replacingAll("&", with: " and "))
    return programme.track(base, key: key, alias: name)
  }

  func readPapers() {
    each("papers") { key, row in
      guard let title = row.line("title") else { return row.skip("no title") }
      let id = row.line("id") ?? key
      let label = row.line("category") ?? row.line("paper_type")
      var session = Session(
        id: "", conference: programme.id, kind: SessionKinds.kind(label) ?? "paper", title: title)
      session.kindLabel = label
      session.abstract = row.block("abstract") ?? row.block("tldr")
      session.track = track(row.line("track"))
      session.speakers = row.lines("authors").compactMap { PersonNames.person($0) }.compactMap {
        programme.speaker($0.name, affiliation: $0.affiliation)
      }
      session.topics = row.lines("keywords").prefix(20).map { SlugText.make([$0]) }
      let slots = row.lines("event_ids").compactMap { event -> Int? in
        if let index = parts[event] { return index }
        builder.count("dangling references")
        row.notice("refers to a missing event", "event_ids", event)
        return nil
      }
      place(session, id: id, in: slots)
    }
  }

  private func place(_ paper: Session, id: String, in slots: [Int]) {
    for (number, slot) in (slots.isEmpty ? [nil] : slots.map(Optional.some)).enumerated() {
      var session = paper
      var identity = "paper:\(id)"
      if let slot {
        let parent = builder.document.sessions[slot]
        session.parent = parent.id
        session.startsAt = parent.startsAt
        session.endsAt = parent.endsAt
        session.room = parent.room
        if let times = self.slots.times(of: id, in: parent) {
          (session.startsAt, session.endsAt) = times
        }
        if session.kind == "paper" || session.kind == "other",
          ["poster", "oral"].contains(parent.kind)
        {
          session.kind = parent.kind
        }
      }
      session.id = builder.slug(.session, programme.id, "paper", id)
      if slots.count > 1 {
        session.work = SlugText.make([programme.id, "paper", id])
        if number > 0 { identity += "#\(number + 1)" }
      }
      _ = add(session, identity)
    }
  }
}
