/// The schedule of reads: a value that decides which read starts next on each arrival and
/// completion.
///
/// The queue is fair; see `FairQueue`. If there are several readers, one never runs expensive
/// reads, so that cheap ones do not wait for any. Times are in nanoseconds.
struct ReadSchedule<Read: Sendable>: Sendable {
  /// The expected cost above which a read is expensive: 25 ms of processor time.
  static var expensiveCost: Int { 25_000_000 }

  struct Running: Sendable {
    let read: Read
    let request: ReadRequest
    fileprivate let flow: FairQueue<Entry>.Flow
    /// The amount charged to its flow at the start.
    fileprivate let charged: Int
    fileprivate let isExpensive: Bool
  }

  enum Admission: Sendable {
    case begun(Running)
    case waiting(displaced: Read?)
    case refused
  }

  fileprivate struct Entry: Sendable {
    let read: Read
    let request: ReadRequest
  }

  private let patience: Int
  private let expensiveLimit: Int
  private var idle: Int
  private var line: FairQueue<Entry>
  private var costs = ReadCosts()
  private var expensiveReads = 0

  init(readers: Int, limit: Int, limitPerFlow: Int, patience: Int) {
    self.patience = patience
    idle = readers
    expensiveLimit = max(1, readers - 1)
    line = FairQueue(limit: limit, limitPerFlow: limitPerFlow)
  }

  mutating func admit(_ read: Read, _ request: ReadRequest, now: Int) -> Admission {
    let expected = costs.expected(request)
    let flow = FairQueue<Entry>.Flow(client: request.client, expected: expected)
    let entry = Entry(read: read, request: request)
    if idle > 0, expected <= costLimit {
      idle -= 1
      return .begun(begin(entry, flow, charged: 0, expected: expected))
    }
    switch line.append(entry, flow, expected: expected, now: now) {
    case .accepted: return .waiting(displaced: nil)
    case .displaced(let other): return .waiting(displaced: other.read)
    case .refused: return .refused
    }
  }

  /// Records the end of a read and returns the next one for its reader, or nil.
  ///
  /// `refused` are the reads that have waited too long.
  mutating func end(
    _ ended: Running, cost: Int, now: Int
  ) -> (next: Running?, refused: [Read]) {
    if ended.isExpensive { expensiveReads -= 1 }
    costs.note(ended.request, cost)
    line.charge(ended.flow, charged: ended.charged, cost: cost)
    line.update { costs.expected($0.request) }
    var refused: [Read] = []
    while let waiting = line.popFirst(costingAtMost: costLimit) {
      if now - waiting.since <= patience {
        let next = begin(
          waiting.element, waiting.flow, charged: waiting.expected, expected: waiting.expected)
        return (next, refused)
      }
      refused.append(waiting.element.read)
    }
    idle += 1
    return (nil, refused)
  }

  /// Maximum expected cost of a read that can start now.
  private var costLimit: Int {
    expensiveReads < expensiveLimit ? .max : Self.expensiveCost
  }

  private mutating func begin(
    _ entry: Entry, _ flow: FairQueue<Entry>.Flow, charged: Int, expected: Int
  ) -> Running {
    let isExpensive = expected > Self.expensiveCost
    if isExpensive { expensiveReads += 1 }
    return Running(
      read: entry.read, request: entry.request, flow: flow, charged: charged,
      isExpensive: isExpensive)
  }
}
