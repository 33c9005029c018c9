/// What was used lately, by key; bounded by what its values cost.
///
/// Two generations: once the newer is full it becomes the older, and what the older held unused
/// is forgotten. So a flood of things that are asked once cannot drive out what is asked often.
package struct RecentValues<Key: Hashable, Value> {
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

  /// The most that all values may cost together.
  package let capacity: Int
  @usableFromInline var newer: [Key: Entry] = [:]
  @usableFromInline var older: [Key: Entry] = [:]
  /// What the newer values cost together.
  @usableFromInline var cost = 0
  /// What the older values cost together.
  @usableFromInline var olderCost = 0

  /// What all values cost together, or somewhat less.
  package var size: Int { cost + olderCost }

  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// The value of a key, which from now on counts as used.
  @inlinable
  package mutating func value(_ key: Key) -> Value? {
    if let entry = newer[key] { return entry.value }
    guard let entry = older.removeValue(forKey: key) else { return nil }
    olderCost -= entry.cost
    insert(entry, key)
    return entry.value
  }

  /// Keeps a value, unless it alone would take an eighth of the capacity.
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

extension RecentValues: Sendable where Key: Sendable, Value: Sendable {}
extension RecentValues.Entry: Sendable where Key: Sendable, Value: Sendable {}
