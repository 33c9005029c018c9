import Testing

@testable import HTTP

struct FramingCase: CustomTestStringConvertible, Sendable {
  let fields: [(FieldName, String)]
  var version = Version.http11
  var framing: BodyFraming?
  var status: Status?

  var testDescription: String {
    "1.\(version.minor) " + fields.map { "\($0.0): \($0.1)" }.joined(separator: " | ")
  }

  static func length(_ values: String..., is framing: BodyFraming) -> FramingCase {
    FramingCase(fields: values.map { (.contentLength, $0) }, framing: framing)
  }

  static func length(_ values: String..., refused status: Status) -> FramingCase {
    FramingCase(fields: values.map { (.contentLength, $0) }, status: status)
  }

  static func coding(_ values: String..., is framing: BodyFraming) -> FramingCase {
    FramingCase(fields: values.map { (.transferEncoding, $0) }, framing: framing)
  }

  static func coding(_ values: String..., refused status: Status) -> FramingCase {
    FramingCase(fields: values.map { (.transferEncoding, $0) }, status: status)
  }
}

@Suite struct BodyFramingTests {
  static let cases: [FramingCase] = [
    FramingCase(fields: [], framing: BodyFraming.none),
    .length("0", is: .length(0)),
    .length("42", is: .length(42)),
    .length("0042", is: .length(42)),
    .length("9223372036854775807", is: .length(.max)),
    .length("9223372036854775808", refused: .contentTooLarge),
    .length("99999999999999999999999999", refused: .contentTooLarge),
    .length("", refused: .badRequest),
    .length("+1", refused: .badRequest),
    .length("-1", refused: .badRequest),
    .length("1 ", refused: .badRequest),
    .length("0x10", refused: .badRequest),
    .length("1.0", refused: .badRequest),
    .length("1_0", refused: .badRequest),
    .length("\u{0661}", refused: .badRequest),
    .length("5, 5", refused: .badRequest),
    .length("5", "5", refused: .badRequest),
    .length("5", "6", refused: .badRequest),
    .coding("chunked", is: .chunked),
    .coding("Chunked", is: .chunked),
    .coding("gzip, chunked", refused: .notImplemented),
    .coding("gzip", "chunked", refused: .notImplemented),
    .coding("gzip", refused: .badRequest),
    .coding("identity", refused: .badRequest),
    .coding("chunked, gzip", refused: .badRequest),
    .coding("chunked, chunked", refused: .badRequest),
    .coding("chunked", "chunked", refused: .badRequest),
    .coding("chunked, identity", refused: .badRequest),
    .coding("xchunked", refused: .badRequest),
    .coding("chunked;a=b", refused: .badRequest),
    .coding(", chunked", refused: .badRequest),
    .coding("\u{B}chunked", refused: .badRequest),
    .coding("", refused: .badRequest),
    FramingCase(
      fields: [(.contentLength, "5"), (.transferEncoding, "chunked")], status: .badRequest),
    FramingCase(
      fields: [("TRANSFER-encoding", "chunked"), ("content-LENGTH", "5")], status: .badRequest),
    FramingCase(
      fields: [(.transferEncoding, "chunked")], version: .http10, status: .badRequest),
    FramingCase(fields: [(.contentLength, "5")], version: .http10, framing: .length(5)),
  ]

  @Test(arguments: cases)
  func `Framing follows RFC 9112 section 6.3`(_ example: FramingCase) {
    let fields = Fields(example.fields.map { .init(name: $0.0, value: $0.1) })
    do throws(ParseFailure) {
      let framing = try BodyFraming.of(fields, version: example.version)
      #expect(framing == example.framing)
    } catch {
      #expect(error.status == example.status)
    }
  }
}
