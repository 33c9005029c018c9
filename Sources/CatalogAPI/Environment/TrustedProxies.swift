private import Glibc
public import HTTP

/// The proxies that may state the client's address, scheme and host: by `Forwarded` (RFC 7239),
/// else by `X-Forwarded-For`, `-Proto` and `-Host`.
public struct TrustedProxies: Sendable, Equatable {
  private struct Network: Sendable, Equatable {
    var address: [UInt8]
    var bits: Int
  }

  private var networks: [Network] = []
  private var includesUnix = false

  /// Creates a value that trusts no proxy.
  public init() {}

  /// Parses networks such as 10.0.0.0/8 or fd00::/8, single addresses, or `unix`, separated by
  /// commas; fails if a part is invalid.
  public init?(_ text: String) {
    for part in text.split(separator: ",").map({ $0.filter { $0 != " " } }) {
      if part == "unix" {
        includesUnix = true
        continue
      }
      let halves = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard (1...2).contains(halves.count), let address = Self.bytes(halves[0]) else { return nil }
      let all = address.count * 8
      guard let bits = halves.count == 1 ? all : Int(halves[1]), (0...all).contains(bits) else {
        return nil
      }
      networks.append(Network(address: address, bits: bits))
    }
    guard includesUnix || !networks.isEmpty else { return nil }
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
    guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
    return isMapped ? Array(bytes.suffix(4)) : bytes
  }

  private func trusts(_ peer: String) -> Bool {
    if peer == "unix" { return includesUnix }
    guard let address = Self.bytes(peer) else { return false }
    return networks.contains { Self.holds($0, address) }
  }

  private static func holds(_ network: Network, _ address: [UInt8]) -> Bool {
    guard network.address.count == address.count else { return false }
    for bit in 0..<network.bits {
      let difference = network.address[bit / 8] ^ address[bit / 8]
      if difference << UInt8(bit % 8) & 0x80 != 0 { return false }
    }
    return true
  }

  /// Returns the request as the client made it, if a trusted proxy forwarded it.
  public func resolve(_ request: Request) -> Request {
    guard includesUnix || !networks.isEmpty, trusts(request.peer) else { return request }
    var request = request
    let hops = request.fields["Forwarded"].map(Self.hops) ?? []
    let chain =
      hops.isEmpty
      ? (request.fields["X-Forwarded-For"] ?? "").split(separator: ",").map { String($0) }
      : hops.compactMap { $0["for"] }
    // The last address that is not a trusted proxy. The client itself may have written those before
    // it. If that entry is no address, such as "unknown", the client is unknown.
    let last = chain.map(Self.address).reversed().first { $0.map { !trusts($0) } ?? true }
    if let client = last ?? chain.first.flatMap(Self.address) { request.peer = client }
    let scheme = hops.last?["proto"] ?? request.fields["X-Forwarded-Proto"].map(Self.last)
    if let scheme = scheme?.lowercased(), ["http", "https"].contains(scheme) {
      request.scheme = scheme
    }
    if let host = hops.last?["host"] ?? request.fields["X-Forwarded-Host"].map(Self.last),
      Authority.isValid(host)
    {
      request.authority = host
    }
    return request
  }

  private static func last(_ list: String) -> String {
    String((list.split(separator: ",").last ?? "").filter { $0 != " " })
  }

  /// Parses the elements of Forwarded; the last proxy's is last.
  private static func hops(_ field: String) -> [[String: String]] {
    field.split(separator: ",").map { element in
      var hop: [String: String] = [:]
      for pair in element.split(separator: ";") {
        let halves = pair.split(separator: "=", maxSplits: 1).map {
          $0.filter { $0 != " " && $0 != "\"" && $0 != "\t" }
        }
        if halves.count == 2 { hop[halves[0].lowercased()] = halves[1] }
      }
      return hop
    }
  }

  /// Returns an address without port and brackets; nil if the text is no address, such as
  /// "unknown".
  private static func address(_ text: String) -> String? {
    var text = text.filter { $0 != " " && $0 != "\"" && $0 != "\t" }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      text = String(text[text.index(after: text.startIndex)..<end])
    } else if text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") {
      text = String(text[..<colon])
    }
    return bytes(text) == nil ? nil : text
  }
}
