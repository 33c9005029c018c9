import CatalogModel

/// The result of comparing two sources' values of one field.
package enum Agreement<Value> {
  case same
  /// The stored value is as exact, or differs only in wording.
  case kept
  /// Both values are true, and this one is more exact than the stored one.
  case refined(Value)
  case contradiction
}

/// A value of a record's field, for the merge.
protocol FieldValue: Sendable {
  /// Whether it holds no information; such a value never replaces another.
  var isUnknown: Bool { get }
  /// Whether replacing one by the other would change nothing.
  func isSame(as other: Self) -> Bool
  func agreement(with theirs: Self) -> Agreement<Self>
  func add(to digest: inout StableHash)
}

extension FieldValue {
  package var isUnknown: Bool { false }

  package func agreement(with theirs: Self) -> Agreement<Self> {
    isSame(as: theirs) ? .same : .contradiction
  }
}

extension FieldValue where Self: Equatable {
  func isSame(as other: Self) -> Bool { self == other }
}

extension String: FieldValue {
  var isUnknown: Bool { isEmpty }
  func add(to digest: inout StableHash) { digest.add(self) }
}

extension Int: FieldValue {
  func add(to digest: inout StableHash) { digest.add(UInt64(bitPattern: Int64(self))) }
}

extension Bool: FieldValue {
  func add(to digest: inout StableHash) { digest.add(self ? 1 : 2) }
}

extension Optional: FieldValue where Wrapped: FieldValue {
  var isUnknown: Bool { self?.isUnknown ?? true }

  func isSame(as other: Wrapped?) -> Bool {
    switch (self, other) {
    case (nil, nil): true
    case (let mine?, let other?): mine.isSame(as: other)
    default: false
    }
  }

  func agreement(with theirs: Wrapped?) -> Agreement<Wrapped?> {
    guard let theirs else { return .kept }
    guard let self else { return .refined(theirs) }
    switch self.agreement(with: theirs) {
    case .same: return .same
    case .kept: return .kept
    case .refined(let value): return .refined(value)
    case .contradiction: return .contradiction
    }
  }

  func add(to digest: inout StableHash) { self?.add(to: &digest) }
}

/// An element of a list that every source may extend.
protocol ListElement: FieldValue {
  /// Elements with equal keys are the same element.
  var listKey: String { get }
}

extension String: ListElement {
  var listKey: String { self }
}

extension Array: FieldValue where Element: ListElement {
  var isUnknown: Bool { isEmpty }

  func isSame(as other: [Element]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.isSame(as: $1) }
  }

  /// Lists are extended and never contradict each other.
  func agreement(with theirs: [Element]) -> Agreement<[Element]> {
    if isSame(as: theirs) { return .same }
    let known = Set(map(\.listKey))
    let added = theirs.filter { !known.contains($0.listKey) }
    return added.isEmpty ? .kept : .refined(self + added)
  }

  func add(to digest: inout StableHash) {
    for element in self { element.add(to: &digest) }
    digest.add(UInt64(count))
  }
}

extension Link: ListElement {
  var listKey: String { "\(rel) \(url)" }
  func add(to digest: inout StableHash) {
    digest.add(rel)
    digest.add(url)
  }
}

extension Ranking: ListElement {
  var listKey: String { "\(system) \(value) \(year ?? 0)" }
  func add(to digest: inout StableHash) { digest.add(listKey) }
}

extension SpeakerReference: ListElement {
  var listKey: String { id }
  /// Ignores the name, which belongs to the speaker's record.
  func isSame(as other: SpeakerReference) -> Bool { id == other.id && role == other.role }
  func add(to digest: inout StableHash) {
    digest.add(id)
    if let role { digest.add(role) }
  }
}

extension Day: FieldValue {
  func add(to digest: inout StableHash) { number.add(to: &digest) }
}

extension ZonedInstant: FieldValue {
  func add(to digest: inout StableHash) {
    instant.seconds.add(to: &digest)
    offset.add(to: &digest)
  }
}

extension Coordinates: FieldValue {
  func add(to digest: inout StableHash) {
    digest.add(latitude.bitPattern)
    digest.add(longitude.bitPattern)
  }
}
