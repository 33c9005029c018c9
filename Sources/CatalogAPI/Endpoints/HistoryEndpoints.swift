import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The histories of records and the audit log.
enum HistoryEndpoints {
  /// The kinds of records that have a history.
  static let kinds: [RecordKind] = ChangeList.kinds

  static let list: [Operation] =
    kinds.map { kind in
      operation("/\(kind.collection)/{\(kind.rawValue)}", kind) { call, before, limit in
        let slug = try RecordFinder(call).slugWithHistory(kind)
        return try call.reader.history.entries(of: kind, slug, before: before, limit: limit)
      }
    } + [
      operation("/conferences/{conference}/deadlines/{deadline}", .deadline) {
        call, before, limit in
        let steps = try RecordFinder(call).stepsOfDeadline().map(\.entry)
          .filter { $0.position < before ?? Int.max }
        return (Array(steps.prefix(limit)), steps.count > limit)
      }, audit,
    ]

  private static func operation(
    _ path: String, _ kind: RecordKind,
    _ read:
      @escaping @Sendable (RequestContext, _ before: Int?, _ limit: Int) throws -> (
        entries: [AuditEntry], hasMore: Bool
      )
  ) -> Operation {
    Operation(
      "\(path)/history",
      "The history of one \(kind.rawValue.replacing("_", with: " ")), newest first",
      [.limit, .cursor], content: .rows
    ) { call in
      let page = call.arguments.page()
      try call.checkArguments()
      let before = page.after?.first.flatMap { Int($0) }
      let (entries, hasMore) = try read(call, before, page.limit)
      let name = try currentName(call, kind)
      var rows = rows(
        call, entries, "History of \(name ?? call.capture(kind.rawValue))", hasMore: hasMore,
        showsAll: false)
      if name != nil, let list = rows.list {
        let url = call.baseURL + call.path.dropLast("/history".count)
        rows.list = { page in
          page.element("p") { $0.link("The record now", url) }
          list(&page)
        }
      }
      return .rows(rows)
    }
  }

  private static let audit = Operation(
    "/audit", "All changes, with who made them and how, newest first",
    [
      Parameter(
        "actor", .text, "The name of a token, or import, seeds or restore.", example: "ann"),
      Parameter(
        "record", .text, "A record, by the path of its URL.", example: "conferences/vldb-2026"),
      Parameter("action", .text, "The action.", example: "conference.update"),
      Parameter("from", .instant, "At or after this time.", example: "-7d"),
      Parameter("to", .instant, "At or before this time.", example: "now"), .limit, .cursor,
    ], content: .rows, scope: .admin
  ) { call in
    let page = call.arguments.page()
    var query = AuditQuery(limit: page.limit)
    query.actor = call.arguments.values("actor").first
    query.action = call.arguments.values("action").first
    query.from = call.arguments.instant("from")
    query.to = call.arguments.instant("to", isEnd: true)
    if let from = query.from, let to = query.to, to < from {
      call.arguments.report(
        "to", call.arguments.values("to").first ?? "", expected: "a time that is not before from",
        code: "bad-combination")
    }
    query.before = page.after?.first.flatMap { Int($0) }
    if let record = call.arguments.values("record").first {
      guard let name = RecordPath(record) else {
        call.arguments.report(
          "record", record, expected: "the path of a record, such as conferences/vldb-2026")
        try call.checkArguments()
        return .rows(rows(call, [], "Audit", hasMore: false, showsAll: true))
      }
      (query.kind, query.slug) = (name.kind, name.slug)
    }
    try call.checkArguments()
    call.isCacheable = false
    let (entries, hasMore) = try call.reader.history.audit(query)
    return .rows(rows(call, entries, "Audit", hasMore: hasMore, showsAll: true))
  }

  /// Returns the display name of the record that the path names; nil if it was removed.
  private static func currentName(_ call: RequestContext, _ kind: RecordKind) throws -> String? {
    let slug = kind.slug(ofPublicID: call.capture(kind.rawValue))
    guard let row = try call.reader.row(kind, slug),
      let record = try call.reader.record(kind, row)
    else { return nil }
    let entry = try EntryReader(call).entry(record)
    return entry.pageTitle
  }

  /// Returns audit entries as objects and as rows of a table; `showsAll` adds the columns for
  /// administrators.
  private static func rows(
    _ call: RequestContext, _ entries: [AuditEntry], _ title: String, hasMore: Bool, showsAll: Bool
  ) -> Rows {
    var rows = Rows(
      title: title,
      columns: ["at", "action", "actor", "via"] + (showsAll ? ["address", "request_id"] : [])
        + ["record", "revision", "changes", "reason"])
    for entry in entries {
      let actor = entry.hidesActor && !showsAll ? nil : entry.actor
      rows.objects.append(entry.json(showsAll: showsAll))
      let changes = entry.changes.map { change in
        "\(change.field): \(change.before.shortText) → \(change.after.shortText)"
      }
      rows.cells.append(
        [
          TableCell(entry.at), .text(entry.action), TableCell(actor), TableCell(entry.via),
        ] + (showsAll ? [TableCell(entry.address), TableCell(entry.requestID)] : []) + [
          .text(entry.path), TableCell(entry.revision),
          .text(changes.joined(separator: "; ")), TableCell(entry.reason),
        ])
    }
    if hasMore, let last = entries.last {
      rows.next = call.url(key: [String(last.position)], backwards: false)
    }
    let history = ChangeHistory(
      entries: entries, showsAll: showsAll, baseURL: call.baseURL,
      words: ValueWords(reader: call.reader), older: rows.next)
    rows.list = history.write
    return rows
  }
}
