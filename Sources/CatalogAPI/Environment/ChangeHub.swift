import Catalog
import Common
import Dispatch
import HTTP

/// The requests that wait for changes: long polls and event streams.
///
/// One queue and one timer serve all of them. When the data has a newer revision, all requests for
/// the same changes from the same cursor share one read.
public actor ChangeHub {
  nonisolated let executor = QueueExecutor(label: "catalog.changes")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// The interval at which the hub checks for a newer revision, in milliseconds.
  private static let period = 50
  static let turnsPerSecond = 1_000 / period
  /// Seconds after which a stream without an event sends a comment, so that proxies keep it open.
  static let commentInterval = 15
  /// Maximum number of bytes that may wait for the client of a stream.
  static let waitingLimit = 262_144

  private let limit: Int
  private var served: ServedCatalog?
  private var waiters: [UInt64: ChangeWaiter] = [:]
  private var lastNumber: UInt64 = 0
  /// The waiters that need a read of the data.
  private var behind: Set<UInt64> = []
  private var revision = -1
  /// The waiters to call in a turn of the timer, if they still wait by then.
  private var alarms: [Int: [UInt64]] = [:]
  private(set) var turn = 0
  private var timer: (any DispatchSourceTimer)?
  /// The reads that wait for a newer revision of the data.
  private var reads: [WaitingRead] = []
  private var isEnding = false

  /// Creates a hub in which at most `limit` requests wait.
  public init(limit: Int = 16_384) { self.limit = limit }

  nonisolated func perform(_ work: @escaping @Sendable (isolated ChangeHub) -> Void) {
    executor.queue.async { self.assumeIsolated { work($0) } }
  }

  /// Ends every stream and responds to every waiting request.
  public nonisolated func end() {
    perform { hub in
      hub.isEnding = true
      for (number, waiter) in hub.waiters { hub.end(number, waiter) }
    }
  }

  /// Adds a waiter, to be called after some seconds; returns its number, or nil if too many
  /// requests wait.
  func add(_ waiter: ChangeWaiter, alarmAfter seconds: Int) -> UInt64? {
    guard waiters.count + reads.count < limit else { return nil }
    lastNumber += 1
    waiters[lastNumber] = waiter
    served = waiter.request.served
    if timer == nil { startTimer() }
    setAlarm(lastNumber, after: seconds * Self.turnsPerSecond)
    // The data may have changed since the waiter's own read.
    behind.insert(lastNumber)
    if isEnding { end(lastNumber, waiter) }
    return lastNumber
  }

  func find(_ number: UInt64) -> ChangeWaiter? { waiters[number] }

  func remove(_ number: UInt64) {
    waiters[number] = nil
    behind.remove(number)
    stopTimerIfIdle()
  }

  private func stopTimerIfIdle() {
    guard waiters.isEmpty, reads.isEmpty else { return }
    timer?.cancel()
    timer = nil
    alarms = [:]
  }

  func setAlarm(_ number: UInt64, after turns: Int) {
    alarms[turn + max(1, turns), default: []].append(number)
  }

  private static let readsPerTurn = 32

  /// Schedules a read for a waiter in the next turn.
  func fallBehind(_ number: UInt64) { behind.insert(number) }

  private static var presentTurn: Int {
    Int(DispatchTime.now().uptimeNanoseconds / UInt64(period * 1_000_000))
  }

  private func startTimer() {
    turn = Self.presentTurn
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.schedule(
      deadline: .now() + .milliseconds(Self.period), repeating: .milliseconds(Self.period),
      leeway: .milliseconds(Self.period / 5))
    timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.tick() } }
    timer.activate()
    self.timer = timer
  }

  private func tick() {
    // On a busy machine the timer fires less often than scheduled, so catch up on all turns.
    let present = Self.presentTurn
    while turn < present {
      turn += 1
      for number in alarms.removeValue(forKey: turn) ?? [] {
        if let waiter = waiters[number] { alarm(number, waiter) }
      }
    }
    guard let newest = served?.state.store.revision else { return }
    settleReads(newest)
    if newest != revision {
      revision = newest
      behind.formUnion(waiters.keys)
    }
    guard !behind.isEmpty else { return }
    var groups: [String: [UInt64]] = [:]
    for number in behind {
      guard let waiter = waiters[number], waiter.canBeReadFor, waiter.retryTurn <= turn else {
        continue
      }
      let group = waiter.request.group
      // The other groups get their reads in later turns, so that other requests get readers too.
      guard groups[group] != nil || groups.count < Self.readsPerTurn else { continue }
      behind.remove(number)
      guard waiter.revision != newest || waiter.hasMore else { continue }
      waiter.isReading = true
      groups[group, default: []].append(number)
    }
    for numbers in groups.values {
      guard let request = waiters[numbers[0]]?.request else { continue }
      request.read { [weak self] result in
        self?.perform { hub in
          for number in numbers { hub.take(result, number) }
        }
      }
    }
  }

  private func take(_ result: Result<ChangeAnswer, any Error>, _ number: UInt64) {
    guard let waiter = waiters[number] else { return }
    waiter.isReading = false
    switch result {
    case .success(let answer):
      waiter.revision = answer.revision
      waiter.hasMore = answer.hasMore
      waiter.request.cursor = answer.checkpoint.description
      // The data may have changed after the read.
      behind.insert(number)
      give(answer, number, waiter)
    case .failure(let problem as Problem): fail(problem, number, waiter)
    case .failure:
      waiter.retryTurn = turn + Self.turnsPerSecond
      behind.insert(number)
    }
  }
}

/// A read that waits for a revision of the data.
///
/// The hub calls `proceed` with whether the revision was reached in time.
private struct WaitingRead {
  var revision: Int
  /// The turn of the hub in which the wait times out.
  var end: Int
  var proceed: @Sendable (Bool) -> Void
}

extension ChangeHub {
  /// Maximum time that a read waits for its revision, in seconds.
  static let revisionTime = 2

  /// Calls `proceed` with true once the data has the revision or a newer one, or with false when
  /// the time is over.
  nonisolated func whenReached(
    _ revision: Int, of served: ServedCatalog, _ proceed: @escaping @Sendable (Bool) -> Void
  ) {
    perform { $0.add(revision, served, proceed) }
  }

  private func add(
    _ revision: Int, _ served: ServedCatalog, _ proceed: @escaping @Sendable (Bool) -> Void
  ) {
    guard !isEnding, waiters.count + reads.count < limit else { return proceed(false) }
    self.served = served
    if timer == nil { startTimer() }
    reads.append(
      WaitingRead(
        revision: revision, end: turn + Self.revisionTime * Self.turnsPerSecond, proceed: proceed))
  }

  fileprivate func settleReads(_ newest: Int) {
    guard !reads.isEmpty else { return }
    for read in reads where read.revision <= newest || read.end <= turn {
      read.proceed(read.revision <= newest)
    }
    reads.removeAll { $0.revision <= newest || $0.end <= turn }
    stopTimerIfIdle()
  }
}

extension ChangeHub {
  fileprivate func give(_ answer: ChangeAnswer, _ number: UInt64, _ waiter: ChangeWaiter) {
    switch waiter.purpose {
    case .stream(let events): give(answer.content, number, events)
    case .poll(let poll):
      poll.answer = answer
      guard !answer.isEmpty else { return }
      finish(number, waiter, poll)
    }
  }

  private func finish(_ number: UInt64, _ waiter: ChangeWaiter, _ poll: Poll) {
    remove(number)
    poll.reply(waiter.request.response(poll.answer))
  }

  fileprivate func fail(_ problem: Problem, _ number: UInt64, _ waiter: ChangeWaiter) {
    switch waiter.purpose {
    case .stream(let events): end(events, number, with: waiter.request.reset(problem))
    case .poll(let poll):
      remove(number)
      poll.reply(problem.response(to: waiter.request.request))
    }
  }

  fileprivate func alarm(_ number: UInt64, _ waiter: ChangeWaiter) {
    switch waiter.purpose {
    case .stream(let events): comment(number, events)
    case .poll(let poll): finish(number, waiter, poll)
    }
  }

  fileprivate func end(_ number: UInt64, _ waiter: ChangeWaiter) {
    switch waiter.purpose {
    case .stream(let events): end(events, number, with: [])
    case .poll(let poll): finish(number, waiter, poll)
    }
  }
}
