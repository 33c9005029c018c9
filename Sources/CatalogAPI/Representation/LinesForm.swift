import JSON

/// One compact JSON object a line, the same objects as in the JSON list.
struct LinesForm: RecordForm {
  private let head: ListHead

  init(_ head: ListHead) { self.head = head }

  mutating func begin(into bytes: inout [UInt8]) {}

  mutating func write(_ record: Record, into bytes: inout [UInt8]) {
    var json = JSONWriter()
    record.write(to: &json, in: head.context)
    bytes.append(contentsOf: json.bytes)
    bytes.append(0x0a)
  }

  mutating func end(into bytes: inout [UInt8]) {}
}
