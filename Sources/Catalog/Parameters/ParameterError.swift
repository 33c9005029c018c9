/// A mistake in a request: in a parameter of its query, or in its content.
package struct ParameterError: Sendable, Equatable {
  package var parameter: String
  package var value: String?
  /// "unknown-parameter", "invalid-value", "unknown-value", "repeated" or "malformed".
  package var code: String
  /// What would be right.
  package var expected: String
  package var suggestion: String?
  /// Further parameters that may be meant.
  package var alternatives: [String] = []
  /// What to know of it besides, in a sentence.
  package var advice: String?
  /// Items of a query that put it right; nil if they are not known.
  package var correction: [QueryItem]?
  /// Where the manual tells of the parameter, or of the endpoint where it has no such one.
  package var manual: String?
  /// Where it is in the content (RFC 6901); nil for a parameter of the query.
  package var pointer: String?

  package init(
    parameter: String, value: String?, code: String, expected: String, suggestion: String? = nil,
    pointer: String? = nil
  ) {
    (self.parameter, self.value, self.code) = (parameter, value, code)
    (self.expected, self.suggestion, self.pointer) = (expected, suggestion, pointer)
  }

  package static func == (one: ParameterError, other: ParameterError) -> Bool {
    (one.parameter, one.pointer, one.value, one.code, one.expected)
      == (other.parameter, other.pointer, other.value, other.code, other.expected)
  }
}
