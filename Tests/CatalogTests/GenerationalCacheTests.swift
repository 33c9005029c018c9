import Catalog
import CatalogModel
import Testing

@Suite struct `Values that were used lately` {
  @Test func `What is asked often outlives a flood of what is asked once`() {
    var values = GenerationalCache<Int, String>(capacity: 100)
    values.keep("often", for: -1, cost: 5)
    for number in 0..<10_000 {
      values.keep("once", for: number, cost: 5)
      #expect(values.value(-1) == "often")
    }
    #expect(values.value(0) == nil)
    #expect(values.value(9_999) == "once")
  }

  @Test func `The cache never exceeds its capacity`() {
    var values = GenerationalCache<Int, String>(capacity: 100)
    for number in 0..<1_000 { values.keep("x", for: number, cost: 10) }
    let kept = (0..<1_000).filter { values.value($0) != nil }
    #expect(kept.count <= 10)
    #expect(kept.contains(999))
  }

  @Test func `One large value is not let in to drive out all others`() {
    var values = GenerationalCache<Int, String>(capacity: 100)
    values.keep("small", for: 1, cost: 1)
    values.keep("large", for: 2, cost: 13)
    #expect(values.value(2) == nil)
    #expect(values.value(1) == "small")
  }

  @Test func `A value that is kept anew replaces the old one and its cost`() {
    var values = GenerationalCache<Int, Int>(capacity: 100)
    for number in 0..<1_000 { values.keep(number, for: 1, cost: 10) }
    values.keep(7, for: 2, cost: 10)
    #expect(values.value(1) == 999)
    #expect(values.value(2) == 7)
  }

  @Test func `Nothing is kept where there is no room`() {
    var values = GenerationalCache<Int, Int>(capacity: 0)
    values.keep(1, for: 1, cost: 1)
    #expect(values.value(1) == nil)
  }
}
