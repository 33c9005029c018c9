package import CatalogModel
import JSON

extension Conference: DeclaredRecord {

  package static let members: [RecordMember<Conference>] = [
    .required("name", \.name, about: "The full name, as published."),
    .value("acronym", \.acronym, .wording, about: "The short name; null if there is none."),
    .list("series", \.series, about: "The IDs of its series."),
    .derived(Schema.Member("series_names", .texts, "The display names of `series`, in its order."))
    {
      $1.texts("series_names", .series, $0.series, $2)
    },
    .value("edition_number", \.editionNumber, within: Bounds(range: 0...10_000)),
    .value("year", \.year, within: .years, about: "The year of the edition."),
    .value("tagline", \.tagline, .wording, about: "The organizer's slogan for the conference."),
    .value("theme", \.theme, .wording),
    .value("summary", \.summary, .wording, within: .long),
    .value("kind", \.kind, .wording, of: kinds, default: "conference"),
    .derived(.kindName) { $1.text("kind_name", $0.kind, $2) },
    .value("status", \.status, of: statuses, default: "scheduled"),
    .derived(Schema.Member("status_name", .string, "The text of `status`.")) {
      $1.text("status_name", $0.status, $2)
    },
    .dates(\.dates),
    .derived(phase) { conference, json, context in
      let zone = conference.timeZone.flatMap(context.zones.rules)
      json.member("phase", conference.dates?.phases(zone: zone), context)
    },
    .json(
      "previous_dates", \.previousDates, .wording, .objects,
      schema: .array(.named(Schema.selection(of: "Dates"))),
      about: "The dates before the conference was moved.",
      isOptional: true),
    .value(
      "time_zone", \.timeZone, .wording, about: "The IANA name; null if unknown."),
    .value("format", \.format, of: formats, about: "The attendance format; null if unknown."),
    .derived(.formatName) { $1.text("format_name", $0.format, $2) },
    RecordMember(
      Schema.Member("locations", .list(of: .named("Location"))), Field("locations", \.places),
      read: { $1.locations = $0.list("locations") { Location($0) } },
      write: { $1.locations($0.locations, $2) }),
    RecordMember(
      Schema.Member("topics", .names, "The IDs of its own topics and of inherited ones."),
      Field("topics", \.topics), read: { $1.topics = $0.own("topics") },
      write: { $1.topics($0.topics, inherited: $0.inheritedTopics, $2) }),
    .derived(.topicNames),
    .derived(
      Schema.Member("inherited_topics", .texts, "The `topics` that it inherits from its series.")),
    RecordMember(
      Schema.Member(
        "audiences", .names, "The IDs of its own audiences and of those in recommendations."),
      Field("audiences", \.audiences), read: { $1.audiences = $0.own("audiences") },
      write: { $1.member("audiences", $2.isResponse ? $0.effectiveAudiences : $0.audiences) }),
    .derived(
      Schema.Member("audience_names", .texts, "The labels of `audiences`, in its order.")
    ) { $1.texts("audience_names", .audience, $0.effectiveAudiences, $2) },
    .derived(
      Schema.Member(
        "inherited_audiences", .texts, "The `audiences` from recommendations.")
    ) { conference, json, _ in
      json.member("inherited_audiences", conference.inheritedAudiences)
    },
    .derived(.recommendedFor) { $1.recommendations($0.recommendations, $2) },
    sessionKindsMember,
    .value(
      "programme_status", \.programmeStatus, .wording, of: programmeStatuses,
      default: "not_announced", schema: .orNull(.values(programmeStatuses)), isInTables: false
    ) { conference, json, context in
      if context.isResponse {
        json.member(
          "programme_status", conference.programmeStatuses(in: context.zones), context)
      } else {
        json.member("programme_status", conference.programmeStatus)
      }
    },
    .value("organizer", \.organizer, .wording),
    .derived(.website) { conference, json, _ in json.member("website", conference.website) },
    RecordMember(
      Schema.Member("links", .list(of: .named("Link")), "All links, including its home page."),
      Field("links", \.links), read: { $1.links = $0.list("links") { Link($0) } },
      write: { conference, json, _ in json.links(conference.links) }),
    .value("languages", \.languages, about: "BCP 47 language tags."),
    .value("accessibility", \.accessibility, .wording, within: .long, isInTables: false),
    .value(
      "expected_attendance", \.expectedAttendance, .wording, within: .people, isInTables: false),
    .json(
      "offers", \.offers, .wording, .objects, schema: .array(.anyObject),
      about: "Tickets and prices, as published."),
    .json(
      "acceptance", \.acceptance, .fact, .object, schema: .named("Acceptance"),
      about: "Numbers of submitted and accepted papers, as published."),
    .derived(
      Schema.Member(
        "next_deadline", .orNull(.named("NextDeadline")),
        "The next deadline that has not passed.", optional: true)
    ) { $1.nextDeadline(of: $0.deadlines, $2) },
    RecordMember(
      Schema.Member("deadlines", .list(of: .named("Deadline")), optional: true),
      Field("deadlines", \.deadlineList),
      read: { reader, conference in
        let id = conference.id
        conference.deadlines = reader.list("deadlines") { Deadline($0, conference: id) }
      },
      write: { conference, json, context in
        json.list("deadlines", conference.deadlines) {
          $1.write(to: &$0, in: context, within: true)
        }
      }),
    .value(
      "deadlines_status", \.deadlinesStatus, .wording, of: ["not_announced"],
      default: "not_announced", schema: .orNull(.string),
      about: "`not_announced` if the deadlines are unknown.", isInTables: false),
    .verification(\.verification),
    RecordMember(
      Schema.Member(
        "data_issues", .list(of: .named("DataIssue")), "Contradictions between sources."),
      read: { $1.dataIssues = $0.list("data_issues") { DataIssue($0) } },
      write: { conference, json, _ in json.issues(conference.dataIssues) }),
    RecordMember(
      Schema.Member("sources", .list(of: .named("Attribution"))),
      read: { $1.sources = $0.list("sources") { Attribution($0) } },
      write: { conference, json, _ in json.sources(conference.sources) }),
  ]

  /// The merged fields, in the order in which documents are decoded and attributions list them.
  package static let fields: [Field<Conference>] = inReadingOrder.compactMap(\.field)

  private static let inReadingOrder =
    members.filter { $0.name == "series" } + members.filter { $0.name != "series" }

  private static let phase = Schema.Member(
    "phase", .orNull(.values(["past", "ongoing", "upcoming", "indeterminate"])),
    "The phase at the time of the request; `indeterminate` if the dates are too vague.",
    optional: true)

  /// The session kinds.
  ///
  /// They are in a table of their own; the column tells whether they are known.
  private static let sessionKindsMember: RecordMember<Conference> = RecordMember(
    Schema.Member("session_kinds", .orNull(.names), "Null if they are unknown."),
    Field("session_kinds", \.sessionKinds), columns: ["session_kinds_known"],
    column: { ($0.sessionKinds != nil).column },
    restore: { $1.sessionKinds = Bool.restored(from: $0.next()) == true ? [] : nil },
    read: { $1.sessionKinds = $0.strings("session_kinds") },
    write: { conference, json, _ in json.member("session_kinds", conference.sessionKinds) })

  package init(id: String) { self.init(id: id, name: "") }

  init(_ reader: ObjectReader) {
    self.init(id: reader.slug())
    read(reader, Self.inReadingOrder)
    if let zone = timeZone, (try? TimeZoneRules(named: zone)) == nil {
      reader.report(
        "time_zone", .string(zone), "an IANA zone name such as America/New_York",
        suggestion: TimeZoneRules.suggestion(for: zone))
    }
    if let website = reader.string("website"), self.website == nil {
      links.append(Link(to: website, as: "home"))
    }
    reader.ignore("match")
    reader.ignoreDerived()
  }

  func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.identity("conference", id, "conferences/\(id)", stamp, context)
      if context.isResponse { json.member("display_name", displayName) }
      writeMembers(to: &json, in: context)
    }
  }

  /// Ignores what a table or response shows in place of stored values.
  ///
  /// These are a conference's display name, and the status of its deadlines if it is cancelled.
  package mutating func adopt(_ standing: Conference) {
    if name == standing.displayName { name = standing.name }
    guard status == "cancelled", standing.status == "cancelled" else { return }
    for index in deadlines.indices where deadlines[index].declaredStatus == "cancelled" {
      guard let stored = standing.deadlines.first(where: { $0.id == deadlines[index].id }) else {
        continue
      }
      deadlines[index].declaredStatus = stored.declaredStatus
    }
  }
}
