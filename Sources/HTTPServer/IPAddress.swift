import Glibc

/// What counts as one client: an IPv4 address, or the /64 network of an IPv6 address.
typealias ClientKey = ArraySlice<UInt8>

/// The bytes of an IP address in network order: 4 or 16.
struct IPAddress: Hashable, Sendable {
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  init?(v4 text: String) {
    self.init(text, AF_INET, 4)
  }

  init?(v6 text: String) {
    self.init(text, AF_INET6, 16)
  }

  private init?(_ text: String, _ family: Int32, _ count: Int) {
    var bytes = [UInt8](repeating: 0, count: count)
    guard inet_pton(family, text, &bytes) == 1 else { return nil }
    self.bytes = bytes
  }

  /// The canonical text; an IPv4-mapped IPv6 address is written as IPv4.
  var text: String {
    var source = bytes
    if isMapped { source.removeFirst(12) }
    var buffer = [CChar](repeating: 0, count: 46)
    let family = source.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, source, &buffer, socklen_t(buffer.count)) != nil else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  var isLoopback: Bool {
    bytes.count == 4 || isMapped
      ? bytes[bytes.count - 4] == 127
      : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  private var isMapped: Bool {
    bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF
      && bytes[11] == 0xFF
  }

  var client: ClientKey {
    bytes.count == 4 || isMapped ? bytes.suffix(4) : bytes.prefix(8)
  }

  /// The client of an address as text; a text that is no address is a client of its own.
  static func client(_ text: String) -> ClientKey {
    (IPAddress(v4: text) ?? IPAddress(v6: text))?.client ?? ClientKey(text.utf8)
  }
}
