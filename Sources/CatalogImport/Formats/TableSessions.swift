import CatalogForm
import CatalogModel

/// Decodes a table of sessions of one or several conferences.
enum TableSessions {
  static func read(
    _ rows: [MapDecoder], _ dates: TableDates, _ parameters: ImportParameters,
    into builder: BatchBuilder
  ) {
    var programmes: [String: ProgrammeBuilder] = [:]
    var order: [ProgrammeBuilder] = []
    for row in rows {
      builder.count("rows")
      let slug = row.line("conference") ?? ""
      let programme: ProgrammeBuilder
      if let known = programmes[slug] {
        programme = known
      } else {
        var own = parameters
        own.conference = slug.isEmpty ? parameters.conference : SlugText.make([slug])
        programme = ProgrammeBuilder(
          EditionName.read(Paths.stem(builder.origin)), title: nil, zone: row.line("time_zone"),
          parameters: own, in: builder)
        programmes[slug] = programme
        order.append(programme)
      }
      read(row, dates, programme)
    }
    for programme in order { programme.finish(isWhole: false) }
  }

  private static func read(
    _ row: MapDecoder, _ dates: TableDates, _ programme: ProgrammeBuilder
  ) {
    let builder = programme.builder
    programme.activateScope()
    guard let title = row.line("name") else { return row.skip("no title") }
    let kind = row.line("kind")
    let given = row.line("id").flatMap { Slug.isValid($0) ? $0 : nil }
    let slug =
      given.map { builder.slug(.session, $0) }
      ?? builder.slug(
        .session, programme.id, SlugText.shortened(SlugText.make([title]), to: 70))
    var session = Session(
      id: slug, conference: programme.id,
      kind: SessionKinds.kind(kind) ?? SessionKinds.kind(ofTitle: title) ?? "other", title: title)
    session.kindLabel = row.line("kind_label") ?? (SessionKinds.kind(kind) == nil ? kind : nil)
    session.publishedStart = row.line("published_start")
    session.publishedEnd = row.line("published_end")
    readTimes(of: &session, row, dates, programme)
    session.room = programme.room(row.line("room"))
    session.track = programme.track(row.line("track"))
    session.abstract = row.block("abstract") ?? row.block("summary")
    session.language = row.line("languages")
    session.level = row.line("level")
    session.topics = TableRows.values(row, "topics").map { SlugText.make([$0]) }
    session.speakers = PersonNames.split(row.line("speakers")).compactMap {
      programme.speaker($0.name, affiliation: $0.affiliation)
    }
    session.speakers += programme.chairs(row.lines("chairs"))
    builder.addExternalID(.session, slug, as: row.line("id") ?? title)
    builder.document.sessions.append(session)
  }

  /// Reads the start and the end, each from a column of times or of times of day beside one of days.
  private static func readTimes(
    of session: inout Session, _ row: MapDecoder, _ dates: TableDates,
    _ programme: ProgrammeBuilder
  ) {
    var day = dates.value("dates", of: row)
    for (names, path, published) in [
      (["starts_at", "start"], \Session.startsAt, \Session.publishedStart),
      (["ends_at", "end"], \Session.endsAt, \Session.publishedEnd),
    ] as [([String], WritableKeyPath<Session, ZonedInstant?>, WritableKeyPath<Session, String?>)] {
      guard let name = names.first(where: { row.line($0) != nil }),
        var text = dates.value(name, of: row)
      else { continue }
      if ClockText.second(text) != nil, let day { text = "\(day) \(text)" }
      if day == nil { day = String(text.prefix(10)) }
      session[keyPath: path] = programme.time(text)
      guard session[keyPath: path] == nil else { continue }
      if let local = ProgrammeBuilder.publishedTime(text) {
        session[keyPath: published] = session[keyPath: published] ?? local
      } else {
        row.drop("unknown time format", name, text)
      }
    }
    if session.startsAt == nil, session.publishedStart == nil {
      session.publishedStart = ProgrammeBuilder.publishedTime(day)
    }
    if let start = session.startsAt, let end = session.endsAt, end.instant < start.instant {
      row.drop("ends before it starts", "ends_at", end.instant.formatted(offset: end.offset))
      session.endsAt = nil
    }
  }
}
