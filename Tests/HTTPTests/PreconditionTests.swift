import Testing

@testable import HTTP

struct ConditionCase: CustomTestStringConvertible, Sendable {
  let note: String
  var method = Method.get
  let fields: Fields
  var current: Preconditions.Current? = ConditionCase.strong
  let outcome: Preconditions.Outcome

  var testDescription: String { note }

  static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
  static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
  static let strong = Preconditions.Current(
    entityTag: EntityTag("a"), lastModified: HTTPDate(seconds: 784_111_777))
  static let weak = Preconditions.Current(entityTag: EntityTag("a", isWeak: true))
}

@Suite struct PreconditionTests {
  static let cases: [ConditionCase] = [
    .init(note: "none", fields: [:], outcome: .proceed),
    .init(note: "If-None-Match hits", fields: [.ifNoneMatch: "\"a\""], outcome: .notModified),
    .init(note: "it hits weakly", fields: [.ifNoneMatch: "W/\"a\""], outcome: .notModified),
    .init(note: "in a list", fields: [.ifNoneMatch: "\"b\" , W/\"a\""], outcome: .notModified),
    .init(note: "a comma in a tag", fields: [.ifNoneMatch: "\"b,\"a\""], outcome: .proceed),
    .init(note: "it misses", fields: [.ifNoneMatch: "\"b\""], outcome: .proceed),
    .init(note: "tags have case", fields: [.ifNoneMatch: "\"A\""], outcome: .proceed),
    .init(note: "without quotation", fields: [.ifNoneMatch: "a"], outcome: .proceed),
    .init(note: "*", fields: [.ifNoneMatch: "*"], outcome: .notModified),
    .init(
      note: "* on a write", method: .put, fields: [.ifNoneMatch: "*"], outcome: .failed),
    .init(
      note: "* where nothing is", method: .put, fields: [.ifNoneMatch: "*"], current: nil,
      outcome: .proceed),
    .init(note: "HEAD", method: .head, fields: [.ifNoneMatch: "\"a\""], outcome: .notModified),
    .init(
      note: "If-Match hits", method: .put, fields: [.ifMatch: "\"x\", \"a\""],
      outcome: .proceed),
    .init(
      note: "If-Match on two lines", method: .put,
      fields: Fields([.init(name: .ifMatch, value: "\"x\""), .init(name: .ifMatch, value: "\"a\"")]
      ),
      outcome: .proceed),
    .init(note: "If-Match misses", method: .put, fields: [.ifMatch: "\"x\""], outcome: .failed),
    .init(note: "If-Match malformed", method: .put, fields: [.ifMatch: "a"], outcome: .failed),
    .init(note: "If-Match empty", method: .put, fields: [.ifMatch: ""], outcome: .failed),
    .init(
      note: "If-Match is strong", method: .put, fields: [.ifMatch: "W/\"a\""],
      outcome: .failed),
    .init(
      note: "a weak current tag", method: .put, fields: [.ifMatch: "\"a\""],
      current: ConditionCase.weak, outcome: .failed),
    .init(note: "If-Match *", method: .put, fields: [.ifMatch: "*"], outcome: .proceed),
    .init(
      note: "If-Match * where nothing is", method: .put, fields: [.ifMatch: "*"], current: nil,
      outcome: .failed),
    .init(note: "If-Match fails a GET too", fields: [.ifMatch: "\"x\""], outcome: .failed),
    .init(
      note: "both match", fields: [.ifMatch: "\"a\"", .ifNoneMatch: "\"a\""],
      outcome: .notModified),
    .init(
      note: "If-Match before If-None-Match",
      fields: [.ifMatch: "\"x\"", .ifNoneMatch: "\"a\""], outcome: .failed),
    .init(
      note: "If-Modified-Since, not modified", fields: [.ifModifiedSince: ConditionCase.date],
      outcome: .notModified),
    .init(
      note: "If-Modified-Since, modified", fields: [.ifModifiedSince: ConditionCase.before],
      outcome: .proceed),
    .init(
      note: "If-Modified-Since is for reading", method: .put,
      fields: [.ifModifiedSince: ConditionCase.date], outcome: .proceed),
    .init(
      note: "no date", fields: [.ifModifiedSince: "yesterday"], outcome: .proceed),
    .init(
      note: "two dates",
      fields: [.ifModifiedSince: "\(ConditionCase.date), \(ConditionCase.date)"],
      outcome: .proceed),
    .init(
      note: "nothing to compare with", fields: [.ifModifiedSince: ConditionCase.date],
      current: ConditionCase.weak, outcome: .proceed),
    .init(
      note: "If-None-Match wins over the date",
      fields: [.ifNoneMatch: "\"b\"", .ifModifiedSince: ConditionCase.date],
      outcome: .proceed),
    .init(
      note: "If-Unmodified-Since, unmodified", method: .put,
      fields: [.ifUnmodifiedSince: ConditionCase.date], outcome: .proceed),
    .init(
      note: "If-Unmodified-Since, modified", method: .put,
      fields: [.ifUnmodifiedSince: ConditionCase.before], outcome: .failed),
    .init(
      note: "If-Match wins over the date", method: .put,
      fields: [.ifMatch: "\"a\"", .ifUnmodifiedSince: ConditionCase.before],
      outcome: .proceed),
    .init(
      note: "OPTIONS", method: .options, fields: [.ifMatch: "\"x\""], outcome: .proceed),
  ]

  @Test(arguments: cases)
  func `Conditions are evaluated in the order of RFC 9110 section 13.2.2`(
    _ example: ConditionCase
  ) {
    let request = Request(method: example.method, target: .asterisk, fields: example.fields)
    let now = HTTPDate(seconds: 1_790_000_000)
    #expect(Preconditions.areStated(in: request) == !example.fields.lines.isEmpty)
    #expect(
      Preconditions.evaluate(request, current: example.current, now: now) == example.outcome)
  }

  /// RFC 9110 section 8.8.3.2, the table of its example.
  @Test(arguments: [
    ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false),
    ("W/\"1\"", "\"1\"", false, true), ("\"1\"", "\"1\"", true, true),
  ])
  func `Tags compare strongly and weakly`(
    _ one: String, _ other: String, _ strongly: Bool, _ weakly: Bool
  ) throws {
    let first = try #require(EntityTag.parse(one))
    let second = try #require(EntityTag.parse(other))
    #expect(first.matchesStrongly(second) == strongly)
    #expect(first.matchesWeakly(second) == weakly)
    #expect(first.description == one)
  }

  @Test(arguments: ["", "a", "\"a", "a\"", "w/\"a\"", "\"a b\"", "\"a\"b", "W/", "\"a\"\"b\""])
  func `An invalid tag is nil`(_ text: String) {
    #expect(EntityTag.parse(text) == nil)
    #expect(EntityTagList.parse(text) == nil)
  }

  @Test func `Tags that are only canonically equivalent differ`() throws {
    let letter = try #require(EntityTag("K"))
    let kelvin = try #require(EntityTag("\u{212A}"))
    #expect(!letter.matchesWeakly(kelvin))
  }
}
