private import Glibc

/// The unit that counts as one client for limits: an IPv4 address, the /64 network that an IPv6
/// client commonly has to itself, or all Unix sockets together.
enum ClientNetwork {
  /// Returns the name of the client at an address in the form of `Request.peer`.
  static func name(ofPeer address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: ":")) else { return address }
    var bytes = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
  }
}
