/// A queue of waiting reads in fair order.
///
/// Start-time fair queueing with expected costs. Each flow (a client and a class of costs) has a
/// virtual time up to which its work is accounted for. The finish tag of a read is that time, or
/// the queue's own if it is later, plus the expected cost; the read with the lowest tag is next. A
/// flow is charged with the real cost once it is known. A client with many requests therefore waits
/// for itself, and a cheap read precedes expensive reads of all clients. The queue's virtual time
/// grows with completed work, so that every read is eventually next.
///
/// Costs and times are in nanoseconds.
struct FairQueue<Element: Sendable>: Sendable {
  /// A client's reads of similar cost, so that its cheap reads do not wait for its expensive ones.
  struct Flow: Hashable, Sendable {
    let client: String
    /// Each class costs eight times as much as the one below it.
    let costClass: Int

    init(client: String, expected: Int) {
      self.client = client
      costClass = (Int.bitWidth - max(1, expected).leadingZeroBitCount) / 3
    }
  }

  struct Waiting: Sendable {
    let element: Element
    let since: Int
    fileprivate(set) var flow: Flow
    fileprivate(set) var expected: Int
    fileprivate var start: Int
    fileprivate var finish: Int { start + expected }
    fileprivate let number: Int
  }

  enum Admission {
    case accepted
    /// The new read displaces the last in the queue.
    case displaced(Element)
    case refused
  }

  private let limit: Int
  private let limitPerFlow: Int
  private var waiting: [Waiting] = []
  private var counts: [Flow: Int] = [:]
  private var finishes: [Flow: Int] = [:]
  private var virtualTime = 0
  private var arrivals = 0

  init(limit: Int, limitPerFlow: Int) {
    self.limit = limit
    self.limitPerFlow = limitPerFlow
  }

  var count: Int { waiting.count }

  /// Maximum number of remembered flows; beyond it the debts of flows without a waiting read are
  /// dropped.
  private static var flowLimit: Int { 4_096 }

  mutating func append(_ element: Element, _ flow: Flow, expected: Int, now: Int) -> Admission {
    guard flow.client.isEmpty || counts[flow] ?? 0 < limitPerFlow else { return .refused }
    let newcomer = Waiting(
      element: element, since: now, flow: flow, expected: expected, start: start(flow),
      number: arrivals)
    var admission = Admission.accepted
    if waiting.count >= limit {
      guard let last = waiting.indices.max(by: { Self.precedes(waiting[$0], waiting[$1]) }),
        Self.precedes(newcomer, waiting[last])
      else { return .refused }
      admission = .displaced(remove(at: last).element)
    }
    arrivals += 1
    waiting.append(newcomer)
    enter(newcomer)
    return admission
  }

  private func start(_ flow: Flow) -> Int { max(virtualTime, finishes[flow] ?? 0) }

  private mutating func enter(_ read: Waiting) {
    remember(read.flow, read.finish)
    counts[read.flow, default: 0] += 1
  }

  private mutating func leave(_ read: Waiting) {
    counts[read.flow] = counts[read.flow].flatMap { $0 > 1 ? $0 - 1 : nil }
  }

  /// Moves waiting reads to another flow if the class of their expected cost has changed.
  mutating func update(expected: (Element) -> Int) {
    for index in waiting.indices {
      var read = waiting[index]
      let cost = expected(read.element)
      let flow = Flow(client: read.flow.client, expected: cost)
      guard flow != read.flow else { continue }
      leave(read)
      remember(read.flow, (finishes[read.flow] ?? 0) - read.expected)
      read.flow = flow
      read.expected = cost
      read.start = start(flow)
      waiting[index] = read
      enter(read)
    }
  }

  /// Removes and returns the next read with an expected cost of at most `limit`.
  mutating func popFirst(costingAtMost limit: Int = .max) -> Waiting? {
    var first: Int?
    for (index, read) in waiting.enumerated() where read.expected <= limit {
      if let known = first, Self.precedes(waiting[known], read) { continue }
      first = index
    }
    guard let next = first else { return nil }
    virtualTime = max(virtualTime, waiting[next].start)
    return remove(at: next)
  }

  private mutating func remove(at index: Int) -> Waiting {
    let read = waiting.remove(at: index)
    leave(read)
    return read
  }

  /// Charges a flow for a completed read; `charged` is the amount charged before.
  mutating func charge(_ flow: Flow, charged: Int, cost: Int) {
    if charged > 0 { remember(flow, (finishes[flow] ?? 0) - charged) }
    let real = Flow(client: flow.client, expected: cost)
    remember(real, start(real) + cost)
    // Each waiting flow has an equal share.
    virtualTime += cost / max(1, counts.count)
  }

  private mutating func remember(_ flow: Flow, _ finish: Int) {
    if finishes.count >= Self.flowLimit, finishes[flow] == nil {
      finishes = finishes.filter { counts[$0.key] != nil }
    }
    finishes[flow] = finish
  }

  private static func precedes(_ one: Waiting, _ other: Waiting) -> Bool {
    (one.finish, one.number) < (other.finish, other.number)
  }
}
