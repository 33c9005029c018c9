/// The client of a read, and data to estimate its cost.
public struct ReadRequest: Sendable {
  /// The client for fair sharing of the readers; empty for the program itself.
  public var client = ""
  public var query: Int?
  /// A hash that reads of similar cost share.
  public var shape: Int?
  /// The expected cost until one is measured (default: 2 ms).
  public var guess: Duration = .milliseconds(2)

  public init() {}
}

/// Measured costs of recent reads, in nanoseconds of processor time.
struct ReadCosts: Sendable {
  private enum Key: Hashable, Sendable {
    case query(Int)
    case shape(Int)
  }

  /// Maximum number of keys of each of two generations; the older one is dropped when the newer is
  /// full.
  private static let generationSize = 2_048
  private var recent: [Key: Int] = [:]
  private var older: [Key: Int] = [:]

  /// The cost of the query, else of its shape, else the guess.
  func expected(_ request: ReadRequest) -> Int {
    request.query.flatMap { cost(.query($0)) } ?? request.shape.flatMap { cost(.shape($0)) }
      ?? Int(request.guess / .nanoseconds(1))
  }

  mutating func note(_ request: ReadRequest, _ cost: Int) {
    if let shape = request.shape {
      let key = Key.shape(shape)
      keep(key, self.cost(key).map { ($0 * 3 + cost) / 4 } ?? cost)
    }
    // A query is remembered only if its shape has another cost.
    guard let query = request.query else { return }
    let isUnusual = request.shape.flatMap { self.cost(.shape($0)) }.map { cost > $0 * 2 } ?? true
    if isUnusual || self.cost(.query(query)) != nil { keep(.query(query), cost) }
  }

  private func cost(_ key: Key) -> Int? { recent[key] ?? older[key] }

  private mutating func keep(_ key: Key, _ cost: Int) {
    if recent.count >= Self.generationSize, recent[key] == nil {
      older = recent
      recent.removeAll(keepingCapacity: true)
    }
    recent[key] = cost
  }
}
