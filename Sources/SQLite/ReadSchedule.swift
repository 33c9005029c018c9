/// The schedule of reads: a value that decides which read starts next on each arrival and
/// completion.
///
/// The queue is fair; see `FairQueue`. If there are several readers, one never runs expensive
/// reads, and while cheap reads come it runs only these, so that they do not wait for any other.
/// Times are in nanoseconds.
struct ReadSchedule<Read: Sendable>: Sendable {
  /// The expected cost above which a read is expensive: 25 ms of processor time.
  static var expensiveCost: Int { 25_000_000 }
  /// The expected cost up to which a read is cheap: 5 ms of processor time.
  static var cheapCost: Int { 5_000_000 }
  /// How long one reader is kept for cheap reads after the last of them came: 1 s.
  static var cheapTime: Int { 1_000_000_000 }

  struct Running: Sendable {
    let read: Read
    let request: ReadRequest
    fileprivate let flow: FairQueue<Entry>.Flow
    /// The amount charged to its flow at the start.
    fileprivate let charged: Int
    fileprivate let expected: Int
  }

  enum Admission: Sendable {
    /// A read begins: this one, or one that waited for an idle reader.
    case begun(Running, refused: [Read])
    case waiting(refused: [Read])
    case refused
  }

  fileprivate struct Entry: Sendable {
    let read: Read
    let request: ReadRequest
  }

  private let patience: Int
  private let readers: Int
  private var idle: Int
  private var line: FairQueue<Entry>
  private var costs = ReadCosts()
  /// The expected costs of the running reads.
  private var running: [Int] = []
  private var lastCheap: Int?

  init(readers: Int, limit: Int, limitPerFlow: Int, patience: Int) {
    self.patience = patience
    self.readers = readers
    idle = readers
    line = FairQueue(limit: limit, limitPerFlow: limitPerFlow)
  }

  mutating func admit(_ read: Read, _ request: ReadRequest, now: Int) -> Admission {
    let expected = costs.expected(request)
    let flow = FairQueue<Entry>.Flow(client: request.client, expected: expected)
    let entry = Entry(read: read, request: request)
    if expected <= Self.cheapCost { lastCheap = now }
    let limit = costLimit(now)
    if idle > 0, expected <= limit, !line.holds(costingAtMost: limit) {
      idle -= 1
      return .begun(begin(entry, flow, charged: 0, expected: expected), refused: [])
    }
    var refused = removeStale(now)
    switch line.append(entry, flow, expected: expected, now: now) {
    case .accepted: break
    case .displaced(let other): refused.append(other.read)
    case .refused where refused.isEmpty: return .refused
    // The pool refuses this read together with the stale ones.
    case .refused: refused.append(read)
    }
    guard let next = beginNext(now) else { return .waiting(refused: refused) }
    return .begun(next, refused: refused)
  }

  /// Whether a read waits although a reader is idle; it may begin when no more cheap reads come.
  var waitsBesideIdleReader: Bool { idle > 0 && line.count > 0 }

  /// Returns the next read for an idle reader, or nil; `refused` are the reads that have waited too
  /// long.
  mutating func look(now: Int) -> (next: Running?, refused: [Read]) {
    let refused = removeStale(now)
    return (beginNext(now), refused)
  }

  private mutating func beginNext(_ now: Int) -> Running? {
    guard idle > 0, let next = line.popFirst(costingAtMost: costLimit(now)) else { return nil }
    idle -= 1
    return begin(next)
  }

  private mutating func removeStale(_ now: Int) -> [Read] {
    line.removeAll(since: now - patience).map(\.read)
  }

  /// Records the end of a read and returns the next one for its reader, or nil.
  ///
  /// `refused` are the reads that have waited too long.
  mutating func end(
    _ ended: Running, cost: Int, now: Int
  ) -> (next: Running?, refused: [Read]) {
    if let index = running.firstIndex(of: ended.expected) { running.remove(at: index) }
    costs.note(ended.request, cost)
    line.charge(ended.flow, charged: ended.charged, cost: cost)
    line.update { costs.expected($0.request) }
    idle += 1
    return look(now: now)
  }

  /// Maximum expected cost of a read that can start now.
  private func costLimit(_ now: Int) -> Int {
    guard readers > 1 else { return .max }
    func isLast(for cost: Int) -> Bool { running.count { $0 > cost } >= readers - 1 }
    let cheapReadsCome = lastCheap.map { now - $0 < Self.cheapTime } ?? false
    if cheapReadsCome, isLast(for: Self.cheapCost) { return Self.cheapCost }
    return isLast(for: Self.expensiveCost) ? Self.expensiveCost : .max
  }

  private mutating func begin(_ waiting: FairQueue<Entry>.Waiting) -> Running {
    begin(waiting.element, waiting.flow, charged: waiting.expected, expected: waiting.expected)
  }

  private mutating func begin(
    _ entry: Entry, _ flow: FairQueue<Entry>.Flow, charged: Int, expected: Int
  ) -> Running {
    running.append(expected)
    return Running(
      read: entry.read, request: entry.request, flow: flow, charged: charged, expected: expected)
  }
}
