/// The range of a Range field in content of a known length (RFC 9110 section 14.2).
public enum ByteRange: Equatable, Sendable {
  /// The whole content: the field has several ranges, another unit, or a syntax error.
  case whole
  case part(Range<Int>)
  /// The range is outside the content (416).
  case unsatisfiable

  public init(_ field: String, length: Int) {
    self = .whole
    let halves = field.split(separator: "=", maxSplits: 1)
    guard halves.count == 2, halves[0].lowercasedASCII() == "bytes" else { return }
    let ends = halves[1].split(separator: "-", omittingEmptySubsequences: false).map { end in
      end.drop { $0 == " " }.prefix { $0 != " " }
    }
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }) else { return }
    // A number beyond Int is beyond the end.
    func number(_ text: Substring) -> Int? { text.isEmpty ? nil : Int(text) ?? Int.max }
    switch (number(ends[0]), number(ends[1])) {
    case (nil, nil): return
    case (nil, let count?): self = .satisfied(max(0, length - count)..<length)
    case (let first?, nil): self = .satisfied(first..<max(first, length))
    case (let first?, let last?) where last >= first:
      self = .satisfied(first..<max(first, min(length, last == Int.max ? last : last + 1)))
    default: return
    }
  }

  private static func satisfied(_ range: Range<Int>) -> ByteRange {
    range.isEmpty ? .unsatisfiable : .part(range)
  }
}
