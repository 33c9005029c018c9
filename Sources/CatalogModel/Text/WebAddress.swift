/// Addresses to which a page, a calendar or a feed may lead.
public enum WebAddress {
  private static let schemes: Set<String> = ["http", "https", "mailto"]

  /// What an address must be, for messages.
  package static let expectation = "an http, https or mailto address"

  /// Whether an address is one of http, https or mailto; browsers drop line feeds and tabs within a
  /// scheme, so none may hold a control character or begin or end with a space.
  public static func isAllowed(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":"),
      schemes.contains(address[..<colon].lowercased()),
      !address[colon...].dropFirst().isEmpty
    else { return false }
    return address.unicodeScalars.allSatisfy { !$0.isControl }
      && address.last?.isWhitespace == false
  }

  /// The address, or nil if it is not allowed.
  static func allowed(_ address: String?) -> String? {
    address.flatMap { isAllowed($0) ? $0 : nil }
  }
}
