/// Writes a list of records part by part: the beginning, each record, the end.
///
/// One value writes one list, in constant memory. Equal records give equal bytes.
protocol ListEncoder: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  mutating func write(_ entry: Entry, into bytes: inout [UInt8])
  mutating func end(into bytes: inout [UInt8])
  /// Number of the records written so far that the representation cannot show.
  var skippedCount: Int { get }
}

extension ListEncoder {
  var skippedCount: Int { 0 }

  /// Returns the complete list.
  mutating func document(_ entries: some Sequence<Entry>) -> [UInt8] {
    var bytes: [UInt8] = []
    begin(into: &bytes)
    for entry in entries {
      write(entry, into: &bytes)
    }
    end(into: &bytes)
    return bytes
  }
}

/// Writes a list of JSON objects part by part; `object` is compact JSON.
protocol ObjectForm: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  mutating func write(_ object: [UInt8], into bytes: inout [UInt8])
  mutating func end(into bytes: inout [UInt8])
}

extension ObjectForm {
  mutating func begin(into bytes: inout [UInt8]) {}
  mutating func end(into bytes: inout [UInt8]) {}

  /// Returns the complete list.
  mutating func document(_ objects: some Sequence<[UInt8]>) -> [UInt8] {
    var bytes: [UInt8] = []
    begin(into: &bytes)
    for object in objects { write(object, into: &bytes) }
    end(into: &bytes)
    return bytes
  }
}
