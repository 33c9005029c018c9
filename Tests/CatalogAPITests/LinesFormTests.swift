import JSON
import Testing

@testable import CatalogAPI

@Suite struct `Lines of JSON` {
  @Test func `Each line is the object of the JSON list`() throws {
    let records = [
      try Sample.conference(name: "Two\nlines", edtf: "2026-01"),
      try Sample.conference("b-2026", edtf: "2026-04-27/2026-04-29"),
    ]
    let text = try Sample.text(.ndjson, records, Sample.head())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines[2].isEmpty)
    for (line, record) in zip(lines, records) {
      var json = JSONWriter()
      record.write(to: &json, in: Sample.head().context)
      #expect(Array(line.utf8) == json.bytes)
    }
  }
}
