import Synchronization

/// A value that can be taken once; further calls return nil.
final class SingleUse<Value: Sendable>: Sendable {
  private let value: Mutex<Value?>

  init(_ value: Value) { self.value = Mutex(value) }

  func take() -> Value? { value.withLock { $0.take() } }
}
