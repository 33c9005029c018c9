import CatalogModel

/// The bounds of a member's value: the length of its text, and the range of its number.
package struct Bounds: Sendable {
  /// Maximum number of characters (Unicode code points).
  package var length = 4_000
  package var range = 0...1_000_000_000

  /// Names, titles, addresses and other short texts.
  package static let short = Bounds()
  /// Abstracts, summaries and other long texts.
  package static let long = Bounds(length: 100_000)
  package static let years = Bounds(range: DeadlineInstant.years)
  package static let rounds = Bounds(range: 0...1_000)
  /// Numbers of people.
  package static let people = Bounds(range: 0...10_000_000)
  /// Maximum number of elements of a list.
  package static let elements = 10_000
  /// Maximum bytes of a member that is stored as JSON text.
  package static let jsonBytes = 100_000

  /// Whether a text is no longer than allowed; takes constant time for all texts of few bytes.
  func allows(_ text: String) -> Bool {
    text.utf8.count <= length || text.unicodeScalars.count <= length
  }

  /// Whether a text has control characters other than tabs and line ends, which XML and calendars
  /// cannot contain.
  static func hasControls(_ text: String) -> Bool {
    text.utf8.contains { isControl(UInt32($0)) }
  }

  static func isControl(_ code: UInt32) -> Bool {
    code < 0x20 && code != 0x09 && code != 0x0a && code != 0x0d || code == 0x7f
  }
}

extension Int {
  /// The number with commas between groups of three digits.
  package var grouped: String {
    self < 1_000
      ? "\(self)"
      : (self / 1_000).grouped + "," + String("\(1_000 + self % 1_000)".dropFirst())
  }
}
