import SQLite

/// Which part of a list is wanted.
public struct PageRequest: Sendable, Equatable {
  /// What is given where nothing is asked.
  public static let usualLimit = 50

  /// 1 to 500.
  public var limit: Int
  /// The sort key behind which the page begins; nil for the first page.
  public var after: [String]?
  /// The sort key before which the page ends, for going back.
  public var before: [String]?

  public init(limit: Int, after: [String]? = nil, before: [String]? = nil) {
    self.limit = limit
    self.after = after
    self.before = before
  }
}

/// A part of a list.
public struct Page<Element: Sendable>: Sendable {
  public var elements: [Element]
  /// How many elements the whole list has; nil where that was not asked.
  public var total: Int?
  /// The sort keys of the page's first and last element, where there are elements beyond them.
  public var previous: [String]?
  public var next: [String]?

  public init(elements: [Element], total: Int?, previous: [String]? = nil, next: [String]? = nil) {
    self.elements = elements
    self.total = total
    self.previous = previous
    self.next = next
  }
}
