import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Responses in representations other than JSON.
extension ResolvedRequest {
  struct FormAnswer {
    var piece: StreamedPart
    var links: [String] = []
  }

  /// Returns the list that a representation shows; nil if the response has none.
  func list(_ call: RequestContext) throws -> ListRequest? {
    switch try reading(call) {
    case .list(var list):
      prepare(&list, call)
      return list
    case .one(let one): return form.needsTime ? try calendarList(one, call) : nil
    case .view(let view):
      var list = view.list
      prepare(&list, call)
      return list
    case .rows, .page, .document, .content, .stream, .moved: return nil
    }
  }

  /// Returns a table, JSON lines or an HTML page of rows that are not records.
  func answer(_ rows: Rows, _ call: RequestContext) -> FormAnswer {
    switch form.encoder {
    case .entries(_, let table?): return FormAnswer(piece: StreamedPart(bytes: table(rows)))
    case .objects(let make):
      var writer = make(head(title: rows.title, kind: nil, call, next: nil))
      return FormAnswer(piece: StreamedPart(bytes: writer.document(rows.objects)))
    case .page: return page(rows, call)
    case .envelope, .entries, .programme: return FormAnswer(piece: StreamedPart(bytes: []))
    }
  }

  /// Restricts the query to what the representation shows.
  private func prepare(_ list: inout ListRequest, _ call: RequestContext) {
    guard case .list(var question) = list.question else {
      if case .search(var search) = list.question {
        search.countsTotal = false
        list.question = .search(search)
      }
      return
    }
    question.countsTotal = false
    question.facets = []
    question.explains = false
    if form.needsTime, route.endpoint.parameters.contains(where: { $0.name == "papers" }),
      FormParameters.excludesPapers(call.arguments)
    {
      question.filter[.outermost].included = ["true"]
    }
    // A feed lists the latest change first.
    if form.order == .latestChangeFirst, question.sort.isEmpty, question.filter.text == nil {
      question.sort = [SortTerm(name: "updated", descending: true)]
    }
    list.question = .list(question)
  }

  func answer(
    _ list: ListRequest, _ call: RequestContext, _ reader: CatalogReader
  ) throws -> FormAnswer {
    var list = list
    prepare(&list, call)
    let writer = ListWriter(self)
    let isLimited = call.arguments.isGiven("limit")
    if !isLimited && form.defaultLimit == nil {
      list.page.limit = ListWriter.pageSize
      var piece = try writer.piece(call, list, list.page) { try self.head(list, call, next: nil) }
      let wholeSize = min(ListWriter.wholeSize, limits.bytes / 2)
      while let rest = piece.rest, piece.bytes.count < wholeSize {
        var next = try rest(reader)
        next.bytes = piece.bytes + next.bytes
        next.countdown = piece.countdown ?? next.countdown
        piece = next
        call.filling.note(changedAt: piece.changedAt)
        call.filling.note(changesAt: piece.changesAt)
      }
      if piece.rest != nil {
        (piece.changedAt, piece.changesAt) = (call.filling.changedAt, call.filling.changesAt)
        // Later parts may depend on the clock in ways that are not known yet.
        if piece.endsAhead || (writer.hasObjects || form.hasColumns) && list.dependsOnClock {
          call.filling.dependsOnSecond()
        }
      } else {
        mention(skipped: piece.skippedCount, try self.head(list, call, next: nil), &piece.bytes)
      }
      return FormAnswer(piece: piece)
    }
    if !isLimited, let limit = form.defaultLimit { list.page.limit = limit }
    let answered = try list.read(call.reader, list.page)
    call.filling.note(changesAt: answered.changesAt)
    let page = answered.page
    let next = page.next.map { url(cursor(call, $0, backwards: false), form) }
    let previous = page.previous.map { url(cursor(call, $0, backwards: true), form) }
    var whole = writer
    let head = try self.head(list, call, next: next)
    var bytes = try whole.write(answered, of: list, call, isLast: true) { head }
    mention(skipped: whole.skippedCount, head, &bytes)
    var answer = FormAnswer(piece: StreamedPart(bytes: bytes, rest: nil))
    if let next { answer.links.append("<\(next)>; rel=\"next\"") }
    if let previous { answer.links.append("<\(previous)>; rel=\"prev\"") }
    return answer
  }

  func answer(
    _ one: RecordRequest, _ call: RequestContext, _ reader: CatalogReader
  ) throws -> FormAnswer {
    if form.needsTime, let list = try calendarList(one, call) {
      return try answer(list, call, reader)
    }
    guard let record = try one.former ?? call.reader.record(one.kind, one.row) else {
      throw Problem.notFound(one.kind.displayName, path, nearest: [])
    }
    var entry = try EntryReader(call).entry(record)
    entry.localZone = one.localZone
    entry.object = try EntryReader(call).columnObject(one)
    var head = head(title: entry.title, kind: one.kind, call, next: nil)
    head.fields = one.fields
    if one.fields.isEmpty, one.localZone != nil {
      let columns = TableColumn.all(of: one.kind) + TableColumn.local(one.kind)
      head.fields = columns.map(\.name)
    }
    head.isSingle = true
    head.topicLabels = try call.reader.topicLabels()
    if case .objects(let make) = form.encoder {
      var writer = make(head)
      return FormAnswer(
        piece: StreamedPart(bytes: writer.document([try RecordObjects(call).object(one)])))
    }
    var entries = form.addsChanges ? try FeedNewsReader(call).adding(to: [entry]) : [entry]
    head.updatedAt = entries.lastChange
    guard var writer = form.writer(head) else { return FormAnswer(piece: StreamedPart(bytes: [])) }
    // The calendar of a conference includes its deadlines.
    if form.needsTime, case .conference(let conference) = entry.record {
      let host = Entry.ParentConference(conference)
      entries += conference.deadlines.map { Entry(.deadline($0), host: host) }
      entries += try DepartureReader(call).deadlines(lostBy: conference.id)
    }
    var bytes = writer.document(entries)
    mention(skipped: writer.skippedCount, head, &bytes)
    return FormAnswer(piece: StreamedPart(bytes: bytes, rest: nil))
  }

  private func mention(skipped count: Int, _ head: ListMetadata, _ bytes: inout [UInt8]) {
    if count > 0 { form.mentionSkipped?(count, head, &bytes) }
  }

  /// Returns the list in the calendar of a record that has no dates of its own.
  func calendarList(_ one: RecordRequest, _ call: RequestContext) throws -> ListRequest? {
    guard var list = try one.datedRecords(call) else { return nil }
    prepare(&list, call)
    return list
  }

  private func cursor(_ call: RequestContext, _ key: [String], backwards: Bool) -> [QueryItem] {
    let cursor = Cursor(call.arguments.canonical, backwards: backwards, key: key)
    return call.arguments.asked.filter { $0.name != "cursor" }
      + [(name: "cursor", value: cursor.text)]
  }
}
