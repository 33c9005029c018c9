import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// A page of the change feed.
struct ChangeList {
  static let exportPath = "/export.ndjson"

  /// The kinds of records that the feed lists.
  static let kinds: [RecordKind] = RecordKind.allCases.filter { $0 != .deadline }

  let call: RequestContext
  let query: ChangeQuery
  let page: ChangePage
  let state: ChangeLogState
  let checkpoint: ChangeCursor
  /// The position of the request's cursor; nil if the page begins with the newest changes.
  let since: Int?
  /// Seconds to wait for a change.
  let wait: Int?

  /// Reads the changes that the request asks for; `cursor` replaces that of the query.
  ///
  /// A page for readers has every step, and begins with the newest ones unless the query has a
  /// cursor.
  ///
  /// - Throws: `Problem` if the query is invalid, or if its cursor is no longer valid.
  init(_ call: RequestContext, cursor: String? = nil, isPage: Bool = false) throws {
    self.call = call
    let limit = call.arguments.integer("limit") ?? 50
    var query = ChangeQuery(since: nil, limit: isPage ? min(limit, HTMLPage.maximumRecords) : limit)
    let state = try call.reader.changeLog.state(keptSince: call.limits.changesKeptSince(call.now))
    self.state = state
    let since = Self.since(call, cursor ?? call.arguments.values("since").first, state)
    query.tellsEachStep = call.arguments.oneOf("expand") != nil || isPage
    wait = call.arguments.integer("wait")
    _ = call.arguments.integer("min_revision")
    try Self.readFilters(call, &query)
    try call.checkArguments()
    let start = since ?? state.horizon
    try Self.check(call, start, state)
    query.since = start.position
    self.query = query
    self.since = since?.position
    page =
      try isPage && since == nil
      ? Self.last(query, upTo: state.newest.position, state, call.reader).page
      : call.reader.changeLog.page(query)
    checkpoint = ChangeCursor(
      epoch: state.newest.epoch,
      position: page.hasMore ? page.position : max(page.position, state.newest.position))
  }

  /// Maximum number of rows of the log in which the last changes before a position are looked for;
  /// rows of other kinds do not count.
  static let searchedRows = 2_000

  /// Returns the last changes up to a row of the log, at most as many as the query's limit.
  ///
  /// If the page has fewer changes than the limit, it covers all rows after `start`.
  static func last(
    _ query: ChangeQuery, upTo end: Int, _ state: ChangeLogState, _ reader: CatalogReader
  ) throws -> (page: ChangePage, start: Int) {
    var query = query
    query.end = end
    var rows = query.limit
    while true {
      let start = try reader.changeLog.start(
        ofLast: rows, query, after: state.horizon.position)
      query.since = start
      var page = try reader.changeLog.page(query)
      while page.hasMore, page.position < end {
        query.since = page.position
        let next = try reader.changeLog.page(query)
        page.steps += next.steps
        (page.position, page.hasMore) = (next.position, next.hasMore)
      }
      if page.steps.count >= query.limit || start == state.horizon.position || rows >= searchedRows
      {
        page.steps = page.steps.suffix(query.limit)
        return (page, start)
      }
      rows = min(searchedRows, rows * 8)
    }
  }

  var isEmpty: Bool { page.steps.isEmpty && !page.hasMore }

  var json: [UInt8] {
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
        ResponseJSON(call).meta(&json)
        json.member("horizon", state.horizon.description)
        json.member("epoch", state.newest.epoch)
        json.member("export", "\(call.baseURL)\(ChangeList.exportPath)")
      }
    }
    return json.bytes
  }

  /// The changes as server-sent events; only the checkpoint if the filter excludes all of them.
  var events: [UInt8] {
    var bytes: [UInt8] = []
    for step in page.steps {
      let cursor = ChangeCursor(epoch: state.newest.epoch, position: step.position)
      bytes += "id: \(cursor)\nevent: \(step.operation.rawValue)\ndata: ".utf8
      bytes += object(step)
      bytes += "\n\n".utf8
    }
    if page.steps.isEmpty { bytes += "id: \(checkpoint)\n\n".utf8 }
    return bytes
  }

  /// Returns one change as an element of the feed.
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
        "url", "\(call.baseURL)/\(step.kind.collection)/\(step.kind.publicID(step.slug))"
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

/// The parameters of the request.
extension ChangeList {
  /// Returns the cursor of the request; nil if it has none, or an invalid one, which is reported.
  private static func since(_ call: RequestContext, _ text: String?, _ state: ChangeLogState)
    -> ChangeCursor?
  {
    guard let text else { return nil }
    if text == "now" { return state.newest }
    guard let cursor = ChangeCursor(text) else {
      call.arguments.report(
        "since", text, expected: "the checkpoint or cursor of a response of /changes, or now")
      return nil
    }
    return cursor
  }

  /// Throws if the feed cannot be resumed from a cursor.
  private static func check(_ call: RequestContext, _ cursor: ChangeCursor, _ state: ChangeLogState)
    throws
  {
    let isOther =
      cursor.epoch != state.newest.epoch || cursor.position > state.newest.position
    guard isOther || cursor.position < state.horizon.position else { return }
    let export = "\(call.baseURL)\(ChangeList.exportPath)"
    var problem = Problem(
      status: .gone, kind: .changesGone,
      detail: isOther
        ? "The cursor \(cursor) belongs to another state of the database, such as before a"
          + " restore. Start again from \(export)."
        : "The changes after the cursor \(cursor) have been removed from the log. Start again from"
          + " \(export).",
      suggestions: [export])
    problem.members = [("export", .string(export))]
    throw problem
  }

  static func readFilters(_ call: RequestContext, _ query: inout ChangeQuery) throws {
    var filter = try QueryDecoder(call).filter(RecordList.conferences.filters)
    let records = Set(ChangeList.kinds.map(\.rawValue))
    let isExcluded = filter[.kind].excluded.contains { records.contains($0) }
    let named = isExcluded ? filter[.kind].excluded : filter[.kind].included
    let chosen = ChangeList.kinds.filter { named.contains($0.rawValue) }
    if !chosen.isEmpty {
      query.kinds = isExcluded ? Set(ChangeList.kinds).subtracting(chosen) : Set(chosen)
    }
    filter[.kind].included.removeAll { records.contains($0) }
    filter[.kind].excluded.removeAll { records.contains($0) }
    guard !filter.isEmpty else { return }
    guard query.kinds.isEmpty || query.kinds.contains(.conference) else {
      return call.arguments.report(
        "kind", call.arguments.values("kind").joined(separator: ","),
        expected: "omitted, or conference, in a query with filters of conferences",
        code: "bad-combination")
    }
    query.filter = filter
  }
}
