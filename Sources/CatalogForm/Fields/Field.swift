/// One field of a kind of record for the merge.
///
/// Its name is that of the record's JSON member.
package struct Field<Record: Sendable>: Sendable {
  package let name: String
  /// The field's name when `code` was first stored in databases, if the name has changed.
  let formerName: String?
  /// The field's 16 bits in `ClaimHashes`.
  ///
  /// A test ensures that no two fields of a kind share a code.
  package let code: UInt16
  package let isUnknown: @Sendable (Record) -> Bool
  /// Whether a new record has a default value for it.
  package let hasDefault: Bool
  package let isSame: @Sendable (Record, Record) -> Bool
  package let digest: @Sendable (Record) -> UInt64
  /// Copies the field of the second record to the first.
  package let take: @Sendable (inout Record, Record) -> Void
  /// Merges the field of the second record into the first, and returns how the values compare.
  package let reconcile: @Sendable (inout Record, Record) -> Outcome

  package enum Outcome { case same, kept, refined, contradiction }

  /// How to treat differing values of two sources.
  enum ConflictPolicy {
    /// At most one value is right: a contradiction.
    case fact
    /// Both describe the same in other words: the stored value stays.
    case wording
  }

  /// Creates a field.
  ///
  /// A value that equals `defaultValue` counts as unknown, since new records have it by default.
  init<Value: FieldValue>(
    _ name: String, _ path: any WritableKeyPath<Record, Value> & Sendable,
    _ manner: ConflictPolicy = .fact,
    defaultValue: Value? = nil, formerNames formerName: String? = nil
  ) {
    self.name = name
    self.formerName = formerName
    code = UInt16(truncatingIfNeeded: StableHash.of(formerName ?? name) >> 20)
    hasDefault = defaultValue != nil
    let property = StoredProperty(path)
    isUnknown = { record in
      let value = property(record)
      return value.isUnknown || defaultValue.map { $0.isSame(as: value) } ?? false
    }
    isSame = { property($0).isSame(as: property($1)) }
    digest = { record in
      var digest = StableHash()
      property(record).add(to: &digest)
      return digest.value
    }
    take = { property.set(property($1), in: &$0) }
    reconcile = { ours, theirs in
      switch property(ours).agreement(with: property(theirs)) {
      case .same: return .same
      case .kept: return .kept
      case .refined(let value):
        property.set(value, in: &ours)
        return .refined
      case .contradiction: return manner == .fact ? .contradiction : .kept
      }
    }
  }
}
