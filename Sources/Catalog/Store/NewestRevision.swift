private import Synchronization

/// The number of the newest committed revision that this process knows of.
final class NewestRevision: Sendable {
  private let current: Atomic<Int>
  /// A lower number that was found, and is taken when it is found again.
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

  /// Takes what was found in the file; true where it is to be looked at again.
  ///
  /// A lower number was read before a commit of ours, or the file holds an older catalog since it
  /// was restored: a second look tells.
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
