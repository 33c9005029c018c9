import Testing

@testable import HTTP

@Suite struct RequestLimitTests {
  static func limits(line: Int = 100, fields: Int = 100, count: Int = 10) -> MessageLimits {
    var limits = MessageLimits()
    limits.requestLine = line
    limits.fieldBytes = fields
    limits.fieldCount = count
    return limits
  }

  @Test(arguments: [20, 21, 22, 30])
  func `A request line over the limit gets 414, one at the limit passes`(_ length: Int) {
    let wire = "GET /" + String(repeating: "a", count: length - 14) + " HTTP/1.1\r\n\r\n"
    for limit in 1..<length {
      let outcome = HeadOutcome.verified(wire, limits: RequestLimitTests.limits(line: limit))
      #expect(outcome.failure?.status == .uriTooLong)
    }
    #expect(HeadOutcome.verified(wire, limits: RequestLimitTests.limits(line: length)).head != nil)
  }

  @Test func `An endless target is rejected once it is too long`() {
    let wire = "GET /" + String(repeating: "a", count: 200)
    #expect(
      HeadOutcome.verified(wire, limits: Self.limits()).failure?.reason == .requestLineTooLong)
  }

  @Test func `A method longer than any known gets 501 before it ends`() {
    let wire = String(repeating: "A", count: 33)
    #expect(HeadOutcome.verified(wire).failure?.status == .notImplemented)
  }

  @Test func `Field lines over the byte limit get 431, at the limit they pass`() {
    let section = "A: b\r\nCcc: ddd\r\n"
    let wire = "GET / HTTP/1.1\r\n" + section + "\r\n"
    for limit in 0..<section.utf8.count {
      let outcome = HeadOutcome.verified(wire, limits: Self.limits(fields: limit))
      #expect(outcome.failure?.status == .requestHeaderFieldsTooLarge)
    }
    #expect(HeadOutcome.verified(wire, limits: Self.limits(fields: section.utf8.count)).head != nil)
  }

  @Test func `Too many field lines get 431`() {
    let wire = "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n"
    #expect(HeadOutcome.verified(wire, limits: Self.limits(count: 3)).head != nil)
    #expect(
      HeadOutcome.verified(wire, limits: Self.limits(count: 2)).failure?.status
        == .requestHeaderFieldsTooLarge)
  }

  @Test func `Maximum limits limit nothing and do not trap`() {
    let limits = Self.limits(line: .max, fields: .max, count: .max)
    let wire = "\r\nGET /a HTTP/1.1\r\nA: b\r\nC: d\r\n\r\n"
    #expect(HeadOutcome.verified(wire, limits: limits).head?.fields == ["A:b", "C:d"])
  }
}
