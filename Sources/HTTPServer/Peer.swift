import Glibc

struct Peer: Sendable {
  /// The address without a port, "unix" for a local socket.
  let text: String
  /// The key that counts connections; `nil` for local sockets, which are not counted.
  let client: ArraySlice<UInt8>?
  let isLoopback: Bool

  static let unix = Peer(text: "unix", client: nil, isLoopback: true)

  private init(text: String, client: ArraySlice<UInt8>?, isLoopback: Bool) {
    self.text = text
    self.client = client
    self.isLoopback = isLoopback
  }

  init(_ address: IPAddress) {
    self.init(text: address.text, client: address.client, isLoopback: address.isLoopback)
  }

  /// Reads the address from `accept`.
  init(_ storage: borrowing sockaddr_storage) {
    switch Int32(storage.ss_family) {
    case AF_INET:
      self.init(IPAddress(bytes: withUnsafeBytes(of: storage) { Array($0[4..<8]) }))
    case AF_INET6:
      self.init(IPAddress(bytes: withUnsafeBytes(of: storage) { Array($0[8..<24]) }))
    default:
      self = .unix
    }
  }
}
