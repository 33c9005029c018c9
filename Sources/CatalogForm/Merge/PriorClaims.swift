/// The earlier claims of a source about a record, as hashes.
package struct PriorClaims {
  /// The claims in the same file; `nil` if the file had none about the record.
  package private(set) var own: ClaimHashes?
  /// The claims in all its files; `nil` if none had one about the record.
  package private(set) var any: ClaimHashes?

  package init() {}

  package mutating func add(_ stated: ClaimHashes, isOwn: Bool) {
    if isOwn { own = stated }
    any = any ?? ClaimHashes()
    any?.add(stated)
  }

  /// Whether a claim adds nothing to the previous one in this file and, if it is complete, omits
  /// nothing either.
  package func repeats(_ stated: ClaimHashes, isComplete: Bool) -> Bool {
    guard let own else { return false }
    return isComplete ? own == stated : own.contains(stated)
  }
}
