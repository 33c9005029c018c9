import Glibc

/// A value that several queues access, each for a short time.
///
/// Uses a POSIX mutex, because ThreadSanitizer does not understand `Synchronization.Mutex`.
// Proof: `value` is only touched in `withLock`, between lock and unlock of the one mutex; the
// mutex lives as long as the object and never moves.
package final class Locked<Value: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  package init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
