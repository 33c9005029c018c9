/// An error in a request: in a parameter of its query string, or in its content.
package struct ParameterError: Sendable, Equatable {
  package var parameter: String
  package var value: String?
  /// "unknown-parameter", "invalid-value", "unknown-value", "repeated", "bad-combination",
  /// "too-many-values" or "malformed"; for content, a code of `InputMistake`.
  package var code: String
  /// A description of the accepted values.
  package var expected: String
  package var suggestion: String?
  /// Further parameters that the client may mean.
  package var alternatives: [String] = []
  /// A sentence of advice.
  package var advice: String?
  /// Items of a query string that correct the error; `nil` if the correction is unknown.
  package var correction: [QueryItem]?
  /// The URL of the manual on the parameter, or on the endpoint if it has no such parameter.
  package var manual: String?
  /// A JSON Pointer into the content (RFC 6901); `nil` for a parameter.
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
