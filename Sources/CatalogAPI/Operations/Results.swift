import Catalog
import CatalogModel
import HTTP
import JSON

/// A list that was asked for, ready to be read page by page.
struct ListResult {
  enum Question {
    case list(ListQuestion)
    case search(SearchQuestion)
    /// Hits that are all known before the page is read.
    case these(RecordKind, [Hit])
  }

  var question: Question
  var page: PageRequest
  /// Members of the records to show; none for all.
  var fields: [String] = []
  /// What each record's JSON shows; whole if `fields` has members that belong to the hit.
  var view = RecordView.whole
  /// Columns of a table that stand before the usual ones.
  var firstColumns: [String] = []
  /// What it is a list of, where its path and filters do not tell.
  var title: String?
  var include: [String] = []
  var localZone: TimeZoneRules?
  /// How its words were read, if not literally.
  var interpretation: Interpretation?
  /// False where a search of all kinds was read as a list of one.
  var isOfOneKind = true
  /// Members that stand in `meta`.
  var meta: (inout JSONWriter) -> Void = { _ in }

  /// The list with whole records, if a table of its fields is made of these; else nil.
  var forColumns: ListResult? {
    guard TableColumn.needsObjects(fields, of: kind) else { return nil }
    var whole = self
    whole.fields = []
    whole.view = .whole
    return whole
  }

  /// Changes the filter, and takes what stands in `meta`.
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
  func read(_ reader: CatalogReader, _ page: PageRequest) throws -> ListAnswer {
    switch question {
    case .list(let question): try reader.list(question, page: page)
    case .search(let question): try reader.search(question, page: page)
    case .these(_, let hits): ListAnswer(all: hits, page: page)
    }
  }

  var filter: CatalogFilter {
    switch question {
    case .list(let question): question.filter
    case .search(let question): question.filter
    case .these: CatalogFilter(now: Instant(seconds: 0))
    }
  }

  /// Whether the clock decides what its records say, as far as can be told before they are read.
  var dependsOnClock: Bool {
    switch kind {
    case .conference, .deadline, nil: true
    default: !include.isEmpty
    }
  }

  /// Nil where records of several kinds are listed.
  var kind: RecordKind? {
    guard isOfOneKind else { return nil }
    return switch question {
    case .list(let question): question.kind
    case .these(let kind, _): kind
    case .search: nil
    }
  }
}

/// One record that was asked for.
struct OneResult {
  var kind: RecordKind
  var row: Int64
  /// The record as it was, if a state of the past was asked for.
  var former: Record?
  var fields: [String] = []
  var include: [String] = []
  var localZone: TimeZoneRules?
  var isBrief = false
  /// Members that are added to the record's object.
  var also: (Call, inout JSONWriter) throws -> Void = { _, _ in }
}
