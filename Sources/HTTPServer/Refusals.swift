/// The rejected connections of a loop, oldest first: a ring of bounded size.
struct Refusals {
  private var tokens: [Token] = []
  private var oldest = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  /// Adds a connection; returns the one to close for it, which may already be closed.
  mutating func add(_ token: Token) -> Token? {
    guard tokens.count == limit else {
      tokens.append(token)
      return nil
    }
    defer {
      tokens[oldest] = token
      oldest = (oldest + 1) % limit
    }
    return tokens[oldest]
  }
}
