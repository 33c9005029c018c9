/// The URLs to which pages, calendars and feeds may link.
public enum WebAddress {
  private static let schemes: Set<String> = ["http", "https", "mailto"]

  /// A description of the accepted URLs, for messages.
  package static let expectation = "an http, https or mailto address"

  /// Whether a URL has the scheme http, https or mailto.
  ///
  /// Browsers drop line feeds and tabs within a scheme, so the URL must not contain control
  /// characters, nor end with a space.
  public static func isAllowed(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":"),
      schemes.contains(address[..<colon].lowercased()),
      !address[colon...].dropFirst().isEmpty
    else { return false }
    return address.unicodeScalars.allSatisfy { !$0.isControl }
      && address.last?.isWhitespace == false
  }

  /// Returns the URL; `nil` if it is not allowed.
  static func allowed(_ address: String?) -> String? {
    address.flatMap { isAllowed($0) ? $0 : nil }
  }
}
