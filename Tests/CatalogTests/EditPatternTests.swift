import Testing

@testable import Catalog
@testable import CatalogModel

@Suite struct `Distances of words` {
  @Test(arguments: [
    ("nlp", "nlp", 0), ("nlp", "nplp", 1), ("nlp", "np", 1), ("nlp", "nll", 1), ("nlp", "npl", 1),
    ("reinforcement", "reinforcment", 1), ("learning", "lerning", 1), ("vldb-2026", "vdlb-2026", 1),
    ("ca", "abc", 3), ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("", "", 0),
  ])
  func `Two words`(_ one: String, _ other: String, _ distance: Int) {
    #expect(EditPattern(Array(one.utf8)).distance(Array(other.utf8), atMost: 9) == distance)
    #expect(EditPattern(Array(other.utf8)).distance(Array(one.utf8), atMost: 9) == distance)
    if distance > 0 {
      #expect(EditPattern(Array(one.utf8)).distance(Array(other.utf8), atMost: distance - 1) == nil)
    }
  }

  @Test func `Random words have the distance that the whole table gives`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1_000 {
      let one = Self.word(&generator)
      var other = Self.word(&generator)
      if Bool.random() {
        // Near words: the same with a few places changed.
        other = one
        for _ in 0..<Int.random(in: 0...3) where !other.isEmpty {
          other[Int.random(in: other.indices)] = UInt8.random(in: 97...100)
        }
        if other.count > 2 { other.swapAt(0, 1) }
      }
      let bound = Int.random(in: 0...6)
      let expected = Self.table(one, other)
      #expect(
        EditPattern(one).distance(other, atMost: bound) == (expected <= bound ? expected : nil),
        "\(String(decoding: one, as: UTF8.self)) \(String(decoding: other, as: UTF8.self))")
    }
  }

  @Test func `Long words differ where they differ`() {
    let one = Array(String(repeating: "abc-", count: 40).utf8)
    var other = one
    #expect(EditPattern(one).distance(other, atMost: 3) == 0)
    other[10] = 0x78
    other[100] = 0x78
    #expect(EditPattern(one).distance(other, atMost: 3) == 2)
    #expect(EditPattern(one).distance(other, atMost: 1) == nil)
    #expect(EditPattern(one).distance(Array(one.dropLast()), atMost: 3) == 1)
    #expect(EditPattern(Array(one.dropLast())).distance(one, atMost: 3) == 1)
  }

  private static func word(_ generator: inout SystemRandomNumberGenerator) -> [UInt8] {
    (0..<Int.random(in: 0...64, using: &generator)).map { _ in
      UInt8.random(in: 97...100, using: &generator)
    }
  }

  /// The definition: every cell of the table.
  private static func table(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var cells = Array(repeating: Array(repeating: 0, count: other.count + 1), count: one.count + 1)
    for row in 0...one.count {
      for column in 0...other.count {
        guard row > 0, column > 0 else {
          cells[row][column] = row + column
          continue
        }
        let isSame = one[row - 1] == other[column - 1]
        cells[row][column] = min(
          cells[row - 1][column] + 1, cells[row][column - 1] + 1,
          cells[row - 1][column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1]
        {
          cells[row][column] = min(cells[row][column], cells[row - 2][column - 2] + 1)
        }
      }
    }
    return cells[one.count][other.count]
  }
}
