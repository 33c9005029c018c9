private import Dispatch

/// Gives each read to a free reader, or keeps it in a bounded line until one is free.
///
/// The line is confined to a queue that is entered only for a few instructions, from any thread.
actor ReaderPool {
  typealias Job = @Sendable (isolated Reader) -> Void

  nonisolated let executor = QueueExecutor(label: "sqlite.readers")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  nonisolated let readers: [Reader]
  private let limit: Int
  private var idle: [Reader]
  private var line: WaitingLine<Job>

  init(_ readers: [Reader], limit: Int) {
    self.readers = readers
    self.limit = limit
    idle = readers
    line = WaitingLine()
  }

  /// Takes the job on; false when every reader is at work and the line is full.
  nonisolated func submit(_ job: @escaping Job) -> Bool {
    let admission = executor.queue.sync { assumeIsolated { $0.admit(job) } }
    switch admission {
    case .refused: return false
    case .waiting: return true
    case .free(let reader):
      reader.executor.queue.async {
        reader.assumeIsolated { reader in
          job(reader)
          Self.serve(self, on: reader)
        }
      }
      return true
    }
  }

  /// Works off the line on a reader until the line is empty.
  private static func serve(_ pool: ReaderPool, on reader: isolated Reader) {
    while let job = pool.next(for: reader) { job(reader) }
  }

  private nonisolated func next(for reader: Reader) -> Job? {
    executor.queue.sync { assumeIsolated { $0.nextOrRest(reader) } }
  }

  private enum Admission { case free(Reader), waiting, refused }

  private func admit(_ job: @escaping Job) -> Admission {
    if let reader = idle.popLast() { return .free(reader) }
    guard line.count < limit else { return .refused }
    line.append(job)
    return .waiting
  }

  private func nextOrRest(_ reader: Reader) -> Job? {
    if let job = line.popFirst() { return job }
    idle.append(reader)
    return nil
  }
}
