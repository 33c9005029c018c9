/// What a source said of a record the last time.
struct Statements {
  /// In the same file as now; nil where it did not speak of the record there.
  private(set) var own: StatedFields?
  /// In any of its files; nil where it never spoke of the record.
  private(set) var any: StatedFields?

  mutating func add(_ stated: StatedFields, isOwn: Bool) {
    if isOwn { own = stated }
    any = any ?? StatedFields()
    any?.add(stated)
  }

  /// Whether a statement says nothing that it did not say before; if it says all that there is to
  /// say, then nothing less either.
  func repeats(_ stated: StatedFields, isComplete: Bool) -> Bool {
    guard let own else { return false }
    return isComplete ? own == stated : own.contains(stated)
  }
}
