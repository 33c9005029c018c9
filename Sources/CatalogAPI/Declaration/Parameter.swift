/// One query parameter as an endpoint declares it: what is checked, and what is documented.
struct Parameter: Sendable {
  enum Kind: Sendable {
    /// Present means true; "0" and "false" mean false.
    case flag
    case integer(ClosedRange<Int>)
    /// Any of these, repeated or by commas; a leading hyphen excludes.
    case choices([String])
    /// Exactly one of these.
    case oneOf([String])
    /// Any text, repeated or by commas; a leading hyphen excludes.
    case names
    /// YYYY-MM-DD, or today, +30d, -7d.
    case day
    /// YYYY-MM.
    case month
    /// An opaque text that an answer gave.
    case cursor
    /// Comma-separated names, each one of these.
    case fields([String])
  }

  let name: String
  let kind: Kind
  let description: String
  let example: String

  init(_ name: String, _ kind: Kind, _ description: String, example: String) {
    self.name = name
    self.kind = kind
    self.description = description
    self.example = example
  }

  /// What a value must look like, in words.
  var expected: String {
    switch kind {
    case .flag: "nothing, true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choices(let values), .oneOf(let values), .fields(let values):
      "\(values.count > 1 ? "one of " : "")\(values.joined(separator: ", "))"
    case .names: "a name"
    case .day: "a day as YYYY-MM-DD, or today, +30d or -7d"
    case .month: "a month as YYYY-MM"
    case .cursor: "the cursor of a page's next or prev URL, for the same question"
    }
  }

  static let pretty = Parameter("pretty", .flag, "Indents the JSON for reading.", example: "")
  static let limit = Parameter(
    "limit", .integer(1...500), "How many to give at most; 50 where it is left out.",
    example: "20")
  static let cursor = Parameter(
    "cursor", .cursor, "Where the page begins; take it from page.next or page.prev.", example: "")

  static func topic(_ of: String) -> Parameter {
    Parameter(
      "topic", .names, "\(of) on a topic or anything narrower, by any of its labels.",
      example: "nlp")
  }
}
