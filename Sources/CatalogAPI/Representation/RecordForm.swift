/// A form that a list is written in piece by piece: what comes before, each record, what comes
/// after.
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
