/// Offsets of the parts of a request's head in the parsed buffer.
///
/// Its storage is reused for the next request, so that parsing needs no allocations.
public struct RequestHead: Sendable, Equatable {
  /// A range of offsets from the start of the parsed buffer.
  public struct Slice: Sendable, Hashable {
    public var start: Int
    public var end: Int

    public init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  /// A field line; the value has no surrounding whitespace.
  public struct FieldSlice: Sendable, Hashable {
    public var name: Slice
    public var value: Slice
  }

  public internal(set) var method = Slice(start: 0, end: 0)
  public internal(set) var target = Slice(start: 0, end: 0)
  public internal(set) var version = Version.http11
  public internal(set) var fields: [FieldSlice] = []

  public init() {}

  mutating func clear() {
    fields.removeAll(keepingCapacity: true)
  }
}
