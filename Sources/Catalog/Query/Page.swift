import SQLite

/// A request for a page of a list.
public struct PageRequest: Sendable, Equatable {
  /// The limit by default.
  public static let usualLimit = 50

  /// Maximum number of elements, 1 to 500.
  public var limit: Int
  /// The sort key after which the page begins; `nil` for the first page.
  public var after: [String]?
  /// The sort key before which the page ends, to page backwards.
  public var before: [String]?

  public init(limit: Int, after: [String]? = nil, before: [String]? = nil) {
    self.limit = limit
    self.after = after
    self.before = before
  }
}

/// A page of a list.
public struct Page<Element: Sendable>: Sendable {
  public var elements: [Element]
  /// The number of elements in the whole list; `nil` if it was not counted.
  public var total: Int?
  /// The sort key of the page's first element; `nil` if no element comes before it.
  public var previous: [String]?
  /// The sort key of the page's last element; `nil` if no element follows.
  public var next: [String]?

  public init(elements: [Element], total: Int?, previous: [String]? = nil, next: [String]? = nil) {
    self.elements = elements
    self.total = total
    self.previous = previous
    self.next = next
  }
}
