package import Dispatch

/// A serial queue as the executor of an actor, so that the compiler proves that only this queue
/// uses the actor's state.
package final class QueueExecutor: SerialExecutor {
  /// The serial queue on which the actor's jobs run.
  package let queue: DispatchQueue

  package init(label: String) { queue = DispatchQueue(label: label) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
