private import Synchronization

/// The newest committed revision that this process knows.
final class NewestRevision: Sendable {
  private let current: Atomic<Int>
  /// A lower number found in the file, which is accepted if it is found again.
  private let lower = Atomic(-1)

  init(_ number: Int) { current = Atomic(number) }

  var number: Int { current.load(ordering: .acquiring) }

  func advance(to number: Int) {
    var known = current.load(ordering: .relaxed)
    while known < number {
      let (exchanged, original) = current.weakCompareExchange(
        expected: known, desired: number, ordering: .acquiringAndReleasing)
      if exchanged { return }
      known = original
    }
  }

  /// Updates the number from a revision found in the file.
  ///
  /// Returns true if the caller must read again.
  ///
  /// A lower number was either read before a commit of this process, or the file has an older
  /// catalog: it is accepted only if it is read twice.
  func follow(_ found: Int) -> Bool {
    guard found < number else {
      lower.store(-1, ordering: .relaxed)
      advance(to: found)
      return false
    }
    guard lower.exchange(found, ordering: .relaxed) == found else { return true }
    current.store(found, ordering: .releasing)
    return false
  }
}
