import Catalog
import CatalogModel
import HTTP
import JSON

/// A list that the reader has yet to read, page by page.
struct ListRequest {
  enum ResolvedRequest {
    case list(ListQuery)
    case search(SearchQuery)
    /// Hits that are known before the page is read.
    case these(RecordKind, [Hit])
  }

  var question: ResolvedRequest
  var page: PageRequest
  /// Members of the records to show; empty for all.
  var fields: [String] = []
  /// Which members each record's JSON has.
  ///
  /// Complete if `fields` has members that belong to the hit.
  var view = RecordView.whole
  /// Columns of a table before the default ones.
  var firstColumns: [String] = []
  /// The title, if the path and the filters do not describe the list.
  var title: String?
  var include: [String] = []
  var localZone: TimeZoneRules?
  /// How the search interpreted the words, if not literally.
  var interpretation: Interpretation?
  /// False if a search of all kinds was read as a list of one kind.
  var isOfOneKind = true
  /// Writes the list's own members of `meta`.
  var meta: (inout JSONWriter) -> Void = { _ in }

  /// The list with complete records, if a table of its fields needs them; else nil.
  var forColumns: ListRequest? {
    guard TableColumn.needsObjects(fields, of: kind) else { return nil }
    var whole = self
    whole.fields = []
    whole.view = .whole
    return whole
  }

  /// Changes the filter, and sets `meta` to the closure that `change` returns.
  mutating func narrow(
    _ change: (inout CatalogFilter) throws -> (inout JSONWriter) -> Void
  ) rethrows {
    switch question {
    case .list(var list):
      meta = try change(&list.filter)
      question = .list(list)
    case .search(var search):
      meta = try change(&search.filter)
      question = .search(search)
    case .these: break
    }
  }

  /// Reads a page.
  func read(_ reader: CatalogReader, _ page: PageRequest) throws -> ListResult {
    switch question {
    case .list(let question): try reader.list(question, page: page)
    case .search(let question): try reader.search.list(question, page: page)
    case .these(_, let hits): ListResult(all: hits, page: page)
    }
  }

  var filter: CatalogFilter {
    switch question {
    case .list(let question): question.filter
    case .search(let question): question.filter
    case .these: CatalogFilter(now: Instant(seconds: 0))
    }
  }

  /// Whether its records may depend on the clock, as far as is known before they are read.
  var dependsOnClock: Bool {
    switch kind {
    case .conference, .deadline, nil: true
    default: !include.isEmpty
    }
  }

  /// The kind of its records; nil if they are of several kinds.
  var kind: RecordKind? {
    guard isOfOneKind else { return nil }
    return switch question {
    case .list(let question): question.kind
    case .these(let kind, _): kind
    case .search: nil
    }
  }
}

/// A record that the reader has yet to read.
struct RecordRequest {
  var kind: RecordKind
  var row: Int64
  /// The record in a previous version, if the request asks for one.
  var former: Record?
  var fields: [String] = []
  var include: [String] = []
  var localZone: TimeZoneRules?
  var isBrief = false
  /// Writes further members of the record's object.
  var also: (RequestContext, inout JSONWriter) throws -> Void = { _, _ in }
}
