/// One field of a kind of record, as merging sees it; named as in the record's JSON.
struct Field<Record: Sendable>: Sendable {
  let name: String
  /// What the field was called when `code` was first stored in databases, if its name has changed.
  let formerName: String?
  /// The name's 16 bits in `StatedFields`; a test holds that no two of a record are the same.
  let code: UInt16
  let isUnknown: @Sendable (Record) -> Bool
  /// Whether a record has a value of it when nobody said anything.
  let hasDefault: Bool
  let isSame: @Sendable (Record, Record) -> Bool
  let digest: @Sendable (Record) -> UInt64
  /// Puts the field of the second record in the place of the first's.
  let take: @Sendable (inout Record, Record) -> Void
  /// Makes the first record's field say what both say, and tells how they stand to each other.
  let reconcile: @Sendable (inout Record, Record) -> Outcome

  enum Outcome { case same, kept, refined, contradiction }

  /// How sources that differ are taken.
  enum Manner {
    /// One of them is wrong.
    case fact
    /// Both say it in their own words; what stands is kept.
    case wording
  }

  /// A field; a value that equals `unlessSaid` is what a record has when nobody said anything.
  init<Value: FieldValue>(
    _ name: String, _ path: any WritableKeyPath<Record, Value> & Sendable, _ manner: Manner = .fact,
    unlessSaid: Value? = nil, formerly formerName: String? = nil
  ) {
    self.name = name
    self.formerName = formerName
    code = UInt16(truncatingIfNeeded: Digest.of(formerName ?? name) >> 20)
    hasDefault = unlessSaid != nil
    isUnknown = { record in
      let value = record[keyPath: path]
      return value.isUnknown || unlessSaid.map { $0.isSame(as: value) } ?? false
    }
    isSame = { $0[keyPath: path].isSame(as: $1[keyPath: path]) }
    digest = { record in
      var digest = Digest()
      record[keyPath: path].add(to: &digest)
      return digest.value
    }
    take = { $0[keyPath: path] = $1[keyPath: path] }
    reconcile = { ours, theirs in
      switch ours[keyPath: path].agreement(with: theirs[keyPath: path]) {
      case .same: return .same
      case .kept: return .kept
      case .refined(let value):
        ours[keyPath: path] = value
        return .refined
      case .contradiction: return manner == .fact ? .contradiction : .kept
      }
    }
  }
}
