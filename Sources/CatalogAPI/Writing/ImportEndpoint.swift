import Catalog
import CatalogForm
import HTTP
import JSON

/// Imports many records in the native format, in one transaction: all of them or none.
enum ImportEndpoint {
  static let all = Operation(
    .post, "/import", "Merges records in the native format, all or none, as edits",
    [
      Parameter(
        "dry_run", .flag, "Shows what would change, and changes nothing.", example: "true"),
      WriteEndpoints.reason,
    ], content: .document, successes: [.init(.ok, "The changes of each record")],
    body: RequestBody([RequestBody.lines, .json], .anyObject, isImport: true), scope: .write,
    action: "import", takesKeys: true,
    effect: .write { write in
      let arguments = try write.arguments()
      let isDryRun = arguments.flag("dry_run")
      guard arguments.mistakes.isEmpty else {
        throw Problem.badQuery(arguments.mistakes).explained(by: write.operation)
      }
      let type = write.request.fields[.contentType].flatMap { MediaType.parse($0) }
      let isLines = type.map { RequestBody.lines.isSameKind(as: $0) } ?? false
      let records = try read(write.request.body, isLines: isLines)
      let isPretty = arguments.isPretty
      return { context in
        try run(records, context, isDryRun: isDryRun, isPretty: isPretty)
      }
    })

  /// Parses the records of the content; each is an object with its type.
  private static func read(_ bytes: [UInt8], isLines: Bool) throws(Problem) -> ImportedRecords {
    do {
      let records = try isLines ? ImportedRecords(lines: bytes) : ImportedRecords(json: bytes)
      try JSONParser.refuseNUL(in: bytes)
      return records
    } catch {
      throw Problem.malformed(error)
    }
  }

  private static func run(
    _ records: ImportedRecords, _ context: WriteContext, isDryRun: Bool, isPretty: Bool
  ) throws -> Response {
    let done: CatalogEditor.ImportOutcome
    let limit = context.write.routed.configuration.limits.records
    do {
      done = try context.editor.write(records, within: context.limit(), listing: limit)
    } catch EditRefusal.mistakes(let mistakes) {
      throw Problem.invalid(mistakes.map { ParameterError($0) })
    }
    var json = JSONWriter(indent: isPretty ? 2 : nil)
    json.object { json in
      json.object("data") { json in
        if isDryRun { json.member("dry_run", true) }
        json.object("counts") { json in
          for (kind, count) in done.report.counts.sorted(by: { $0.key < $1.key }) {
            json.object(kind) { json in
              json.member("created", count.created)
              json.member("updated", count.updated)
              json.member("deleted", count.deleted)
              json.member("unchanged", count.unchanged)
            }
          }
        }
        json.list("results", done.changes) { json, change in
          json.object { json in
            json.member("kind", change.kind)
            json.member("id", change.slug)
            json.member("op", change.operation.rawValue)
            json.member("changed_fields", change.fields.map(\.name))
          }
        }
        if done.omitted > 0 { json.member("results_omitted", done.omitted) }
        if !done.report.notices.isEmpty { json.member("notices", done.report.notices) }
      }
      json.object("meta") { $0.member("revision", done.report.revision) }
    }
    var response = Response(.ok, fields: [.contentType: MediaType.json.description])
    response.fields[.xRevision] = String(
      try isDryRun ? context.editor.revisionBefore : context.revision())
    response.body = .bytes(json.bytes + [0x0a])
    if isDryRun { throw DryRunRollback(response: response) }
    return response
  }
}

/// Ends a transaction whose changes are to be rolled back, with the response of the dry run.
struct DryRunRollback: Error {
  var response: Response
}
