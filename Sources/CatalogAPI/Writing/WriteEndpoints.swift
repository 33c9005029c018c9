import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The operations that change the catalog, the same for every writable kind.
enum WriteEndpoints {
  static let list: [Operation] = WritableKind.all.flatMap(\.operations) + [ImportEndpoint.all]

  static let reason = Parameter(
    "reason", .text,
    "The reason, for the history of the record. The X-Reason"
      + " field has the same effect.", example: "The venue was moved")
  static let ifRevision = Parameter(
    "if_revision", .integer(0...1_000_000_000_000),
    "The revision of the record, instead of If-Match. If it differs, nothing is changed.",
    example: "41")
  static let cascade = Parameter(
    "cascade", .flag,
    "Also deletes the programme or editions of the record, and removes references to it.",
    example: "true")
}

extension WritableKind {
  var operations: [Operation] {
    let name = nameWithArticle
    let body = RequestBody([.json], .named(inputName))
    return [
      Operation(
        .post, collection,
        "Creates \(name); an omitted id is made from its name",
        [WriteEndpoints.reason], content: .written(kind),
        successes: [.init(.created, "The record, with its Location")], body: body, scope: .write,
        action: "\(kind.rawValue).create", takesKeys: true,
        effect: effect { write, context in try write.create(context) }),
      Operation(
        .put, path, "Replaces \(name), or creates it with If-None-Match: *",
        [WriteEndpoints.ifRevision, WriteEndpoints.reason], content: .written(kind),
        successes: [
          .init(.ok), .init(.created, "The record was created"),
          .init(.noContent, "With return=minimal"),
        ], body: body, scope: .write, isConditional: true, action: "\(kind.rawValue).update",
        effect: effect { write, context in try write.replace(context) }),
      Operation(
        .patch, path, "Changes members of \(name) by a merge patch (RFC 7396)",
        [WriteEndpoints.ifRevision, WriteEndpoints.reason], content: .written(kind),
        successes: [.init(.ok), .init(.noContent, "With return=minimal")],
        body: RequestBody([RequestBody.mergePatch, .json], .anyObject), scope: .write,
        isConditional: true, action: "\(kind.rawValue).update",
        effect: effect { write, context in try write.change(context) }),
      Operation(
        .delete, path, "Deletes \(name)",
        [WriteEndpoints.ifRevision, WriteEndpoints.cascade, WriteEndpoints.reason],
        content: .nothing, successes: [.init(.noContent, "The record was deleted")], scope: .write,
        isConditional: true, action: "\(kind.rawValue).delete",
        effect: effect { write, context in try write.remove(context) }),
    ]
  }

  /// The schema of what a client may send.
  ///
  /// No member is required, since responses to errors name what is missing.
  var input: Schema {
    let members = Schemas.schema(kind.schemaName)?.members ?? []
    return .object(
      members.filter { !derived.contains($0.name) && !Self.shown.contains($0.name) }
        .map(\.selectable))
  }

  var inputName: String { kind.schemaName + "Input" }

  private static let shown: Set<String> = [
    "type", "included", "conference_record", "track_record", "speaker_records", "from", "to",
    "basis",
  ]

  private func effect(
    _ work: @escaping @Sendable (RecordWrite, WriteContext) throws -> Response
  ) -> Operation.Effect {
    .write { request in
      let write = try RecordWrite(request, self)
      return { context in try work(write, context) }
    }
  }
}
