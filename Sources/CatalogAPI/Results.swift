import Catalog
import HTTP
import JSON

/// A list that was asked for, ready to be read page by page.
struct ListResult {
  enum Question {
    case list(ListQuestion)
    case search(SearchQuestion)
  }

  var question: Question
  var page: PageRequest
  /// Members of the records to show; none for all.
  var fields: [String] = []
  var include: [String] = []
  var localZone: TimeZoneRules?
  /// What was searched for in place of what was typed.
  var corrected: SearchText?
  /// Members that stand in `meta`.
  var meta: (inout JSONWriter) -> Void = { _ in }

  /// Reads a page.
  func read(_ reader: CatalogReader, _ page: PageRequest) throws -> ListAnswer {
    switch question {
    case .list(let question): try reader.list(question, page: page)
    case .search(let question): try reader.search(question, page: page)
    }
  }

  var filter: CatalogFilter {
    switch question {
    case .list(let question): question.filter
    case .search(let question): question.filter
    }
  }

  /// Nil where records of several kinds are listed.
  var kind: RecordKind? {
    if case .list(let question) = question { question.kind } else { nil }
  }
}

/// One record that was asked for.
struct OneResult {
  var kind: RecordKind
  var row: Int64
  var fields: [String] = []
  var include: [String] = []
  var localZone: TimeZoneRules?
  /// Members that are added to the record's object.
  var also: (Call, inout JSONWriter) throws -> Void = { _, _ in }
}
