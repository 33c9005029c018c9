/// Who asks for a read, and what is known of its cost before it is done.
public struct ReadRequest: Sendable {
  /// Whoever has the same name shares the readers with all others as one; empty for the program.
  public var client = ""
  /// A hash of all that is asked for.
  public var query: Int?
  /// A hash of what reads of about the same cost have in common.
  public var shape: Int?
  /// The cost that is expected while none of these has been measured.
  public var guess: Duration = .milliseconds(2)

  public init() {}
}

/// The costs of reads that were measured, as far as they are remembered; in nanoseconds of
/// processor time.
struct ReadCosts: Sendable {
  private enum Key: Hashable, Sendable {
    case query(Int)
    case shape(Int)
  }

  /// Keys of each of two generations: what is not used is forgotten after as many others.
  private static let generationSize = 2_048
  private var recent: [Key: Int] = [:]
  private var older: [Key: Int] = [:]

  /// The cost of the same query, else of its shape, else what was guessed.
  func expected(_ request: ReadRequest) -> Int {
    request.query.flatMap { cost(.query($0)) } ?? request.shape.flatMap { cost(.shape($0)) }
      ?? Int(request.guess / .nanoseconds(1))
  }

  mutating func note(_ request: ReadRequest, _ cost: Int) {
    if let shape = request.shape {
      let key = Key.shape(shape)
      keep(key, self.cost(key).map { ($0 * 3 + cost) / 4 } ?? cost)
    }
    // A query is worth remembering where its shape tells another cost.
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
