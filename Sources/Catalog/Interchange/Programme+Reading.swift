import CatalogModel
import JSON

extension Track {
  init(_ reader: ObjectReader) {
    self.init(
      id: reader.slug(), conference: reader.slug("conference"), name: reader.required("name"),
      aliases: reader.strings("aliases") ?? [], topics: reader.strings("topics") ?? [],
      description: reader.string("description"), color: reader.string("color"))
    reader.ignore("session_count", "sources")
    reader.ignoreDerived()
  }
}

extension Room {
  init(_ reader: ObjectReader) {
    self.init(
      id: reader.slug(), conference: reader.slug("conference"), name: reader.required("name"),
      capacity: reader.integer("capacity"))
    reader.ignoreDerived()
  }
}

extension Session {
  init(_ reader: ObjectReader) {
    self.init(
      id: reader.slug(), conference: reader.slug("conference"), track: reader.string("track"),
      parent: reader.string("parent"), work: reader.string("work"),
      kind: reader.choice("kind", Self.kinds) ?? "other", kindLabel: reader.string("kind_label"),
      title: reader.required("title"), abstract: reader.string("abstract"),
      description: reader.string("description"), doNotRecord: reader.bool("do_not_record"),
      startsAt: ZonedInstant(reader, "starts_at"), endsAt: ZonedInstant(reader, "ends_at"),
      publishedStart: reader.string("published_start"),
      publishedEnd: reader.string("published_end"),
      timeZone: reader.string("time_zone"), day: Day(reader, "day"), room: reader.string("room"),
      speakers: reader.speakers("speakers") ?? [],
      topics: reader.own("topics", besides: "derived_topics"), language: reader.string("language"),
      format: reader.string("format"), level: reader.string("level"),
      status: reader.choice("status", ["scheduled", "cancelled", "moved"]) ?? "scheduled",
      guid: nil)
    guid = reader.reader("external_ids")?.string("guid")
    links = reader.list("links") { Link($0) }
    dataIssues = reader.list("data_issues") { DataIssue($0) }
    reader.ignore("track_name", "room_name", "sources")
    reader.ignoreDerived()
  }
}

extension Day {
  init?(_ reader: ObjectReader, _ name: String) {
    guard let text = reader.string(name) else { return nil }
    self.init(text)
    if Day(text) == nil { reader.report(name, .string(text), "a date such as 2027-05-10") }
  }
}

extension ZonedInstant {
  init?(_ reader: ObjectReader, _ name: String) {
    guard let text = reader.string(name) else { return nil }
    guard let (instant, offset) = Instant.parse(rfc3339: text) else {
      reader.report(name, .string(text), "an RFC 3339 time with its offset")
      return nil
    }
    self.init(instant: instant, offset: offset)
  }
}

extension Recommendation {
  init(_ reader: ObjectReader) {
    self.init(
      audience: reader.slug("audience"), series: reader.string("series"),
      conference: reader.string("conference"), asNamed: reader.string("as_named"),
      reason: reader.string("reason"), source: reader.string("source"))
    if (series == nil) == (conference == nil) {
      reader.report("series", nil, "either a series or a conference")
    }
    reader.ignore("subject", "id")
    reader.ignoreDerived()
  }
}

extension GuideItem {
  init(_ reader: ObjectReader) {
    self.init(
      id: reader.slug(), kind: reader.choice("kind", Self.kinds) ?? "tip",
      order: reader.integer("order") ?? 1, title: reader.required("title"),
      text: reader.string("text"), source: reader.string("source"))
    reader.ignoreDerived()
  }
}
