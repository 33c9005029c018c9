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
