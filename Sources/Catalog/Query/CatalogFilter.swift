public import CatalogModel

/// What a list is asked for: the values of its filters, and how certain a hit must be.
///
/// Values are slugs and codes already: `FilterDecoder` resolves names. A filter that the listed kind
/// of record does not have is passed over.
public struct CatalogFilter: Sendable {
  /// Few enough to be looked through.
  private var values: [(name: String, value: any Sendable & Equatable)] = []
  public var text: SearchText?
  public var updatedSince: Instant?
  public var match = Match.usual
  /// What the clock says, for what it decides.
  public var now: Instant

  public init(now: Instant) {
    self.now = now
  }

  public subscript<Value>(key: FilterKey<Value>) -> Value {
    get { values.first { $0.name == key.name }?.value as? Value ?? key.unset }
    set {
      values.removeAll { $0.name == key.name }
      if newValue != key.unset { values.append((key.name, newValue)) }
    }
  }

  /// Whether it asks for everything.
  public var isEmpty: Bool { values.isEmpty && text == nil && updatedSince == nil }

  func isSet(_ filter: Filter) -> Bool { values.contains { filter.keys.contains($0.name) } }
}

/// Around a point on the earth.
public struct Near: Sendable, Equatable {
  public var center: Coordinates
  public var kilometres: Double

  public init(center: Coordinates, kilometres: Double) {
    self.center = center
    self.kilometres = kilometres
  }
}

/// One key that a list is sorted by.
public struct SortTerm: Sendable, Equatable {
  public var name: String
  public var descending: Bool

  public init(name: String, descending: Bool = false) {
    self.name = name
    self.descending = descending
  }
}

/// A question about one kind of record.
public struct ListQuestion: Sendable {
  public var kind: RecordKind
  public var filter: CatalogFilter
  /// Empty for the kind's own order.
  public var sort: [SortTerm] = []
  /// The instant that divides the kind's own order into what is on or ahead then, and the past.
  ///
  /// Nil keeps the order of time. See `AheadFirst`.
  public var dividedAt: Instant?
  /// Whether a list of deadlines has those that are expected; nil: only announced ones.
  public var expected: Expectation?
  /// The filters whose values are to be counted.
  public var facets: [String] = []
  /// Whether to count all hits.
  public var countsTotal = true
  public var explains = false

  public init(_ kind: RecordKind, _ filter: CatalogFilter) {
    self.kind = kind
    self.filter = filter
  }
}

/// One hit, and what is uncertain or worth telling about it.
public struct Hit: Sendable, Equatable {
  public var kind: RecordKind
  public var id: Int64
  /// "possible" where the dates are too vague to be sure.
  public var dates: String?
  /// "candidate" or "coarser" where the place is not certain.
  public var place: String?
  /// From the centre that was asked for, in kilometres.
  public var distance: Double?
  /// How much it has in common with the conference that others like it are asked of.
  public var similarity: Similarity?

  public init(_ kind: RecordKind, _ id: Int64) {
    self.kind = kind
    self.id = id
  }
}

/// What a question came to.
public struct ListAnswer: Sendable {
  public var page: Page<Hit>
  public var facets: [Facet] = []
  /// The expected deadlines of the page, behind its records, and how many the whole list has; nil if
  /// they were not asked for.
  public var expected: [ExpectedDeadline] = []
  public var expectedTotal: Int?
  /// What fits but for its dates, which are vague or unknown; nil where no dates are asked for.
  public var vagueExcluded: Int?
  /// What fits but for its place, which is known only more coarsely; nil where no place is asked
  /// for.
  public var coarserExcluded: Int?
  /// What fits but has no place that is known well enough to measure from; nil without `near`.
  public var unlocated: Int?
  /// The next instant at which the page is another one by its order; nil if that does not change.
  public var changesAt: Instant?
  /// Whether the page ends among what is on or ahead, so that the order of what follows may change
  /// before `changesAt`.
  public var endsAhead = false
  /// How SQLite answers: a line each.
  public var plan: [String] = []

  /// All of what was found, on one page.
  public init(all hits: [Hit]) {
    page = Page(elements: hits, total: hits.count)
  }

  /// A page of hits that are all known.
  ///
  /// Its keys are numbers of hits: those before the page, or those up to its end.
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

/// How often a value of a filter occurs.
public struct Facet: Sendable, Equatable {
  public struct Value: Sendable, Equatable {
    public var value: String
    public var label: String
    public var count: Int
    public var selected: Bool
  }

  public var field: String
  /// The most frequent first, at most 30.
  public var values: [Value]
  /// Values beyond the first 30.
  public var other: Int
  /// Conferences of which the value is not known.
  public var missing: Int
}
