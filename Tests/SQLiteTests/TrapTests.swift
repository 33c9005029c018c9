import SQLite
import Testing

/// Programming errors trap instead of binding or reading the wrong value.
struct TrapTests {
  enum Mistake: String, CaseIterable, Codable {
    case tooFew = "1 values for 2 placeholders in: SELECT ?, ?"
    case tooMany = "2 values for 1 placeholders in: SELECT ?"
    case columnOutOfRange = "no column 1 in: SELECT 1"
    case rowKept = "a row was read after its step"

    func make() throws {
      let connection = try Connection(path: "", access: .memory)
      switch self {
      case .tooFew: try connection.run("SELECT ?, ?", 1)
      case .tooMany: try connection.run("SELECT ?", 1, 2)
      case .columnOutOfRange: _ = try connection.first("SELECT 1") { $0.int(1) }
      case .rowKept: _ = try connection.first("SELECT 1") { $0 }?.int(0)
      }
    }
  }

  @Test(arguments: Mistake.allCases)
  func `A programming error traps with a message`(_ mistake: Mistake) async throws {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [mistake = mistake as Mistake] in
      try mistake.make()
    }
    let result = try #require(exit)
    let output = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(output.contains("Precondition failed: \(mistake.rawValue)"), "\(output)")
  }
}
