import Catalog
import CatalogForm
import CatalogModel

/// The schemas of `view=brief`.
extension Schemas {
  private static let brief: [(name: String, schema: Schema)] = [
    (
      "ConferenceBrief",
      .object([
        id, url, displayName("NeurIPS 2026"), Member("name", .string),
        Member("dates_text", .string, "The dates as published.", optional: true),
        Member("start", .date, "Only if it is known exactly.", optional: true),
        Member("end", .date, "Only if it is known exactly.", optional: true),
        Member("place_name", .string, "The names of its places.", optional: true),
        Member("topics", .texts), .topicNames,
        Member("format", .values(Conference.formats), optional: true),
        Member("format_name", .string, optional: true),
        Member("status", .values(Conference.statuses)),
        Member(
          "next_deadline", .orNull(.named("NextDeadline")),
          "The next deadline that has not passed."),
        match, distance, similarity, snippet,
      ])
    ),
    (
      "SeriesBrief",
      .object([
        id, url, displayName("NeurIPS"), Member("name", .string), Member("topics", .texts),
        .topicNames, Member("website", .string, optional: true),
        match, snippet,
      ])
    ),
    (
      "SessionBrief",
      .object([
        id, url, Member("title", .string), Member("kind", .values(Session.kinds)), .kindName,
        Member("conference", .string),
        Member("conference_name", .string, optional: true),
        Member("track_name", .string, optional: true),
        Member("room_name", .string, optional: true),
        Member("starts_at", .instant, optional: true),
        Member("ends_at", .instant, optional: true),
        Member("speaker_names", .texts), Member("status", .string),
        match, snippet,
      ])
    ),
  ]

  /// The forms of each kind of record in responses, which exclude each other: complete, brief, and
  /// the part of either that `fields=` selects.
  static let forms: [(name: String, schema: Schema)] =
    RecordKind.allCases.flatMap { kind -> [(name: String, schema: Schema)] in
      let name = kind.schemaName
      guard let whole = records.first(where: { $0.name == name })?.schema else { return [] }
      let short = brief.first { $0.name == "\(name)Brief" }?.schema
      let shortForm = short.map { short -> (name: String, schema: Schema) in
        let others = Set(short.members.map(\.name))
        let missing = whole.required.filter { !others.contains($0) }
        return (name + "Brief", .lacking([missing], short))
      }
      let part = Schema.lacking(
        [whole.required] + (short.map { [$0.required] } ?? []),
        .named(Schema.selection(of: name)))
      let names = [name] + (shortForm.map { [$0.name] } ?? []) + [name + "Part"]
      return (shortForm.map { [$0] } ?? []) + [
        (name + "Part", part), (kind.schemaOfForms, .oneOf(names)),
      ]
    }

  /// The kinds in responses of /search; deadlines if the words ask for them.
  static let hitKinds = SearchReader.searchedKinds + [.deadline]

  /// The hits of /search by kind: one schema for all forms, since code generators select it by
  /// `type`, and cannot compile a selection among selections.
  static let hits: [(name: String, schema: Schema)] = hitKinds.map { kind in
    let whole = schema(kind.schemaName)?.members.filter { $0.name != "type" } ?? []
    let short = brief.first { $0.name == "\(kind.schemaName)Brief" }?.schema.members ?? []
    let names = Set(whole.map(\.name))
    let members = whole + short.filter { !names.contains($0.name) }
    return (
      kind.schemaOfHits,
      .object(
        [Member("type", .values([kind.rawValue]), "The kind of record.")]
          + members.map(\.selectable))
    )
  }

  private static let id = Member("id", .string)
  private static let url = Member("url", .url)
}
