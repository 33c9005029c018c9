import Testing

@testable import SQLite

/// Clients with a constant number of pending requests, and readers, on a simulated clock.
private struct Simulation {
  struct Client {
    var name: String
    /// Number of pending requests; each has its own client name if `fromManyAddresses`.
    var concurrency: Int
    /// Milliseconds of one request.
    var cost: Int
    var fromManyAddresses = false
    /// Whether each request is a different query, so that only its shape is known.
    var repeats = true
    var guess = Duration.milliseconds(2)
  }

  private struct Job: Sendable {
    let client: Int
    let lane: Int
    let since: Int
  }

  private static let millisecond = 1_000_000
  private let clients: [Client]
  private var schedule: ReadSchedule<Job>
  private var running: [(end: Int, start: Int, job: ReadSchedule<Job>.Running)] = []
  private var now = 0
  /// When rejected clients retry.
  private var retries: [(at: Int, client: Int, lane: Int)] = []
  /// The times from request to response in milliseconds, by client.
  private(set) var waits: [[Int]]
  private(set) var refusals: [Int]
  /// Milliseconds of all reads that have ended.
  private(set) var work = 0
  private var queries = 0

  init(_ clients: [Client], readers: Int = 2, patience: Int = .max) {
    self.clients = clients
    schedule = ReadSchedule(readers: readers, limit: 256, limitPerFlow: 32, patience: patience)
    waits = clients.map { _ in [] }
    refusals = clients.map { _ in 0 }
  }

  mutating func run(milliseconds: Int) {
    for (index, client) in clients.enumerated() {
      for lane in 0..<client.concurrency { ask(index, lane) }
    }
    let end = milliseconds * Self.millisecond
    while now < end {
      let nextEnd = running.map(\.end).min() ?? .max
      let nextRetry = retries.map(\.at).min() ?? .max
      now = min(nextEnd, nextRetry)
      if nextRetry <= nextEnd, let index = retries.firstIndex(where: { $0.at == nextRetry }) {
        let retry = retries.remove(at: index)
        ask(retry.client, retry.lane)
      } else if let index = running.firstIndex(where: { $0.end == nextEnd }) {
        finish(running.remove(at: index))
      }
    }
  }

  private mutating func ask(_ index: Int, _ lane: Int) {
    let client = clients[index]
    var request = ReadRequest()
    request.client = client.fromManyAddresses ? "\(client.name) \(lane)" : client.name
    request.shape = index
    request.guess = client.guess
    queries += 1
    request.query = client.repeats ? -1 - index : queries
    let job = Job(client: index, lane: lane, since: now)
    switch schedule.admit(job, request, now: now) {
    case .begun(let running, let refused):
      refused.forEach { refuse($0) }
      begin(running)
    case .waiting(let refused): refused.forEach { refuse($0) }
    case .refused: refuse(job)
    }
  }

  private mutating func begin(_ job: ReadSchedule<Job>.Running) {
    let cost = clients[job.read.client].cost * Self.millisecond
    running.append((now + cost, now, job))
  }

  private mutating func finish(_ done: (end: Int, start: Int, job: ReadSchedule<Job>.Running)) {
    let job = done.job.read
    work += clients[job.client].cost
    waits[job.client].append((now - job.since) / Self.millisecond)
    let (next, refused) = schedule.end(done.job, cost: done.end - done.start, now: now)
    if let next { begin(next) }
    refused.forEach { refuse($0) }
    ask(job.client, job.lane)
  }

  private mutating func refuse(_ job: Job) {
    refusals[job.client] += 1
    // Retry-After: 1.
    retries.append((now + 1_000 * Self.millisecond, job.client, job.lane))
  }
}

@Suite struct `The schedule of reads` {
  @Test(arguments: [8, 64, 500], [true, false])
  func `A normal client stays fast beside clients that repeat an expensive request`(
    _ hostile: Int, _ fromManyAddresses: Bool
  ) {
    var simulation = Simulation([
      .init(name: "normal", concurrency: 1, cost: 2),
      .init(
        name: "hostile", concurrency: hostile, cost: 1_500, fromManyAddresses: fromManyAddresses),
    ])
    simulation.run(milliseconds: 60_000)
    // The first requests arrive before any cost is known.
    let waits = simulation.waits[0].dropFirst(3)
    #expect(waits.count > 1_000)
    #expect(waits.max() ?? .max <= 25 + 2)
    #expect(simulation.refusals[0] <= 1)
    #expect(simulation.waits[1].count >= 30)
  }

  @Test(arguments: [8, 64, 500], [true, false])
  func `Requests of medium cost do not delay a cheap one, once cheap ones come`(
    _ hostile: Int, _ fromManyAddresses: Bool
  ) {
    var simulation = Simulation([
      .init(name: "normal", concurrency: 1, cost: 2),
      .init(
        name: "hostile", concurrency: hostile, cost: 22, fromManyAddresses: fromManyAddresses,
        repeats: false, guess: .milliseconds(50)),
    ])
    simulation.run(milliseconds: 10_000)
    let waits = simulation.waits[0].dropFirst(3)
    #expect(waits.count > 3_500)
    #expect(waits.max() ?? .max <= 2)
    #expect(simulation.waits[1].count > 350)
  }

  @Test(arguments: [8, 64, 500], [true, false])
  func `With one reader a cheap request waits for one of medium cost, and not for all that wait`(
    _ hostile: Int, _ fromManyAddresses: Bool
  ) {
    var simulation = Simulation(
      [
        .init(name: "normal", concurrency: 1, cost: 2),
        .init(
          name: "hostile", concurrency: hostile, cost: 22, fromManyAddresses: fromManyAddresses,
          repeats: false, guess: .milliseconds(50)),
      ], readers: 1)
    simulation.run(milliseconds: 10_000)
    let waits = simulation.waits[0].dropFirst(3).sorted()
    #expect(waits.count > 180)
    #expect(waits[waits.count * 99 / 100] <= 2 * 22 + 2)
  }

  @Test func `Requests of medium cost use all readers while no cheap one comes`() {
    var simulation = Simulation([
      .init(name: "one", concurrency: 8, cost: 22, repeats: false),
      .init(name: "two", concurrency: 8, cost: 22, repeats: false),
    ])
    simulation.run(milliseconds: 10_000)
    // Two readers, of which one idles for the first second because no cost is known yet.
    #expect(simulation.work > 18_900)
  }

  @Test func `With one reader a cheap request waits for at most one expensive one`() {
    var simulation = Simulation(
      [
        .init(name: "normal", concurrency: 1, cost: 2),
        .init(name: "hostile", concurrency: 64, cost: 500),
      ], readers: 1)
    simulation.run(milliseconds: 60_000)
    #expect(simulation.waits[0].count > 50)
    #expect(simulation.waits[0].dropFirst(2).max() ?? .max <= 502)
    #expect(simulation.waits[1].count > 50)
  }

  @Test func `Both can come from one address`() {
    var simulation = Simulation([
      .init(name: "one", concurrency: 1, cost: 2), .init(name: "one", concurrency: 64, cost: 800),
    ])
    simulation.run(milliseconds: 60_000)
    #expect(simulation.waits[0].dropFirst(3).max() ?? .max <= 27)
    #expect(simulation.refusals[0] == 0 && simulation.refusals[1] > 0)
  }

  @Test func `A client that floods with cheap requests delays only itself`() {
    var simulation = Simulation([
      .init(name: "normal", concurrency: 1, cost: 2),
      .init(name: "flood", concurrency: 500, cost: 2, repeats: false),
    ])
    simulation.run(milliseconds: 10_000)
    #expect(simulation.waits[0].max() ?? .max <= 6)
    #expect(simulation.refusals[0] == 0 && simulation.refusals[1] > 0)
  }

  @Test func `Clients with equal load get equal shares`() {
    var simulation = Simulation([
      .init(name: "a", concurrency: 1, cost: 10), .init(name: "b", concurrency: 30, cost: 10),
      .init(name: "c", concurrency: 5, cost: 10, repeats: false),
    ])
    simulation.run(milliseconds: 30_000)
    let counts = simulation.waits.map(\.count)
    // "a" has no waiting request while its request runs.
    #expect(counts[0] > 900 && abs(counts[1] - counts[2]) < counts[1] / 5)
  }

  @Test func `An expensive request is not starved by cheap ones`() {
    var simulation = Simulation(
      [
        .init(name: "expensive", concurrency: 1, cost: 1_000),
        .init(name: "cheap", concurrency: 30, cost: 5, fromManyAddresses: true, repeats: false),
      ], readers: 1)
    simulation.run(milliseconds: 120_000)
    #expect(simulation.waits[0].count >= 3)
  }

  @Test func `The queue is limited, and the client with most waiting work loses its last read`() {
    var queue = FairQueue<String>(limit: 3, limitPerFlow: 2)
    func flow(_ client: String, _ cost: Int) -> FairQueue<String>.Flow {
      .init(client: client, expected: cost)
    }
    func append(_ name: String, _ client: String, _ cost: Int) -> String {
      switch queue.append(name, flow(client, cost), expected: cost, now: 0) {
      case .accepted: "accepted"
      case .displaced(let other): "displaced \(other)"
      case .refused: "refused"
      }
    }
    #expect(append("a1", "a", 100) == "accepted")
    #expect(append("a2", "a", 100) == "accepted")
    #expect(append("a3", "a", 100) == "refused")
    #expect(append("b1", "b", 90) == "accepted")
    #expect(append("c1", "c", 1) == "displaced a2")
    #expect(append("a3", "a", 100) == "refused")
    #expect(queue.count == 3)
    let order = (1...3).compactMap { _ in queue.popFirst()?.element }
    #expect(order == ["c1", "b1", "a1"] && queue.popFirst() == nil)
  }

  @Test func `Reads that have waited too long cost nobody a turn`() {
    var simulation = Simulation(
      [
        .init(name: "expensive", concurrency: 64, cost: 1_000, fromManyAddresses: true),
        .init(name: "cheap", concurrency: 30, cost: 4, fromManyAddresses: true),
      ], patience: 10_000_000_000)
    simulation.run(milliseconds: 60_000)
    #expect(simulation.waits[0].count >= 25)
    #expect(simulation.waits[1].count > 9_000)
  }

  @Test func `A read of medium cost begins when no more cheap ones come`() {
    var schedule = ReadSchedule<String>(readers: 2, limit: 9, limitPerFlow: 9, patience: .max)
    func request(_ client: String, _ cost: Int) -> ReadRequest {
      var request = ReadRequest()
      (request.client, request.guess, request.query) = (client, .milliseconds(cost), cost)
      (request.shape) = cost
      return request
    }
    guard case .begun = schedule.admit("long", request("a", 9_000), now: 0),
      case .begun(let cheap, _) = schedule.admit("cheap", request("b", 2), now: 1_000_000)
    else {
      Issue.record("two reads begin")
      return
    }
    #expect(schedule.end(cheap, cost: 2_000_000, now: 3_000_000).next == nil)
    guard case .waiting = schedule.admit("medium", request("c", 10), now: 4_000_000) else {
      Issue.record("a read of medium cost leaves the last reader to cheap ones")
      return
    }
    #expect(schedule.waitsBesideIdleReader)
    #expect(schedule.look(now: 900_000_000).next == nil)
    #expect(schedule.look(now: 1_100_000_000).next?.read == "medium")
    #expect(!schedule.waitsBesideIdleReader)
  }

  @Test func `A read that begins at once displaces none`() {
    var schedule = ReadSchedule<Int>(readers: 2, limit: 2, limitPerFlow: 9, patience: .max)
    func request(_ client: Int, _ cost: Int) -> ReadRequest {
      var request = ReadRequest()
      (request.client, request.guess) = ("\(client)", .milliseconds(cost))
      (request.query, request.shape) = (cost, cost)
      return request
    }
    for client in 0..<3 { _ = schedule.admit(client, request(client, 200), now: client) }
    guard case .begun(let running, let refused) = schedule.admit(3, request(3, 2), now: 3) else {
      Issue.record("a cheap read begins beside an expensive one")
      return
    }
    #expect(running.read == 3 && refused.isEmpty)
  }

  @Test func `A read that has waited too long is rejected`() {
    var schedule = ReadSchedule<String>(readers: 1, limit: 9, limitPerFlow: 9, patience: 100)
    guard case .begun(let first, _) = schedule.admit("first", ReadRequest(), now: 0),
      case .waiting = schedule.admit("late", ReadRequest(), now: 10),
      case .waiting = schedule.admit("next", ReadRequest(), now: 90)
    else {
      Issue.record("one read begins, and two wait")
      return
    }
    let (next, refused) = schedule.end(first, cost: 5, now: 150)
    #expect(refused == ["late"] && next?.read == "next")
  }
}
