import Catalog
import CatalogForm
import HTTP
import JSON

/// Writes a list in a representation other than JSON, page by page.
///
/// A value; each page's writer continues the one before.
struct ListWriter: Sendable {
  /// Number of records that are read and written at a time, unless they are too large.
  static let pageSize = 200
  /// Size in bytes up to which a list is one response, which caches can store; a longer list is
  /// streamed in parts.
  static let wholeSize = 512 << 10

  private let question: ResolvedRequest
  private enum Form {
    case entries(any ListEncoder)
    case objects(any ObjectForm)

    init?(_ encoder: Representation.Encoder, _ head: ListMetadata) {
      switch encoder {
      case .entries(let make, _): self = .entries(make(head))
      case .objects(let make): self = .objects(make(head))
      case .envelope, .programme, .page: return nil
      }
    }
  }

  /// The representation's writer; nil until the first page has begun.
  private var form: Form?
  private var pageSize = ListWriter.pageSize
  /// Number of records so far that the representation cannot show.
  var skippedCount: Int { if case .entries(let form) = form { form.skippedCount } else { 0 } }
  /// Whether it writes the JSON of records.
  var hasObjects: Bool { if case .objects = question.form.encoder { true } else { false } }

  init(_ question: ResolvedRequest) { self.question = question }

  /// Returns a page of a list; if `isLast`, also the end of the document.
  mutating func write(
    _ answer: ListResult, of list: ListRequest, _ call: RequestContext, isLast: Bool,
    head: () throws -> ListMetadata
  ) throws -> [UInt8] {
    let page = answer.page
    var bytes: [UInt8] = []
    var entries: [Entry] = []
    if !hasObjects {
      entries = try EntryReader(call).entries(
        page.elements, in: list.localZone, objects: list.forColumns)
      // A feed reports changes, and expected editions have none.
      if question.form.addsChanges {
        entries = try FeedNewsReader(call).adding(
          to: entries + DepartureReader(call).entries(leaving: list))
      } else {
        // Words of q can ask for expected deadlines; a calendar has them only for the parameter.
        if !question.form.needsTime || call.arguments.isGiven("expected") {
          entries += try EntryReader(call).entries(answer.expected)
        }
        if question.form.needsTime, form == nil {
          entries += try DepartureReader(call).entries(leaving: list, includesRenames: true)
        }
      }
    }
    let isFirst = form == nil
    if isFirst {
      var head = try head()
      head.updatedAt = entries.lastChange
      form = Form(question.form.encoder, head)
    }
    switch form {
    case .objects(var objects):
      if isFirst { objects.begin(into: &bytes) }
      for hit in page.elements {
        var object: [UInt8] = []
        try RecordObjects(call).append(hit, list, to: &object, isUniform: true)
        if !object.isEmpty { objects.write(object, into: &bytes) }
      }
      for expected in answer.expected {
        objects.write(RecordObjects(call).object(expected, list.fields), into: &bytes)
      }
      if isLast { objects.end(into: &bytes) }
      form = .objects(objects)
    case .entries(var records):
      if isFirst { records.begin(into: &bytes) }
      for entry in entries {
        records.write(entry, into: &bytes)
        try call.limits.check(bytes: bytes.count)
        try call.reader.checkBudget()
      }
      if isLast { records.end(into: &bytes) }
      form = .entries(records)
    case nil: break
    }
    return bytes
  }

  /// Returns the part of a list that follows a key.
  func piece(_ reader: CatalogReader, after key: [String]) throws -> StreamedPart {
    let call = try question.call(reader)
    guard let list = try question.list(call) else { return StreamedPart(bytes: [], rest: nil) }
    return try piece(call, list, PageRequest(limit: pageSize, after: key)) {
      try question.head(list, call, next: nil)
    }
  }

  func piece(
    _ call: RequestContext, _ list: ListRequest, _ request: PageRequest,
    head: () throws -> ListMetadata
  ) throws -> StreamedPart {
    var writer = self
    call.recordCount = 0
    call.byteCount = 0
    let answer = try list.read(call.reader, request)
    call.filling.note(changesAt: answer.changesAt)
    let page = answer.page
    let bytes: [UInt8]
    do {
      bytes = try writer.write(answer, of: list, call, isLast: page.next == nil, head: head)
    } catch let problem as Problem where problem.isTooLarge && request.limit > 1 {
      var smaller = request
      smaller.limit = max(1, request.limit / 8)
      writer = self
      writer.pageSize = smaller.limit
      return try writer.piece(call, list, smaller, head: head)
    }
    var piece = StreamedPart(bytes: bytes, skippedCount: writer.skippedCount)
    piece.changedAt = call.filling.changedAt
    piece.changesAt = call.filling.changesAt
    if call.filling.countsDown {
      let column = question.form.hasColumns ? list.fields.firstIndex(of: "seconds_left") : nil
      piece.countdown = column.map { .column($0) } ?? .member
    }
    piece.endsAhead = answer.endsAhead
    if let next = page.next {
      piece.rest = { [writer] reader in try writer.piece(reader, after: next) }
    }
    return piece
  }
}
