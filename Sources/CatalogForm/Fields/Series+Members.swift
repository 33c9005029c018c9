package import CatalogModel
import JSON

extension Series: DeclaredRecord {
  package static let members: [RecordMember<Series>] = [
    RecordMember(
      Schema.Member("name", .name, "The full name."), Field("name", \.name, .wording),
      columns: ["name"], column: { .text($0.name) }, restore: { $1.name = $0.text() ?? "" },
      write: { series, json, _ in json.member("name", series.fullName ?? series.name) }),
    RecordMember(
      Schema.Member("acronym", .orNull(.name), "The short name; null if there is none."),
      Field("full_name", \.fullName, .wording), columns: ["full_name"],
      column: { $0.fullName.column }, restore: { $1.fullName = $0.text() },
      write: { series, json, _ in
        json.member("acronym", series.fullName == nil ? nil : series.name)
      }),
    .list(
      "aliases", \.aliases, about: "Further names; the API accepts each of them for this series."),
    .value("kind", \.kind, .wording, of: kinds, default: "recurring"),
    .derived(.kindName) { $1.text("kind_name", $0.kind, $2) },
    .value("summary", \.summary, .wording, within: .long, about: "A summary in a few sentences."),
    // The column is written when all series have their rows.
    RecordMember(
      Schema.Member("parent", .orNull(.name)), Field("parent", \.parent, .wording),
      read: { $1.parent = $0.string("parent") },
      write: { series, json, _ in json.member("parent", series.parent) }),
    .value("organizer", \.organizer, .wording),
    .value("website", \.website, .wording, about: Schema.Member.website.description),
    .value("frequency", \.frequency, .wording),
    .value("ended", \.ended, .wording),
    .list("topics", \.topics),
    .derived(.topicNames) { $1.texts("topic_names", .topic, $0.topics, $2) },
    .derived(.recommendedFor) { $1.recommendations($0.recommendations, $2) },
    .json(
      "same_as", \.sameAs, .wording, .object, schema: .anyObject,
      about: "Its identifiers in other systems."),
    RecordMember(
      Schema.Member("rankings", .list(of: .named("Ranking"))), Field("rankings", \.rankings),
      read: { $1.rankings = $0.list("rankings") { Ranking($0) } },
      write: { series, json, _ in json.rankings(series.rankings) }),
    .dates(\.dates, about: "The dates and places of an umbrella series.", isShown: isEvent),
    RecordMember(
      Schema.Member(
        "locations", .list(of: .named("Location")), "The dates and places of an umbrella series."),
      Field("locations", \.places),
      read: { $1.locations = $0.list("locations") { Location($0) } },
      write: { series, json, context in
        if context.isResponse || isEvent(series) { json.locations(series.locations, context) }
      }),
    .verification(\.verification),
    RecordMember(
      Schema.Member("sources", .list(of: .named("Attribution"))),
      read: { $1.sources = $0.list("sources") { Attribution($0) } },
      write: { series, json, context in
        // An export has the contradictions in `kept`.
        if context.isResponse, !series.dataIssues.isEmpty { json.issues(series.dataIssues) }
        json.sources(series.sources, names: series.fullName == nil ? [:] : memberNames)
      }),
  ]

  package static let fields = members.compactMap(\.field)

  /// Whether an export includes the dates and locations.
  private static let isEvent: @Sendable (Series) -> Bool = {
    $0.kind == "umbrella" || $0.dates != nil || !$0.locations.isEmpty
  }

  package init(id: String) { self.init(id: id, name: "") }

  init(_ reader: ObjectReader) {
    let acronym = reader.string("acronym")
    let name = reader.required("name")
    // An older native format has the acronym in `name` and the name in `full_name`.
    let fullName = reader.string("full_name") ?? (acronym == nil ? nil : name)
    self.init(id: reader.slug(), name: acronym ?? name)
    self.fullName = fullName
    read(reader, Self.members)
    if acronym != nil {
      let fields = Dictionary(uniqueKeysWithValues: Self.memberNames.map { ($1, $0) })
      for index in sources.indices {
        sources[index].fields = sources[index].fields.map { fields[$0] ?? $0 }
      }
    }
    dataIssues = reader.list("data_issues") { DataIssue($0) }
    reader.ignore("match")
    reader.ignoreDerived()
  }

  func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      json.identity("series", id, "series/\(id)", stamp, context)
      if context.isResponse { json.member("display_name", name) }
      writeMembers(to: &json, in: context)
    }
  }

  /// An edit with a new name and without an acronym renames the series and keeps its acronym.
  package mutating func adopt(_ standing: Series) {
    guard fullName == nil, standing.fullName != nil, name != standing.name else { return }
    (name, fullName) = (standing.name, name)
  }
}

extension JSONWriter {
  fileprivate mutating func rankings(_ rankings: [Ranking]) {
    list("rankings", rankings) { json, ranking in
      json.object { json in
        json.member("system", ranking.system)
        json.member("value", ranking.value)
        json.member("year", ranking.year)
        json.member("source", ranking.source)
      }
    }
  }
}
