/// Writes a list of records piece by piece: what comes before, each record, what comes after.
///
/// One value writes one list, in constant memory. Equal records give equal bytes.
protocol RecordForm: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  mutating func write(_ entry: Entry, into bytes: inout [UInt8])
  mutating func end(into bytes: inout [UInt8])
  /// How many of the records that were written it has no place for.
  var leftOut: Int { get }
}

extension RecordForm {
  var leftOut: Int { 0 }

  /// The whole list at once.
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

/// The same of what has JSON: `object` is compact.
protocol ObjectForm: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  mutating func write(_ object: [UInt8], into bytes: inout [UInt8])
  mutating func end(into bytes: inout [UInt8])
}

extension ObjectForm {
  mutating func begin(into bytes: inout [UInt8]) {}
  mutating func end(into bytes: inout [UInt8]) {}

  /// The whole list at once.
  mutating func document(_ objects: some Sequence<[UInt8]>) -> [UInt8] {
    var bytes: [UInt8] = []
    begin(into: &bytes)
    for object in objects { write(object, into: &bytes) }
    end(into: &bytes)
    return bytes
  }
}
