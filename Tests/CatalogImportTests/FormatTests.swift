import CatalogImport
import Testing

struct `Formats` {
  @Test func `every format has a name of its own for the command line`() {
    let names = ImportFormat.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }
}
