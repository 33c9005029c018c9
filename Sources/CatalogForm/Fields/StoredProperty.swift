/// A stored property of a record, read and written at its offset.
///
/// Access by a key path that a closure holds calls the Swift runtime each time, access by the offset
/// does not. A computed property has no offset, so its key path is used.
struct StoredProperty<Record, Value>: Sendable {
  private let path: any WritableKeyPath<Record, Value> & Sendable
  private let offset: Int?

  init(_ path: any WritableKeyPath<Record, Value> & Sendable) {
    self.path = path
    offset = MemoryLayout<Record>.offset(of: path)
  }

  func callAsFunction(_ record: Record) -> Value {
    guard let offset else { return record[keyPath: path] }
    // `MemoryLayout.offset(of:)` promises that a value of this type lies there.
    return withUnsafeBytes(of: record) { $0.load(fromByteOffset: offset, as: Value.self) }
  }

  func set(_ value: Value, in record: inout Record) {
    guard let offset else {
      record[keyPath: path] = value
      return
    }
    withUnsafeMutablePointer(to: &record) { pointer in
      (UnsafeMutableRawPointer(pointer) + offset).assumingMemoryBound(to: Value.self).pointee =
        value
    }
  }
}
