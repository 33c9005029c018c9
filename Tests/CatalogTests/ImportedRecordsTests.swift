import CatalogForm
import CatalogModel
import JSON
import Testing

@testable import Catalog

@Suite struct `The records of an import` {
  private func pointers(_ records: ImportedRecords, limit: Int = .max) throws -> [String] {
    var pointers: [String] = []
    try records.forEach { pointer, record in
      pointers.append("\(pointer) \(record["id"]?.string ?? "-") \(record["type"]?.string ?? "-")")
      return pointers.count < limit
    }
    return pointers
  }

  private func lines(_ text: String) throws -> ImportedRecords {
    try ImportedRecords(lines: Array(text.utf8))
  }

  private func document(_ text: String) throws -> ImportedRecords {
    try ImportedRecords(json: Array(text.utf8))
  }

  @Test func `Lines are read one by one, and the same again, since a write may be repeated`() throws
  {
    let records = try lines(
      "\n{\"type\": \"topic\", \"id\": \"a\"}\r\n \t\r\n{\"type\": \"topic\", \"id\": \"b\"}")
    let expected = ["/0 a topic", "/1 b topic"]
    #expect(try pointers(records) == expected)
    #expect(try pointers(records) == expected)
    #expect(try pointers(records, limit: 1) == ["/0 a topic"])
    #expect(
      records.names == [
        RecordName(kind: .topic, slug: "a"), RecordName(kind: .topic, slug: "b"),
      ])
  }

  @Test func `An error has the number of its line, empty ones included`() throws {
    let error = #expect(throws: JSONError.self) { try lines("{}\n\n\n{\"a\":") }
    #expect(error?.line == 4)
  }

  @Test func `An error of the reader of records ends the reading`() throws {
    struct Stop: Error {}
    var count = 0
    #expect(throws: Stop.self) {
      try lines("{}\n{}\n{}").forEach { _, _ in
        count += 1
        throw Stop()
      }
    }
    #expect(count == 1)
  }

  @Test(arguments: [
    (#"{"type": "topic", "id": "a"}"#, [" a topic"]),
    (#"[{"id": "a"}, {"id": "b"}]"#, ["/0 a -", "/1 b -"]),
    (#"{"data": {"id": "a"}}"#, ["/data a -"]),
    (#"{"data": [{"id": "a"}]}"#, ["/data/0 a -"]),
    (#"{"topics": [{"id": "a"}], "other": 1}"#, ["/topics/0 a topic", "/other - -"]),
  ])
  func `A document is one record or has lists`(_ text: String, _ expected: [String]) throws {
    let records = try document(text)
    #expect(try pointers(records) == expected)
    #expect(try pointers(records) == expected)
  }
}
