/// Mail addresses, which the catalog never stores as the name or ID of a person.
enum MailAddress {
  /// Whether a text contains a mail address such as "ann@demo.example".
  static func occurs(in text: String) -> Bool {
    let text = text.replacingAll("%40", with: "@")
    return text.contains("@") && words(text).contains(where: isAddress)
  }

  /// Returns the text without its mail addresses and the brackets around them; nil if nothing is
  /// left.
  static func removed(from text: String?) -> String? {
    guard let text, text.contains("@") else { return text }
    let rest = words(text).filter { !isAddress($0) }.joined(separator: " ")
    return PlainText.line(rest)
  }

  private static func words(_ text: String) -> [Substring] {
    text.split { $0.isWhitespace || ",;".contains($0) }
  }

  private static func isAddress(_ word: Substring) -> Bool {
    let bare = word.drop { "<([\"'".contains($0) }
    let parts = bare.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let name = parts.first, let host = parts.last else { return false }
    return !name.isEmpty && host.contains(".") && !host.hasPrefix(".")
  }
}
