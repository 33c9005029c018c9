/// Where the parts of a request's head stand in the buffer that was parsed.
///
/// Its storage is kept from one request to the next, so parsing allocates nothing once warm.
public struct RequestHead: Sendable, Equatable {
  /// A range of offsets into the parsed buffer, from its very beginning.
  public struct Slice: Sendable, Hashable {
    public var start: Int
    public var end: Int

    public init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  /// One field line; the value is without the whitespace around it.
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
