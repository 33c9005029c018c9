/// The identifier of a record in URLs.
public enum Slug {
  public static let expectation =
    "at most 100 lower-case letters and digits, joined by single hyphens"

  /// Whether a text is `[a-z0-9]+(-[a-z0-9]+)*` of at most 100 characters.
  public static func isValid(_ text: String) -> Bool {
    var afterHyphen = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        afterHyphen = false
      case UInt8(ascii: "-"):
        if afterHyphen { return false }
        afterHyphen = true
      default:
        return false
      }
    }
    return !afterHyphen && text.utf8.count <= 100
  }
}
