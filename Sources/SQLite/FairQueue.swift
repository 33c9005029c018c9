/// A queue of waiting reads in fair order.
///
/// Reads of similar cost form a class, and a client's reads of a class form a flow. Waiting classes
/// have equal shares of the time, and so have waiting flows of one class. A class and a flow each
/// have a virtual time up to which their work is accounted for. The class with the lowest sum of its
/// time and the expected cost of its next read is first; within it, the flow with the lowest such sum.
/// Both are charged with the expected cost then, and with the real cost once it is known.
///
/// A cheap read therefore waits for the running reads and not for the expensive ones that wait, and a
/// client with many requests waits for itself. A class or flow that has been idle starts at the
/// virtual time of the others, without credit. The virtual time of a class also grows with completed
/// work, so that a flow does not wait forever for ever new clients.
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
      costClass = Self.costClass(expected)
    }

    static func costClass(_ cost: Int) -> Int {
      (Int.bitWidth - max(1, cost).leadingZeroBitCount) / 3
    }
  }

  struct Waiting: Sendable {
    let element: Element
    let since: Int
    fileprivate(set) var flow: Flow
    fileprivate(set) var expected: Int
    fileprivate let number: Int
  }

  enum Admission {
    case accepted
    /// The new read displaces the last of the flow with most waiting work.
    case displaced(Element)
    case refused
  }

  private let limit: Int
  private let limitPerFlow: Int
  /// The waiting reads of each flow that has any, in the order of their arrival.
  private var lines: [Flow: [Waiting]] = [:]
  private(set) var count = 0
  private var times: [Flow: Int] = [:]
  private var classes = [CostClass](repeating: CostClass(), count: Int.bitWidth / 3 + 1)
  private var virtualTime = 0
  private var arrivals = 0

  private struct CostClass: Sendable {
    /// The time up to which the work of the class is accounted for.
    var time = 0
    /// The time at which its new flows start.
    var virtualTime = 0
    /// Number of flows with a waiting read.
    var waiting = 0
  }

  init(limit: Int, limitPerFlow: Int) {
    self.limit = limit
    self.limitPerFlow = limitPerFlow
  }

  /// Maximum number of remembered flows; beyond it the debts of flows without a waiting read are
  /// dropped.
  private static var flowLimit: Int { 4_096 }

  mutating func append(_ element: Element, _ flow: Flow, expected: Int, now: Int) -> Admission {
    guard flow.client.isEmpty || lines[flow]?.count ?? 0 < limitPerFlow else { return .refused }
    var admission = Admission.accepted
    if count >= limit {
      let work = Self.work(lines[flow] ?? []) + expected
      // Of flows with equal work, the one whose last read came last loses it.
      let most = lines.max {
        (Self.work($0.value), $0.value.last?.number ?? 0)
          < (Self.work($1.value), $1.value.last?.number ?? 0)
      }
      guard let most, work < Self.work(most.value) else { return .refused }
      admission = .displaced(remove(at: most.value.count - 1, of: most.key).element)
    }
    arrivals += 1
    enter(
      Waiting(element: element, since: now, flow: flow, expected: expected, number: arrivals))
    return admission
  }

  private static func work(_ line: [Waiting]) -> Int { line.reduce(0) { $0 + $1.expected } }

  private func time(of flow: Flow) -> Int {
    max(times[flow] ?? 0, classes[flow.costClass].virtualTime)
  }

  private mutating func enter(_ read: Waiting) {
    let flow = read.flow
    var line = lines.removeValue(forKey: flow) ?? []
    if line.isEmpty {
      if classes[flow.costClass].waiting == 0 {
        classes[flow.costClass].time = max(classes[flow.costClass].time, virtualTime)
      }
      classes[flow.costClass].waiting += 1
      remember(flow, time(of: flow))
    }
    line.insert(read, at: line.lastIndex { $0.number < read.number }.map { $0 + 1 } ?? 0)
    lines[flow] = line
    count += 1
  }

  private mutating func remove(at index: Int, of flow: Flow) -> Waiting {
    var line = lines.removeValue(forKey: flow) ?? []
    let read = line.remove(at: index)
    if line.isEmpty { classes[flow.costClass].waiting -= 1 } else { lines[flow] = line }
    count -= 1
    return read
  }

  /// Moves waiting reads to another flow if the class of their expected cost has changed.
  mutating func update(expected: (Element) -> Int) {
    var moved: [Waiting] = []
    for (flow, line) in lines {
      for (index, read) in line.enumerated().reversed() {
        let cost = expected(read.element)
        guard Flow.costClass(cost) != flow.costClass else { continue }
        var read = remove(at: index, of: flow)
        read.flow = Flow(client: flow.client, expected: cost)
        read.expected = cost
        moved.append(read)
      }
    }
    for read in moved { enter(read) }
  }

  /// Whether a read with an expected cost of at most `limit` waits.
  func holds(costingAtMost limit: Int) -> Bool {
    lines.values.contains { $0.contains { $0.expected <= limit } }
  }

  /// Removes and returns the reads that wait since before an instant, without a charge.
  mutating func removeAll(since instant: Int) -> [Element] {
    var removed: [Element] = []
    for (flow, line) in lines {
      for (index, read) in line.enumerated().reversed() where read.since < instant {
        removed.append(remove(at: index, of: flow).element)
      }
    }
    return removed
  }

  /// Removes, charges and returns the next read with an expected cost of at most `limit`.
  mutating func popFirst(costingAtMost limit: Int = .max) -> Waiting? {
    typealias Candidate = (finish: Int, number: Int, expected: Int, index: Int, flow: Flow)
    var firsts: [Int: Candidate] = [:]
    for (flow, line) in lines {
      guard let index = line.firstIndex(where: { $0.expected <= limit }),
        let time = times[flow]
      else { continue }
      let read = line[index]
      let one = Candidate(time + read.expected, read.number, read.expected, index, flow)
      if let other = firsts[flow.costClass],
        (other.finish, other.number) < (one.finish, one.number)
      {
        continue
      }
      firsts[flow.costClass] = one
    }
    func finish(_ one: Candidate) -> Int { classes[one.flow.costClass].time + one.expected }
    guard let next = firsts.values.min(by: { (finish($0), $0.number) < (finish($1), $1.number) })
    else { return nil }
    let costClass = next.flow.costClass
    let start = next.finish - next.expected
    virtualTime = max(virtualTime, classes[costClass].time)
    classes[costClass].time += next.expected
    classes[costClass].virtualTime = max(classes[costClass].virtualTime, start)
    remember(next.flow, next.finish)
    return remove(at: next.index, of: next.flow)
  }

  /// Charges a flow and its class for a completed read; `charged` is the amount charged before.
  mutating func charge(_ flow: Flow, charged: Int, cost: Int) {
    let real = Flow(client: flow.client, expected: cost)
    if charged > 0 {
      classes[flow.costClass].time -= charged
      remember(flow, (times[flow] ?? 0) - charged)
    }
    if real != flow || charged == 0 {
      // A class or flow that was idle starts at the time of the others.
      if classes[real.costClass].waiting == 0 {
        classes[real.costClass].time = max(classes[real.costClass].time, virtualTime)
      }
      remember(real, time(of: real))
    }
    classes[real.costClass].time += cost
    remember(real, (times[real] ?? 0) + cost)
    classes[real.costClass].virtualTime += cost / max(1, classes[real.costClass].waiting)
  }

  private mutating func remember(_ flow: Flow, _ time: Int) {
    if times.count >= Self.flowLimit, times[flow] == nil {
      times = times.filter { lines[$0.key] != nil }
    }
    times[flow] = time
  }
}
