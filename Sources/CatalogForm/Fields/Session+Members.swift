package import CatalogModel
import JSON

extension Session: DeclaredRecord {
  package static let members: [RecordMember<Session>] = [
    .conference(\.conference) { $0.conferenceName = $1 },
    .derived(.conferenceName) { session, json, _ in
      json.member("conference_name", session.conferenceName)
    },
    .reference("track", \.track), .referenceName("track", \.trackName),
    // Its column is written when all sessions have their rows.
    .reference("parent", \.parent),
    .value(
      "work", \.work, .wording, about: "An ID that all slots of one contribution share.",
      isOmittedUnknown: true),
    .value("kind", \.kind, .wording, of: kinds, default: "other"),
    .derived(.kindName) { $1.text("kind_name", $0.kind, $2) },
    .value(
      "kind_label", \.kindLabel, .wording, about: "The kind as published.", isOmittedUnknown: true),
    .required("title", \.title),
    .value("abstract", \.abstract, .wording, within: .long),
    .value(
      "description", \.description, .wording, within: .long,
      about: "A description besides the abstract."),
    .value(
      "do_not_record", \.doNotRecord, .wording, about: "True if nobody may record the session."),
    time("starts", \.startsAt, about: "The start with its UTC offset, as published."),
    time("ends", \.endsAt),
    published(
      "published_start", \.publishedStart,
      about: "The start as published, if its time zone is not known: a local date and time without "
        + "an offset, or a date."),
    published(
      "published_end", \.publishedEnd, about: "The end as published; see published_start."),
    .value(
      "day", \.day,
      about:
        "The day of the programme that it belongs to, if it starts after midnight of that day.",
      isOmittedUnknown: true),
    local("starts_at_local", \.startsAt), local("ends_at_local", \.endsAt),
    .value("time_zone", \.timeZone, .wording),
    .reference("room", \.room), .referenceName("room", \.roomName),
    RecordMember(
      Schema.Member("speakers", .list(of: .named("SpeakerReference"))),
      Field("speakers", \.speakers),
      read: { $1.speakers = $0.speakers("speakers") ?? [] },
      write: { session, json, context in
        json.list("speakers", session.speakers) { json, speaker in
          json.object { json in
            json.member("id", speaker.id)
            if context.showsOthers { json.member("name", speaker.name) }
            if let role = speaker.role { json.member("role", role) }
            json.url("url", "speakers/\(speaker.id)", context)
          }
        }
      }),
    RecordMember(
      Schema.Member("topics", .names, "The IDs of its own and inherited topics."),
      Field("topics", \.topics),
      read: { $1.topics = $0.own("topics", besides: "derived_topics") },
      write: {
        $1.topics($0.topics, inherited: $0.inheritedTopics, derived: $0.derivedTopics, $2)
      }),
    .derived(.topicNames),
    .derived(
      Schema.Member(
        "inherited_topics", .texts,
        "The `topics` that it inherits from its track or conference.")),
    .derived(
      Schema.Member("derived_topics", .texts, "The `topics` that are derived from its title.")),
    .value("language", \.language, .wording),
    .value("format", \.format),
    .derived(.formatName) { $1.text("format_name", $0.format, $2) },
    .value("level", \.level, .wording),
    RecordMember(
      Schema.Member(
        "links", .list(of: .named("Link")), "Links to the paper, slides, recording and so on."),
      Field("links", \.links), columns: ["links"], column: { Link.stored($0.links).column },
      restore: { $1.links = Link.restored($0.text()) },
      read: { $1.links = $0.list("links") { Link($0) } },
      write: { session, json, _ in json.links(session.links) }),
    .value(
      "status", \.status, of: ["scheduled", "cancelled", "moved"], default: "scheduled",
      schema: .string),
    // Few sessions have contradictions: the first one tells whether to read them. An export has them
    // in `kept`.
    RecordMember(
      .issues, joined: ["issue.field"],
      restore: { columns, session in
        session.dataIssues = columns.text().map { [DataIssue(field: $0, values: "[]")] } ?? []
      }, read: { $1.dataIssues = $0.list("data_issues") { DataIssue($0) } },
      write: { if $2.isResponse { $1.issues($0.dataIssues) } }),
    RecordMember(
      Schema.Member("external_ids", .named("ExternalIDs")), Field("external_ids", \.guid, .wording),
      columns: ["guid"], column: { $0.guid.column }, restore: { $1.guid = $0.text() },
      read: { $1.guid = $0.reader("external_ids")?.string("guid") },
      write: { session, json, context in
        guard context.isResponse || session.guid != nil else { return }
        json.object("external_ids") { $0.member("guid", session.guid) }
      }),
  ]

  /// The members that are merged.
  ///
  /// Stored claims have these fields last; a claim in another order would count as a new one.
  package static let fields = members.compactMap(\.field).ending(with: [
    "day", "room", "speakers", "topics", "language", "format", "level", "status", "external_ids",
    "links", "description", "do_not_record",
  ])

  /// A time with its offset; `prefix` begins the names of its columns.
  private static func time(
    _ prefix: String, _ path: any WritableKeyPath<Session, ZonedInstant?> & Sendable,
    about description: String? = nil
  ) -> RecordMember<Session> {
    let name = "\(prefix)_at"
    let property = StoredProperty(path)
    let text: @Sendable (Session) -> String? = {
      property($0).map { $0.instant.formatted(offset: $0.offset) }
    }
    var member = RecordMember(
      Schema.Member(name, .orNull(.instant), description), Field(name, path),
      columns: [name, "\(prefix)_offset"],
      store: {
        let time = property($0)
        return [(time?.instant.seconds).column, (time?.offset).column]
      },
      restore: { columns, session in
        let seconds = Int.restored(from: columns.next())
        let offset = Int.restored(from: columns.next()) ?? 0
        let time = seconds.map { ZonedInstant(instant: Instant(seconds: $0), offset: offset) }
        property.set(time, in: &session)
      },
      read: { property.set(ZonedInstant($0, name), in: &$1) },
      write: { session, json, _ in json.member(name, text(session)) })
    member.cell = { text($0).json }
    return member
  }

  /// A time as published, which is shown while the instant is unknown.
  private static func published(
    _ name: String, _ path: any WritableKeyPath<Session, String?> & Sendable,
    about description: String
  ) -> RecordMember<Session> {
    let shown: @Sendable (Session) -> String? = {
      $0.startsAt == nil ? $0[keyPath: path] : nil
    }
    var member = RecordMember.value(name, path, about: description) { session, json, context in
      let text = shown(session)
      if context.isResponse || text != nil { json.member(name, text) }
    }
    member.cell = { shown($0).json }
    return member
  }

  /// A time in the zone that the request asks for.
  private static func local(
    _ name: String, _ path: any WritableKeyPath<Session, ZonedInstant?> & Sendable
  ) -> RecordMember<Session> {
    RecordMember(Schema.Member(name, .orNull(.instant), "With tz=.", optional: true)) {
      $1.local(name, $0[keyPath: path]?.instant, $2)
    }
  }

  package init(id: String) { self.init(id: id, conference: "", kind: "other", title: "") }

  init(_ reader: ObjectReader) {
    self.init(id: reader.slug())
    read(reader, Self.members)
    reader.ignore("sources")
    reader.ignoreDerived()
  }
}
