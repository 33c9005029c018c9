public import CatalogForm
public import CatalogModel

/// A query for a list of one kind of record.
public struct ListQuery: Sendable {
  public var kind: RecordKind
  public var filter: CatalogFilter
  /// The requested order; empty for the kind's default order.
  public var sort: [SortTerm] = []
  /// The instant that divides the default order into upcoming and past records.
  ///
  /// `nil` keeps the order of time. See `AheadFirst`.
  public var dividedAt: Instant?
  /// Whether a list of deadlines includes expected ones; `nil` for announced ones only.
  public var expected: Expectation?
  /// The filters whose values to count.
  public var facets: [String] = []
  /// Maximum number of values per facet, by default.
  public static let facetLimit = 30
  /// Maximum numbers of values of the facets for which it is not the default.
  public var facetLimits: [String: Int] = [:]
  /// Whether to count all hits.
  public var countsTotal = true
  /// Whether to return SQLite's query plan.
  public var explains = false

  public init(_ kind: RecordKind, _ filter: CatalogFilter) {
    self.kind = kind
    self.filter = filter
  }
}

/// A hit of a list or search, with what is uncertain about it.
public struct Hit: Sendable, Equatable {
  public var kind: RecordKind
  public var id: Int64
  /// "possible" if the dates are too vague to be certain; `nil` otherwise.
  public var dates: String?
  /// "candidate" or "coarser" if the place is not certain; `nil` otherwise.
  public var place: String?
  /// The distance from the centre of `near`, in kilometres.
  public var distance: Double?
  /// The similarity to the conference of the request; only in lists of similar conferences.
  public var similarity: Similarity?

  public init(_ kind: RecordKind, _ id: Int64) {
    self.kind = kind
    self.id = id
  }
}

/// The result of a list or search query.
public struct ListResult: Sendable {
  public var page: Page<Hit>
  public var facets: [Facet] = []
  /// The expected deadlines of the page, after its records.
  public var expected: [ExpectedDeadline] = []
  /// The number of expected deadlines in the whole list; `nil` if the query excludes them.
  public var expectedTotal: Int?
  /// The number of records that only their vague or unknown dates exclude; `nil` without a filter
  /// by dates.
  public var vagueExcluded: Int?
  /// The number of records that only a place known too coarsely excludes; `nil` without a filter by
  /// place.
  public var coarserExcluded: Int?
  /// The number of records that only lack a located place; `nil` without `near`.
  public var unlocated: Int?
  /// The next instant at which the order changes the page; `nil` if the page is not time-dependent.
  public var changesAt: Instant?
  /// Whether the page ends among upcoming records, so that the order after it may change before
  /// `changesAt`.
  public var endsAhead = false
  /// SQLite's query plan, one element for each line.
  public var plan: [String] = []

  /// Creates a result with all hits on one page.
  public init(all hits: [Hit]) {
    page = Page(elements: hits, total: hits.count)
  }

  /// Creates a page of a list whose hits are all in memory.
  ///
  /// The keys of its pages are numbers of hits: of those before the page, or up to its end.
  public init(all hits: [Hit], page request: PageRequest) {
    let key = (request.before ?? request.after).map { $0.first.flatMap { Int($0) } ?? -1 } ?? 0
    let isKnown = (0...hits.count).contains(key)
    let start = !isKnown ? 0 : request.before == nil ? key : max(0, key - request.limit)
    let end = !isKnown ? 0 : request.before == nil ? min(hits.count, key + request.limit) : key
    page = Page(
      elements: Array(hits[start..<end]), total: hits.count,
      previous: start > 0 ? ["\(start)"] : nil,
      next: isKnown && end < hits.count ? ["\(end)"] : nil)
  }

  init(page: Page<Hit>) {
    self.page = page
  }
}

/// The counts of a filter's values among the hits.
public struct Facet: Sendable, Equatable {
  public struct Value: Sendable, Equatable {
    public var value: String
    public var label: String
    public var count: Int
    public var selected: Bool
  }

  public var field: String
  /// The values with the highest counts first, at most 30 or the query's limit, and the selected ones.
  public var values: [Value]
  /// The number of further values.
  public var other: Int
  /// The number of records whose value is unknown.
  public var missing: Int
}
