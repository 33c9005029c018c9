import HTTP

/// The number of open connections, in total and per client; shared by all loops.
final class ConnectionQuota: Sendable {
  private struct State {
    var total = 0
    var byClient: [ArraySlice<UInt8>: Int] = [:]
  }

  /// The default limit per address, except for this machine.
  static let perAddress = 512

  private let limit: Int
  private let perAddress: Int
  private let countsLoopback: Bool
  private let state = Locked(State())

  /// `descriptors` is the maximum number of connections of the process.
  init(_ limits: ServerLimits, descriptors: Int) {
    limit = limits.connections == 0 ? descriptors : min(limits.connections, descriptors)
    let each = limits.connectionsPerAddress ?? ConnectionQuota.perAddress
    perAddress = each == 0 ? Int.max : each
    countsLoopback = limits.connectionsPerAddress != nil
  }

  /// Counts a new connection; returns false at a limit.
  func admit(_ peer: Peer) -> Bool {
    let client = counted(peer)
    return state.withLock { state in
      guard state.total < limit else { return false }
      if let client {
        let open = state.byClient[client, default: 0]
        guard open < perAddress else { return false }
        state.byClient[client] = open + 1
      }
      state.total += 1
      return true
    }
  }

  func release(_ peer: Peer) {
    let client = counted(peer)
    state.withLock { state in
      state.total -= 1
      guard let client, let open = state.byClient[client] else { return }
      state.byClient[client] = open > 1 ? open - 1 : nil
    }
  }

  private func counted(_ peer: Peer) -> ArraySlice<UInt8>? {
    countsLoopback || !peer.isLoopback ? peer.client : nil
  }
}
