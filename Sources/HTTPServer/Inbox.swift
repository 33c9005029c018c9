import CSystem
import Glibc
import HTTP
import Synchronization

/// Messages from other queues that a loop has not yet handled.
///
/// An eventfd (eventfd(2)) wakes a loop that waits in its poller. Otherwise the first poster wakes
/// it through its queue.
final class Inbox: Sendable {
  private let messages = Locked<[EventLoop.Message]>([])
  private let descriptor: Descriptor
  private let isAwaited = Atomic(false)

  init() throws(SystemError) {
    descriptor = Descriptor(
      try Syscall.run("eventfd") { eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)) }
    )
  }

  var raw: Int32 { descriptor.raw }
  var isEmpty: Bool { messages.withLock(\.isEmpty) }

  /// Adds a message; returns true if the caller must wake the loop through its queue.
  func post(_ message: EventLoop.Message) -> Bool {
    let wasEmpty = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    guard wasEmpty else { return false }
    guard isAwaited.load(ordering: .sequentiallyConsistent) else { return true }
    var one: UInt64 = 1
    _ = write(descriptor.raw, &one, 8)
    return false
  }

  func take() -> [EventLoop.Message] {
    var taken: [EventLoop.Message] = []
    messages.withLock { swap(&taken, &$0) }
    return taken
  }

  /// Calls `wait` unless there is a message; a new message ends the wait.
  ///
  /// Either the poster sees that the loop waits, or the loop sees the message.
  func withWakeups(_ wait: () -> Int) -> Int {
    isAwaited.store(true, ordering: .sequentiallyConsistent)
    defer { isAwaited.store(false, ordering: .sequentiallyConsistent) }
    return isEmpty ? wait() : 0
  }
}
