/// The earlier claims of a source about a record, as hashes.
struct Statements {
  /// The claims in the same file; `nil` if the file had none about the record.
  private(set) var own: StatedFields?
  /// The claims in all its files; `nil` if none had one about the record.
  private(set) var any: StatedFields?

  mutating func add(_ stated: StatedFields, isOwn: Bool) {
    if isOwn { own = stated }
    any = any ?? StatedFields()
    any?.add(stated)
  }

  /// Whether a claim adds nothing to the previous one in this file and, if it is complete, omits
  /// nothing either.
  func repeats(_ stated: StatedFields, isComplete: Bool) -> Bool {
    guard let own else { return false }
    return isComplete ? own == stated : own.contains(stated)
  }
}
