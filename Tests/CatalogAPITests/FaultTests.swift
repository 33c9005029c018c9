import HTTP
import JSON
import Testing

@testable import CatalogAPI

@Suite struct `Faults of the server` {
  private struct Fault: Error, CustomStringConvertible {
    let description = "no such table: x\nin a statement"
  }

  @Test func `A fault is told to the operator in one line, under the id that the client has`()
    throws
  {
    let request = Request(method: .get, target: .asterisk, id: "front-17")
    var lines: [String] = []
    let result = Result<Response, any Error>.failure(Fault())
    let response = result.response(to: request) { lines.append($0) }
    #expect(response.status == .internalServerError)
    guard case .bytes(let bytes) = response.body else {
      Issue.record("a problem has a body")
      return
    }
    let problem = try JSONParser.parse(bytes)
    #expect(problem["request_id"] == .string("front-17"))
    // What went wrong is the operator's to know, and no one else's.
    #expect(problem["detail"]?.string?.contains("table") == false)
    #expect(lines.count == 1)
    #expect(lines.first?.contains("front-17") == true)
    #expect(lines.first?.contains("no such table: x in a statement") == true)
  }
}
