import CatalogForm
import CatalogModel

extension MiniConf {
  /// Adds workshops, tutorials, plenaries and socials: entries with their own sessions.
  func group(_ content: MiniConfContent, _ count: String, _ word: String, kind: String?) {
    for row in content.rows(builder) {
      builder.count(count)
      guard let title = row.line("title") ?? row.line("name") else {
        row.skip("no title")
        continue
      }
      let uid = row.line("UID") ?? title
      let description = row.block("abstract") ?? row.block("description")
      let people = people(row, "organizers") + people(row, "presenter", bio: row.block("bio"))
      // The calendar may already have the entry, under one of its names.
      let known = (row.line("session") ?? "").split(separator: "|").compactMap { find(String($0)) }
      for index in known {
        builder.document.sessions[index].title = title
        builder.document.sessions[index].abstract = description
        bill(people, in: index)
        if let kind { builder.document.sessions[index].kind = kind }
      }
      shareWork(known)
      if !known.isEmpty { continue }
      var session = Session(
        id: builder.slug(.session, programme.id, word, uid), conference: programme.id,
        kind: kind ?? SessionKinds.kind(ofTitle: title) ?? "other", title: title)
      session.abstract = description
      session.speakers = people
      if description?.contains("THIS WORKSHOP WAS CANCELLED") == true {
        session.status = "cancelled"
      }
      let parts = row.children("sessions")
      let times = parts.map { (time($0, "start_time"), time($0, "end_time")) }
      session.startsAt = times.compactMap(\.0).min { $0.instant < $1.instant }
      session.endsAt = times.compactMap(\.1).max { $0.instant < $1.instant }
      add(session, identity: "\(count):\(uid)", names: [uid, row.line("alias"), title])
      guard parts.count > 1 else { continue }
      for (part, times) in zip(parts, times) {
        child(part, times, of: session, identity: "\(count):\(uid)")
      }
    }
  }

  private func child(
    _ part: MapDecoder, _ times: (ZonedInstant?, ZonedInstant?), of parent: Session,
    identity: String
  ) {
    builder.count("parts")
    guard let name = part.line("name") else { return part.skip("no name") }
    var session = Session(
      id: builder.slug(.session, parent.id, SlugText.shortened(SlugText.make([name]), to: 40)),
      conference: programme.id, kind: SessionKinds.kind(ofTitle: name) ?? "other", title: name)
    session.parent = parent.id
    (session.startsAt, session.endsAt) = times
    add(session, identity: "\(identity)/\(part.line("start_time") ?? "")/\(name)", names: [])
  }

  /// Reads the people of a field: a text, a list, or a map with a list.
  func people(_ row: MapDecoder, _ name: String, bio: String? = nil) -> [SpeakerReference] {
    guard let value = row.value(name) else { return [] }
    let texts = value.list ?? value["members"]?.list
    let people =
      texts.map { $0.compactMap { $0.text.flatMap(PersonNames.person) } }
      ?? PersonNames.split(value.text)
    return people.compactMap {
      programme.speaker($0.name, affiliation: $0.affiliation, bio: people.count == 1 ? bio : nil)
    }
  }

  /// Sets the speakers of a session and keeps its chairs.
  private func bill(_ people: [SpeakerReference], in index: Int) {
    let chairs = builder.document.sessions[index].speakers.filter { $0.role != nil }
    builder.document.sessions[index].speakers = people + chairs
  }

  func chair(_ row: MapDecoder) {
    builder.count("chairs")
    guard let name = row.line("UID") else { return row.skip("no UID") }
    guard let index = find(name) else {
      builder.count("dangling references")
      return row.notice("refers to a missing session", "UID", name)
    }
    for chair in programme.chairs(row.lines("chair"))
    where !builder.document.sessions[index].speakers.contains(chair) {
      builder.document.sessions[index].speakers.append(chair)
    }
  }

  func keynote(_ row: MapDecoder) {
    builder.count("keynotes")
    guard let name = row.line("speaker") ?? row.line("name") else { return row.skip("no speaker") }
    guard let title = row.line("title") else { return row.skip("no title") }
    let person = programme.speaker(
      name, affiliation: row.line("institution"), bio: row.block("bio"))
    if let index = row.line("session").flatMap({ find($0) }) {
      builder.document.sessions[index].kindLabel = builder.document.sessions[index].title
      builder.document.sessions[index].title = title
      builder.document.sessions[index].kind = "keynote"
      builder.document.sessions[index].abstract = row.block("abstract")
      bill([person].compactMap { $0 }, in: index)
      return
    }
    let uid = row.line("UID") ?? name
    var session = Session(
      id: builder.slug(.session, programme.id, "keynote", uid), conference: programme.id,
      kind: "keynote", title: title)
    session.abstract = row.block("abstract")
    session.speakers = [person].compactMap { $0 }
    add(session, identity: "keynotes:\(uid)", names: [])
  }

  func paper(_ row: MapDecoder, _ count: String, _ word: String, label: String?) {
    builder.count(count)
    guard let uid = row.line("UID") else { return row.skip("no UID") }
    guard let title = row.line("title") else { return row.skip("no title") }
    var session = Session(id: "", conference: programme.id, kind: "paper", title: title)
    session.kindLabel = label ?? row.line("paper_type")
    session.abstract = row.block("abstract")
    session.track = programme.track(row.line("track"))
    if session.track == nil, let part = row.line("conference") {
      session.track = programme.track(part.uppercased())
      if !series.contains(part.uppercased()) { series.append(part.uppercased()) }
    }
    session.speakers = people(row, "authors")
    session.topics = keywords(row)
    session.links = Self.links(row)
    if ["demo", "demos"].contains(session.kindLabel?.lowercased()) { session.kind = "demo" }
    var slots = slots(uid)
    for name in Self.parts(row, "sessions") ?? Self.parts(row, "session") ?? [] {
      if let index = find(name) {
        if !slots.contains(index) { slots.append(index) }
      } else {
        builder.count("dangling references")
        // Reported once per name, since every paper of a site without a calendar has one.
        if missing.insert(name).inserted {
          row.notice("refers to a missing session", nil, name)
        }
      }
    }
    if let workshop = row.line("workshop") {
      if let index = find(workshop) {
        slots.append(index)
      } else {
        row.notice("refers to a missing workshop", nil, workshop)
      }
    }
    if label != nil, slots.isEmpty, let index = find("Open Problems") { slots = [index] }
    place(session, uid: uid, word: word, in: slots)
  }

  /// Links to the paper, its poster and its recording; files on the site itself have no address.
  private static func links(_ row: MapDecoder) -> [Link] {
    let named = [
      ("pdf_url", "paper"), ("paper", "paper"), ("poster", "poster"), ("full_video", "video"),
      ("demo_url", "code"), ("material", "related"),
    ]
    var links = named.compactMap { name, rel in
      LinkText.ofTalk(row.line(name), title: nil).map { Link(to: $0.url, as: rel) }
    }
    // The ID of a recording at SlidesLive has eight digits.
    let recordings = ["presentation_id", "slideslive_1", "slideslive_2"]
    for number in recordings.compactMap({ row.line($0) })
    where number.utf8.count == 8 && number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      links.append(Link(to: "https://slideslive.com/\(number)", as: "video"))
    }
    return links
  }

  /// Keywords of the authors; they become topics only if the catalog has these.
  private func keywords(_ row: MapDecoder) -> [String] {
    var topics: [String] = []
    for word in (Self.parts(row, "keywords") ?? []).prefix(20) {
      let slug = SlugText.make([word])
      if !slug.isEmpty, !topics.contains(slug) { topics.append(slug) }
    }
    return topics
  }

  /// Returns the parts of a list, or of a text separated by "|", ";" or commas.
  private static func parts(_ row: MapDecoder, _ name: String) -> [String]? {
    guard let value = row.value(name) else { return nil }
    guard let text = value.text else { return row.lines(name) }
    let isKeywords = name == "keywords"
    let separator: Character =
      text.contains("|") || !isKeywords ? "|" : text.contains(";") ? ";" : ","
    return text.split(separator: separator).compactMap { PlainText.line(String($0)) }
  }

  private func place(_ paper: Session, uid: String, word: String, in slots: [Int]) {
    let work = SlugText.make([programme.id, word, uid])
    for slot in slots.isEmpty ? [nil] : slots.map(Optional.some) {
      var session = paper
      var identity = "\(word):\(uid)"
      var name = ""
      if let slot {
        let parent = builder.document.sessions[slot]
        session.parent = parent.id
        session.startsAt = parent.startsAt
        session.endsAt = parent.endsAt
        session.room = parent.room
        if session.track == nil { session.track = parent.track }
        if ["poster", "oral", "demo"].contains(parent.kind), session.kind == "paper" {
          session.kind = parent.kind
        }
        if slots.count > 1 {
          name = String(parent.id.dropFirst(programme.id.count + 1))
          identity += "@\(name)"
          session.work = work
        }
      }
      session.id = builder.slug(.session, programme.id, word, uid, name)
      add(session, identity: identity, names: [])
    }
  }

  func shareWork(_ indices: [Int]) {
    guard indices.count > 1, let first = indices.first else { return }
    for index in indices {
      builder.document.sessions[index].work = builder.document.sessions[first].id
    }
  }
}
