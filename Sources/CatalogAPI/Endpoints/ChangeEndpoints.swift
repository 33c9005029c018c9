import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The change feed, the event stream, and the export of the whole catalog to start from.
enum ChangeEndpoints {
  /// The filters of conferences; the feed's own `kind` accepts kinds of records besides kinds of
  /// conferences.
  private static let filters = RecordList.conferences.filters.parameters.filter {
    $0.name != "kind"
  }

  private static let kind = Parameter(
    "kind", .choices((ChangeList.kinds.map(\.rawValue) + Conference.kinds).distinct),
    "Kinds of records. A kind of conference, such as `workshop`, selects conferences of that kind.",
    example: "conference")

  static let parameters: [Parameter] =
    [
      Parameter(
        "since", .text,
        "The changes that you have already: the checkpoint or cursor of an earlier response, or"
          + " `now` (default: the beginning of the log).", example: "now"),
      kind,
      Parameter(
        "expand", .oneOf(["each"]),
        "`each`: every change of a record. By default, each record is listed once, in its newest"
          + " state.",
        example: "each"),
      Parameter(
        "wait", .integer(1...60),
        "Maximum seconds to wait for a change before returning an empty response.",
        example: "30"),
      FilterParameters.text, .limit,
    ] + filters

  static let list: [Operation] = [
    Operation(
      .get, "/changes",
      "Records that were created, changed, renamed or deleted, in the order of commits", parameters,
      content: .page,
      effect: .stream { stream in
        do throws(Problem) {
          try ChangeRequest(stream).respond()
        } catch {
          stream.reply(error.response(to: stream.request))
        }
      }),
    Operation(
      "/changes.atom", "The newest changes as a feed",
      [kind, FilterParameters.text, .minimumRevision] + filters,
      content: .file(Representation.atom.mediaType)
    ) { call in
      .content(
        FileContent(
          bytes: try ChangeAtom.document(call), type: Representation.atom.mediaType))
    },
    Operation(
      ChangeList.exportPath,
      "The whole catalog at one revision, in the native format, with a cursor; for a copy that also"
        + " knows what was removed, with removed=true",
      [
        Parameter(
          "removed", .flag,
          "Adds lines for removed records and for former IDs, so that a catalog made from the export"
            + " answers their URLs with 410 and 308, too.", example: "true"), .minimumRevision,
      ], content: .file(Representation.ndjson.mediaType)
    ) { call in
      try call.checkArguments()
      call.isCacheable = false
      let state = try call.reader.changeLog.state()
      let export = SnapshotExport(state, tellingRemoved: call.arguments.flag("removed"))
      return .stream(
        StreamedPart(SnapshotExport.head(state), export), Representation.ndjson.mediaType)
    },
  ]
}

extension StreamedPart {
  /// Creates the first line of an export, with a closure for the parts that follow.
  fileprivate init(_ head: [UInt8], _ export: SnapshotExport) {
    self.init(
      bytes: head,
      rest: { reader in
        var export = export
        guard let lines = try export.next(reader) else { return StreamedPart(bytes: []) }
        return StreamedPart(lines, export)
      })
  }
}
