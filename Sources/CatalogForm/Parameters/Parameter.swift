/// The declaration of a query parameter, for validation and documentation.
package struct Parameter: Sendable {
  package enum Kind: Sendable {
    /// True if present, unless the value is "0" or "false".
    case flag
    case integer(ClosedRange<Int>)
    /// Integers, repeated or separated by commas; a leading hyphen excludes.
    case integers(ClosedRange<Int>)
    /// Any of these values, repeated or separated by commas; a leading hyphen excludes.
    case choices([String])
    /// Exactly one of these values.
    case oneOf([String])
    /// Any text, repeated or separated by commas; a leading hyphen excludes.
    case names
    /// Free text, given once.
    case text
    /// A day or a range: YYYY-MM-DD, YYYY-MM, YYYY, YYYY-Www, today, +30d, -2w, +1m.
    case day
    /// A month: YYYY-MM.
    case month
    /// A named range of days, or YYYY, YYYY-MM, YYYY-Www.
    case span
    /// A day or an RFC 3339 date-time, or now, +30d.
    case instant
    /// A number of days, weeks or months: 30d.
    case duration
    /// "lat,lon" in degrees, or the name of a city.
    case point
    /// A distance in kilometres or miles: 100km, 60mi.
    case distance
    /// An IANA time zone.
    case zone
    /// An opaque text from an earlier response.
    case cursor
    /// Comma-separated names from this list.
    case fields([String])
    /// Comma-separated names of members and columns.
    case members(MemberNames)
    /// Comma-separated keys from this list, with a hyphen before a key for descending.
    case sort([String])
  }

  package let name: String
  package let kind: Kind
  package private(set) var description: String
  package let example: String
  package let isRequired: Bool
  /// Whether it is a filter of a list.
  package var isFilter = false

  package init(
    _ name: String, _ kind: Kind, _ description: String, example: String, isRequired: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.description = description
    self.example = example
    self.isRequired = isRequired
  }

  /// Returns the parameter with a further sentence in its description.
  package func adding(_ sentence: String) -> Parameter {
    var parameter = self
    parameter.description += " \(sentence)"
    return parameter
  }

  /// Whether a request may give it several times.
  package var isRepeatable: Bool {
    switch kind {
    case .choices, .names, .fields, .members, .integers, .sort: true
    default: false
    }
  }

  /// A description of the accepted values.
  package var expected: String {
    switch kind {
    case .flag: "nothing, true or false"
    case .integer(let range), .integers(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choices(let values), .oneOf(let values), .fields(let values):
      "\(values.count > 1 ? "one of " : "")\(values.joined(separator: ", "))"
    case .members(let names):
      "one of \((names.members + names.short).joined(separator: ", "))"
        + (names.dotted.first.map { ", or a member of one of these, such as \($0)" } ?? "")
    case .sort(let values):
      "one of \(values.joined(separator: ", ")), with a hyphen before it for descending order"
    case .names: "a name"
    case .text: "a text of at most 500 characters"
    case .day: "a day as YYYY-MM-DD, a month, a week or a year, or today, +30d, -2w or +1m"
    case .month: "a month as YYYY-MM, such as 2026-01"
    case .span:
      "upcoming, past, ongoing, today, this-week, next-week, this-month, next-month, this-year or"
        + " next-year, or a year, a month or a week as 2026, 2026-04 or 2026-W15"
    case .instant:
      "a day as YYYY-MM-DD or a time as 2026-01-29T11:59:59Z, or now, today, +30d or -2w"
    case .duration: "a number of days, weeks or months, such as 30d, 2w or 3m"
    case .point: "a city such as Boston or Cambridge, MA, or a latitude and a longitude"
    case .distance: "a distance from 1km to 20000km, such as 100km"
    case .zone: "a time zone such as Europe/Berlin, UTC+2 or AoE"
    case .cursor: "the cursor from page.next or page.prev of the same query"
    }
  }

  package static let pretty = Parameter(
    "pretty", .flag, "Indents the JSON for reading.", example: "1")
  package static let minimumRevision = Parameter(
    "min_revision", .integer(0...Int.max),
    "Waits up to two seconds until the data has this revision or a newer one; if it does not come,"
      + " the response is 503.",
    example: "1")
  package static let limit = Parameter(
    "limit", .integer(1...500), "Maximum number of records on a page (default: 50).",
    example: "20")
  package static let cursor = Parameter(
    "cursor", .cursor, "The beginning of the page, from page.next or page.prev.", example: "")
}
