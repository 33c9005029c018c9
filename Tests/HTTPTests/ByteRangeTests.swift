import Testing

@testable import HTTP

@Suite struct `Ranges of bytes` {
  @Test(arguments: [
    ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=0-9", .part(0..<10)),
    ("bytes=0-99", .part(0..<10)), ("bytes=4-", .part(4..<10)), ("bytes=-3", .part(7..<10)),
    ("bytes=-99", .part(0..<10)), ("Bytes = 1-2", .whole), ("BYTES=1-2", .part(1..<3)),
    ("bytes=10-", .unsatisfiable), ("bytes=10-20", .unsatisfiable), ("bytes=-0", .unsatisfiable),
    ("bytes=0-99999999999999999999", .part(0..<10)),
    ("bytes=99999999999999999999-", .unsatisfiable),
    ("bytes=5-4", .whole), ("bytes=-", .whole), ("bytes=", .whole), ("bytes=a-b", .whole),
    ("bytes=0-1,3-4", .whole), ("lines=0-1", .whole), ("bytes=--1", .whole), ("", .whole),
  ])
  func `One range is used, and an unreadable field means the whole content`(
    _ field: String, _ range: ByteRange
  ) {
    #expect(ByteRange(field, length: 10) == range)
  }

  @Test func `Empty content satisfies no range`() {
    #expect(ByteRange("bytes=0-", length: 0) == .unsatisfiable)
  }
}
