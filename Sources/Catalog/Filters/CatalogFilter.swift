public import CatalogForm
public import CatalogModel

/// The values of a list query's filters, and how certain a hit must be.
///
/// The values are slugs and codes; `FilterDecoder` resolves names to them. A filter that the listed
/// kind of record does not have is ignored.
public struct CatalogFilter: Sendable {
  /// An array, since there are few enough values for a linear search.
  private var values: [(name: String, value: any Sendable & Equatable)] = []
  public var text: SearchText?
  public var updatedSince: Instant?
  public var match = Match.usual
  /// The time of the request, for time-dependent filters.
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

  /// Whether no filter is set.
  public var isEmpty: Bool { values.isEmpty && text == nil && updatedSince == nil }

  func isSet(_ filter: Filter) -> Bool { values.contains { filter.keys.contains($0.name) } }
}

/// A circle on the earth's surface.
public struct Near: Sendable, Equatable {
  public var center: Coordinates
  public var kilometres: Double

  public init(center: Coordinates, kilometres: Double) {
    self.center = center
    self.kilometres = kilometres
  }
}
