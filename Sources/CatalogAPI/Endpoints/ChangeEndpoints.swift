import Catalog
import HTTP
import JSON

/// What has changed since a client looked last, and the whole catalog to start from.
enum ChangeEndpoints {
  static let exportPath = "/export.ndjson"

  /// The kinds of records that the feed tells of, and by which it can be narrowed.
  static let kinds: [RecordKind] = RecordKind.allCases.filter { ![.deadline, .venue].contains($0) }

  /// The filters of conferences; `kind` names kinds of records, and kinds of events beside them.
  private static let filters = ListEndpoints.conferenceFilters.filter { $0.name != "kind" }

  static let parameters: [Parameter] =
    [
      Parameter(
        "since", .text,
        "What was told already: the checkpoint or the cursor of an earlier response, or `now`. By"
          + " default, the beginning of what is kept.", example: "now"),
      Parameter(
        "kind", .choices((kinds.map(\.rawValue) + Conference.kinds).distinct),
        "Kinds of records; with a kind of event, such as `workshop`, conferences of that kind.",
        example: "conference"),
      Parameter(
        "expand", .oneOf(["each"]),
        "Tells every step of a record. By default, each record is told once, at its newest state.",
        example: "each"),
      Parameter(
        "wait", .integer(1...60), "Seconds to hold an empty response until there is a change.",
        example: "30"),
      FilterParameters.text, .limit,
    ] + filters

  static let list: [Endpoint] = [
    Endpoint(
      "/changes", "What has been created, changed, renamed and deleted, in the order of commits",
      parameters
    ) { call in
      .document(try ChangeResponse(call).bytes)
    },
    Endpoint(
      exportPath, "The whole catalog at one revision, in its native format, with a cursor",
      content: .file(Form.ndjson.mediaType)
    ) { call in
      try call.checkArguments()
      call.isKept = false
      let state = try call.reader.changeLogState()
      return .stream(
        ListPiece(SnapshotExport.head(state), SnapshotExport(state)), Form.ndjson.mediaType)
    },
  ]
}

extension ListPiece {
  /// An export's first line, and the parts after it.
  fileprivate init(_ head: [UInt8], _ export: SnapshotExport) {
    self.init(
      bytes: head,
      rest: { connection in
        var export = export
        guard let lines = try export.next(connection) else { return ListPiece(bytes: []) }
        return ListPiece(lines, export)
      })
  }
}

/// The response to a request for changes.
struct ChangeResponse {
  let call: Call
  let page: ChangePage
  let state: ChangeLogState
  var checkpoint: ChangeCursor

  /// Reads what the request asks for.
  ///
  /// - Throws: `Problem` if the query has mistakes, or names a cursor that is no longer valid.
  init(_ call: Call) throws {
    self.call = call
    call.isKept = false
    var query = ChangeQuery(since: nil, limit: call.arguments.integer("limit") ?? 50)
    let state = try call.reader.changeLogState(keptSince: call.limits.changesKeptSince(call.now))
    self.state = state
    let since = call.since(state)
    query.tellsEachStep = call.arguments.oneOf("expand") != nil
    _ = call.arguments.integer("wait")
    try call.readChangeFilters(&query)
    try call.checkArguments()
    let start = since ?? state.horizon
    try call.check(start, state)
    query.since = start.position
    page = try call.reader.changes(query)
    checkpoint = ChangeCursor(
      epoch: state.newest.epoch,
      position: page.hasMore ? page.position : max(page.position, state.newest.position))
  }

  var isEmpty: Bool { page.steps.isEmpty && !page.hasMore }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.list("data", page.steps) { json, step in
        json.value(raw: object(step))
      }
      json.object("page") { json in
        let items = call.arguments.asked.filter { !["since", "wait"].contains($0.name) }
        let next = items + [(name: "since", value: checkpoint.description)]
        json.member("next", page.hasMore ? call.url(next) : nil)
        json.member("checkpoint", checkpoint.description)
        json.member("has_more", page.hasMore)
        json.member("self", call.url(call.arguments.asked))
      }
      json.object("meta") { json in
        call.meta(&json)
        json.member("horizon", state.horizon.description)
        json.member("epoch", state.newest.epoch)
        json.member("export", "\(call.baseURL)\(ChangeEndpoints.exportPath)")
      }
    }
    return json.bytes
  }

  /// One element.
  func object(_ step: RecordStep) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member(
        "cursor", ChangeCursor(epoch: state.newest.epoch, position: step.position).description)
      json.member("revision", step.revision)
      json.member("at", step.at.description)
      json.member("op", step.operation.rawValue)
      json.member("kind", step.kind.rawValue)
      json.member("id", step.slug)
      json.member(
        "url", step.kind.hasRecordURL ? "\(call.baseURL)/\(step.kind.collection)/\(step.slug)" : nil
      )
      json.member("changed_fields", step.changedFields)
      json.member("previous_revision", step.previousRevision)
      if step.previousSlug != nil { json.member("previous_id", step.previousSlug) }
      json.key("record")
      if let record = step.record { json.value(raw: record) } else { json.null() }
    }
    return json.bytes
  }
}

extension Call {
  /// The cursor of the request; nil if it has none, or one that is no cursor.
  fileprivate func since(_ state: ChangeLogState) -> ChangeCursor? {
    guard let text = arguments.values("since").first else { return nil }
    if text == "now" { return state.newest }
    guard let cursor = ChangeCursor(text) else {
      arguments.report(
        "since", text, expected: "the checkpoint or cursor of a response of /changes, or now")
      return nil
    }
    return cursor
  }

  /// Refuses a cursor that cannot be resumed from.
  func check(_ cursor: ChangeCursor, _ state: ChangeLogState) throws {
    let isOther =
      cursor.epoch != state.newest.epoch || cursor.position > state.newest.position
    guard isOther || cursor.position < state.horizon.position else { return }
    let export = "\(baseURL)\(ChangeEndpoints.exportPath)"
    throw Problem(
      status: .gone, kind: "changes-gone",
      detail: isOther
        ? "The cursor \(cursor) is of another state of the database, such as before a restore. Start"
          + " again from \(export)."
        : "The changes since the cursor \(cursor) are no longer kept. Start again from \(export).",
      suggestions: [export])
  }

  fileprivate func readChangeFilters(_ query: inout ChangeQuery) throws {
    var filter = try filter()
    let records = Set(ChangeEndpoints.kinds.map(\.rawValue))
    let isExcluded = filter.kinds.excluded.contains { records.contains($0) }
    let named = isExcluded ? filter.kinds.excluded : filter.kinds.included
    let chosen = ChangeEndpoints.kinds.filter { named.contains($0.rawValue) }
    if !chosen.isEmpty {
      query.kinds = isExcluded ? Set(ChangeEndpoints.kinds).subtracting(chosen) : Set(chosen)
    }
    filter.kinds.included.removeAll { records.contains($0) }
    filter.kinds.excluded.removeAll { records.contains($0) }
    var unfiltered = CatalogFilter(now: filter.now)
    unfiltered.match = filter.match
    guard filter != unfiltered else { return }
    guard query.kinds.isEmpty || query.kinds.contains(.conference) else {
      return arguments.report(
        "kind", arguments.values("kind").joined(separator: ","),
        expected: "conference, or left out, with the filters of conferences",
        code: "bad-combination")
    }
    query.filter = filter
  }
}
