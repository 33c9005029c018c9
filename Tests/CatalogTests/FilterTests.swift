import CatalogModel
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm

@Suite struct `Filters declared once` {
  @Test(arguments: RecordKind.allCases)
  func `A list offers each parameter and each facet once`(_ kind: RecordKind) {
    let list = RecordList.of(kind)
    let names = list.filters.parameters.map(\.name)
    #expect(Set(names).count == names.count, "\(names)")
    #expect(Set(list.facetNames).count == list.facetNames.count, "\(list.facetNames)")
    // What code alone sets has no parameter, and no facet that would show it.
    #expect(list.filters.allSatisfy { !$0.parameters.isEmpty || $0.facet == nil })
  }

  /// A flag that no list offers: what a declaration says is all that there is to it.
  private static let flag = Filter.flag(
    "dated", { "\(Table.conference.edtf) IS NOT NULL" }, "It has dates.")

  @Test(arguments: [
    ("dated", ["true"], true), ("dated=1", ["true"], true),
    ("dated=true", ["true"], true), ("dated=false", ["false"], false),
    ("dated=0", ["false"], false),
  ])
  func `A flag is read, explained and made a condition`(
    _ query: String, _ values: [String], _ isWanted: Bool
  ) throws {
    let (decoder, reader) = try decode(query)
    try decoder.read([Self.flag])
    #expect(decoder.arguments.mistakes.isEmpty)
    #expect(decoder.filter[FilterKey<ValueFilter>("dated")].included == values)
    #expect(decoder.arguments.readings == ["dated": values[0]])
    let list = ListContext(reader: reader, filter: decoder.filter, table: .conference)
    let condition = try reader.conditions.restrictions(list, [Self.flag])[0].page[0].condition.sql
    #expect(condition.hasPrefix("NOT") != isWanted, "\(condition)")
  }

  @Test func `A flag has two values, and is no condition where it is not given`() throws {
    let (wrong, _) = try decode("dated=maybe")
    try wrong.read([Self.flag])
    #expect(wrong.arguments.mistakes.map(\.expected) == ["nothing, true or false"])
    let (none, reader) = try decode("")
    try none.read([Self.flag])
    #expect(none.filter.isEmpty)
    let list = ListContext(reader: reader, filter: none.filter, table: .conference)
    #expect(try reader.conditions.restrictions(list, [Self.flag]).isEmpty)
  }

  private func decode(_ query: String) throws -> (FilterDecoder, CatalogReader) {
    let connection = try Connection(path: "", access: .memory)
    try Migrator(CatalogStore.migrations).migrate(connection)
    let reader = CatalogReader(writing: connection)
    let now = Instant(seconds: 1_780_000_000)
    let items = query.isEmpty ? [] : [query.split(separator: "=").map(String.init)]
    let arguments = Arguments(
      items.map { ($0[0], $0.count > 1 ? $0[1] : "") }, path: "/x", Self.flag.parameters, now: now)
    let filling = RenderContext(baseURL: "", now: now)
    return (FilterDecoder(arguments, reader, filling) { _, _ in "" }, reader)
  }
}
