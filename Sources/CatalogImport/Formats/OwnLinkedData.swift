import CatalogForm
import CatalogModel
import JSON

/// JSON-LD that the catalog has written: each node becomes the record that it was made of, as far as
/// the terms of schema.org say it, if the catalog does not have the record.
struct OwnLinkedData {
  private let graph: LinkedDataGraph
  private let builder: BatchBuilder
  private let baseURL: String

  init(_ graph: LinkedDataGraph, baseURL: String) {
    self.graph = graph
    self.baseURL = baseURL
    builder = graph.builder
  }

  /// The identifier that the catalog gives its nodes: "conferences/exs-2027".
  private static func identifier(_ node: Node) -> Node? {
    node["identifier"]?.elements.first { $0["propertyID"]?.text == "Conference Catalog" }
  }

  /// What the URLs of the catalog begin with; nil if another program has written the node.
  static func baseURL(of node: Node) -> String? {
    guard let path = identifier(node)?["value"]?.text, let id = node["@id"]?.text,
      id.hasSuffix("/\(path)")
    else { return nil }
    return String(id.dropLast(path.utf8.count + 1))
  }

  /// The ID of the record at a URL of the catalog.
  private func slug(_ url: String?, in collection: RecordKind) -> String? {
    let prefix = "\(baseURL)/\(collection.collection)/"
    guard let url, url.hasPrefix(prefix) else { return nil }
    let slug = String(url.dropFirst(prefix.count))
    return Slug.isValid(slug) ? slug : nil
  }

  private func slugs(_ fields: MapDecoder, _ name: String, in kind: RecordKind) -> [String] {
    (fields.value(name)?.elements ?? []).compactMap { slug($0["@id"]?.text, in: kind) }
  }

  func read() {
    builder.addsOnly()
    let records = OwnRecords(builder)
    for item in graph.items {
      let fields = item.fields
      let id = fields.node["@id"]?.text
      if let record = record(fields) {
        builder.count("events")
        records.add(
          "deadline", record, conference: conference(fields), "superEvent", line: 0,
          name: id ?? "")
      } else if let slug = slug(id, in: .session) {
        builder.count("events")
        add(session(slug, fields), fields)
      } else if let name = item.name, let slug = slug(id, in: .conference) {
        if Self.identifier(fields.node) != nil { builder.count("events") }
        records.add(conference(slug, name, fields))
      } else if let name = item.name, let slug = slug(id, in: .series) {
        builder.count("series")
        builder.document.series.append(series(slug, name, fields))
      } else if item.name != nil {
        fields.skip(
          "expected a conference, a session, a deadline or a series; import NDJSON instead", "@id",
          id)
      }
    }
    for (type, count) in graph.others.sorted(by: { $0.key < $1.key }) {
      builder.problem(
        .skipped, "nodes of the type \(type) (\(count)); import their NDJSON instead")
    }
  }

  /// A deadline in the native format.
  private func record(_ fields: MapDecoder) -> String? {
    fields.node["additionalProperty"]?.elements.first { $0["name"]?.text == "record" }?["value"]?
      .text
  }

  private func conference(_ fields: MapDecoder) -> String? {
    guard let node = fields.value("superEvent")?.elements.first,
      let slug = slug(node["@id"]?.text, in: .conference)
    else { return nil }
    var json = JSONWriter()
    json.object { json in
      json.member("type", "conference")
      json.member("id", slug)
      json.member("name", node.literal ?? slug)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func conference(_ slug: String, _ name: String, _ fields: MapDecoder) -> Conference {
    var record = Conference(id: slug, name: name)
    guard Self.identifier(fields.node) != nil else { return record }
    fields.describe(&record, at: fields.eventLocations(), zone: nil, home: fields.node["@id"]?.text)
    record.year =
      EditionName.year(ofID: slug) ?? record.dates?.startEarliest?.components.year
    record.acronym = fields.literal("alternateName")
    if let kind = fields.literal("additionalType"), Conference.kinds.contains(kind) {
      record.kind = kind
    }
    // The terms have no status for a tentative conference.
    record.status = fields.eventStatus() ?? "tentative"
    record.series = slugs(fields, "superEvent", in: .series)
    record.topics = slugs(fields, "about", in: .topic)
    return record
  }

  private func session(_ slug: String, _ fields: MapDecoder) -> Session? {
    guard let conference = slugs(fields, "superEvent", in: .conference).first,
      let title = fields.literal("name")
    else { return nil }
    let kind = fields.literal("additionalType").flatMap { Session.kinds.contains($0) ? $0 : nil }
    var record = Session(id: slug, conference: conference, kind: kind ?? "other", title: title)
    record.abstract = fields.value("description")?.literal
    record.startsAt = time(fields.literal("startDate"))
    record.endsAt = time(fields.literal("endDate"))
    // The terms have no status for a session that moved.
    record.status = fields.eventStatus() ?? "moved"
    record.format = fields.attendanceFormat()
    record.language = fields.languageTags()?.first
    record.topics = slugs(fields, "about", in: .topic)
    record.room = slugs(fields, "location", in: .room).first
    for (name, role) in [("performer", nil), ("contributor", "chair")] {
      record.speakers += slugs(fields, name, in: .speaker).map {
        SpeakerReference(to: $0, as: role)
      }
    }
    for (name, rel) in [("workFeatured", "paper"), ("recordedIn", "video")] {
      for node in fields.value(name)?.elements ?? [] {
        guard let url = node["url"]?.text, LinkText.isWeb(url) else { continue }
        record.links.append(
          Link(to: url, as: node["additionalType"]?.text ?? rel, title: node["name"]?.text))
      }
    }
    return record
  }

  private func time(_ text: String?) -> ZonedInstant? {
    text.flatMap { ISOText.time($0) }.map { ZonedInstant($0.instant, offset: $0.offset) }
  }

  /// Adds a session with its room and its people.
  private func add(_ session: Session?, _ fields: MapDecoder) {
    guard let session else {
      return fields.skip("a session without its conference or title", "superEvent")
    }
    if let room = session.room, !builder.has(.room, slug: room),
      let name = fields.node["location"]?.elements.first?.literal
    {
      builder.document.rooms.append(
        Room(id: builder.slug(.room, room), conference: session.conference, name: name))
    }
    for node in ["performer", "contributor"].flatMap({ fields.node[$0]?.elements ?? [] }) {
      guard let id = slug(node["@id"]?.text, in: .speaker), !builder.has(.speaker, slug: id),
        let name = node.literal
      else { continue }
      builder.document.speakers.append(Speaker(id: builder.slug(.speaker, id), name: name))
    }
    builder.document.sessions.append(session)
  }

  private func series(_ slug: String, _ name: String, _ fields: MapDecoder) -> Series {
    var record = Series(id: slug, name: name)
    let alternate = (fields.value("alternateName")?.elements ?? []).compactMap(\.literal)
    // The identifier has the short name if the name is the full one.
    if let short = Self.identifier(fields.node)?["name"]?.text {
      record = Series(id: slug, name: short)
      record.fullName = name
      record.aliases = alternate.filter { $0 != short }
    } else {
      record.aliases = alternate
    }
    if let kind = fields.literal("additionalType"), Series.kinds.contains(kind) {
      record.kind = kind
    }
    record.organizer = fields.names("organizer")
    record.website = fields.literal("sameAs")
    record.locations = fields.eventLocations().locations
    record.topics = slugs(fields, "about", in: .topic)
    record.parent = slugs(fields, "superEvent", in: .series).first
    return record
  }
}
