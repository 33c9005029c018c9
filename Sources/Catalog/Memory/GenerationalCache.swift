/// A cache of recently used values, bounded by their cost.
///
/// It has two generations. When the newer one is full it becomes the older one, and the values of
/// the older one that were not used meanwhile are dropped. So values that are used once do not
/// displace those that are used often.
package struct GenerationalCache<Key: Hashable, Value> {
  @usableFromInline
  struct Entry {
    @usableFromInline var value: Value
    @usableFromInline var cost: Int

    @usableFromInline
    init(value: Value, cost: Int) {
      self.value = value
      self.cost = cost
    }
  }

  /// The maximum cost of all values together.
  package let capacity: Int
  @usableFromInline var newer: [Key: Entry] = [:]
  @usableFromInline var older: [Key: Entry] = [:]
  /// The cost of the newer values together.
  @usableFromInline var cost = 0
  /// The cost of the older values together.
  @usableFromInline var olderCost = 0

  /// The cost of all values together, or somewhat less.
  package var size: Int { cost + olderCost }

  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// Returns the value of a key, and counts that as a use.
  @inlinable
  package mutating func value(_ key: Key) -> Value? {
    if let entry = newer[key] { return entry.value }
    guard let entry = older.removeValue(forKey: key) else { return nil }
    olderCost -= entry.cost
    insert(entry, key)
    return entry.value
  }

  /// Stores a value, unless its cost exceeds an eighth of the capacity.
  package mutating func keep(_ value: Value, for key: Key, cost: Int) {
    guard cost <= capacity / 8 else { return }
    if let known = newer[key] { self.cost -= known.cost }
    insert(Entry(value: value, cost: cost), key)
  }

  @usableFromInline
  mutating func insert(_ entry: Entry, _ key: Key) {
    if cost + entry.cost > capacity / 2 {
      older = newer
      olderCost = cost
      newer = [:]
      cost = 0
    }
    newer[key] = entry
    cost += entry.cost
  }

  package mutating func remove(_ key: Key) {
    if let entry = newer.removeValue(forKey: key) { cost -= entry.cost }
    if let entry = older.removeValue(forKey: key) { olderCost -= entry.cost }
  }

  package mutating func removeAll() {
    newer = [:]
    older = [:]
    cost = 0
    olderCost = 0
  }
}

extension GenerationalCache: Sendable where Key: Sendable, Value: Sendable {}
extension GenerationalCache.Entry: Sendable where Key: Sendable, Value: Sendable {}
