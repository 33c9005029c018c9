import Glibc

extension SocketAddress {
  /// Maximum bytes of a path in the kernel's address structure, without the final zero.
  static let pathLimit = 107

  /// Reads "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "*:8080" (also ":8080"),
  /// "unix:/path" or "systemd".
  public static func parse(_ text: String) throws(ServerError) -> SocketAddress {
    func refuse(_ reason: String) -> ServerError { .invalidAddress(text, reason: reason) }
    if text == "systemd" { return .inherited }
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty, !path.utf8.contains(0) else { throw refuse("the path is missing") }
      guard path.utf8.count <= pathLimit else {
        throw refuse("the path has more than \(pathLimit) bytes")
      }
      return .unix(path: path)
    }
    guard let colon = text.lastIndex(of: ":") else {
      throw refuse("the port is missing; write HOST:PORT")
    }
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else {
      throw refuse("the port must be a number from 0 to 65535")
    }
    let host = text[..<colon]
    if host.hasPrefix("[") {
      guard host.hasSuffix("]"), let address = IPAddress(v6: String(host.dropFirst().dropLast()))
      else { throw refuse("the brackets must contain an IPv6 address") }
      return .ipv6(host: address.text, port: port)
    }
    guard !host.contains(":") else {
      throw refuse("write an IPv6 address in brackets, such as [::1]:8080")
    }
    if host.isEmpty || host == "*" { return .name("*", port: port) }
    if let address = IPAddress(v4: String(host)) { return .ipv4(host: address.text, port: port) }
    guard
      host.utf8.allSatisfy({ byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x2D...0x39).contains(byte) && byte != 0x2F
          || byte == 0x5F
      })
    else { throw refuse("the host must be an IP address or a host name") }
    return .name(String(host), port: port)
  }

  /// The addresses of a name; any other address unchanged.
  func resolved() throws(ServerError) -> [SocketAddress] {
    guard case .name(let host, let port) = self else { return [self] }
    if host == "*" {
      return [.ipv6(host: "::", port: port), .ipv4(host: "0.0.0.0", port: port)]
    }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard code == 0 else {
      throw .unknownHost(host, reason: String(cString: gai_strerror(code)))
    }
    var found: [SocketAddress] = []
    var next = list
    while let entry = next {
      if let address = SocketAddress(entry.pointee.ai_addr, port: port), !found.contains(address) {
        found.append(address)
      }
      next = entry.pointee.ai_next
    }
    guard !found.isEmpty else { throw .unknownHost(host, reason: "it has no IP address") }
    return found
  }
}
