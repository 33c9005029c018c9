import Common
private import Dispatch

/// Runs each read on a free reader, or keeps it in a bounded, fair queue until one is free.
///
/// The schedule has its own queue, entered from any thread for a few instructions at a time.
actor ReaderPool {
  struct Read: Sendable {
    let run: @Sendable (isolated Reader) -> Void
    /// Called instead of `run` if the read is rejected while it waits.
    let refuse: @Sendable () -> Void
  }

  private typealias Running = ReadSchedule<Read>.Running

  nonisolated let executor = QueueExecutor(label: "sqlite.readers")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  nonisolated let readers: [Reader]
  private var idle: [Reader]
  private var schedule: ReadSchedule<Read>
  private var isLookPlanned = false

  init(_ readers: [Reader], _ options: DatabaseOptions) {
    self.readers = readers
    idle = readers
    schedule = ReadSchedule(
      readers: readers.count, limit: options.waitingReads,
      limitPerFlow: options.waitingReadsPerClient,
      patience: Int(options.waitingTime / .nanoseconds(1)))
  }

  /// Accepts a read; returns false if the queue is full.
  nonisolated func submit(_ read: Read, _ request: ReadRequest) -> Bool {
    let (admission, reader) = executor.queue.sync {
      assumeIsolated { $0.admit(read, request) }
    }
    switch admission {
    case .refused: return false
    case .waiting(let refused): for read in refused { read.refuse() }
    case .begun(let running, let refused):
      for read in refused { read.refuse() }
      guard let reader else { return false }
      start(running, on: reader)
    }
    return true
  }

  private nonisolated func start(_ running: Running, on reader: Reader) {
    reader.executor.queue.async {
      reader.assumeIsolated { Self.serve(running, self, on: $0) }
    }
  }

  private func admit(
    _ read: Read, _ request: ReadRequest
  ) -> (ReadSchedule<Read>.Admission, Reader?) {
    let admission = schedule.admit(read, request, now: Clock.monotonic)
    planLook()
    if case .begun = admission { return (admission, idle.popLast()) }
    return (admission, nil)
  }

  /// Looks again for a read that waits beside an idle reader, when no more cheap reads may come.
  private func planLook() {
    guard schedule.waitsBesideIdleReader, !isLookPlanned else { return }
    isLookPlanned = true
    executor.queue.asyncAfter(deadline: .now() + .nanoseconds(ReadSchedule<Read>.cheapTime)) {
      self.assumeIsolated { $0.look() }
    }
  }

  private func look() {
    isLookPlanned = false
    while true {
      let (running, refused) = schedule.look(now: Clock.monotonic)
      // On another queue, since a refused client may submit a read again.
      if !refused.isEmpty {
        DispatchQueue.global().async { for read in refused { read.refuse() } }
      }
      guard let running, let reader = idle.popLast() else { break }
      start(running, on: reader)
    }
    planLook()
  }

  private static func serve(_ first: Running, _ pool: ReaderPool, on reader: isolated Reader) {
    var next: Running? = first
    while let running = next {
      let start = Clock.processor
      running.read.run(reader)
      next = pool.next(for: reader, after: running, cost: Clock.processor - start)
    }
  }

  private nonisolated func next(for reader: Reader, after ended: Running, cost: Int) -> Running? {
    let (running, refused) = executor.queue.sync {
      assumeIsolated { $0.nextOrRest(reader, after: ended, cost: cost) }
    }
    for read in refused { read.refuse() }
    return running
  }

  private func nextOrRest(
    _ reader: Reader, after ended: Running, cost: Int
  ) -> (Running?, [Read]) {
    let (running, refused) = schedule.end(ended, cost: cost, now: Clock.monotonic)
    if running == nil { idle.append(reader) }
    planLook()
    return (running, refused)
  }
}
