/// The query string of a target as a list of items.
public enum Query {
  public struct Failure: Error, Equatable, Sendable {
    /// The item as it was sent.
    public let item: String
    /// The index of the item, from 0.
    public let index: Int
    public let reason: PercentEncoding.Failure
  }

  /// Returns the decoded items in order; '+' is a space.
  ///
  /// An item without '=' has an empty value; empty items are ignored.
  public static func parse(
    _ rawQuery: String
  ) throws(Failure) -> [(name: String, value: String)] {
    var items: [(name: String, value: String)] = []
    let bytes = Array(rawQuery.utf8)
    for item in bytes.split(separator: UInt8(ascii: "&")) {
      do throws(PercentEncoding.Failure) {
        let nameEnd = item.firstIndex(of: ASCII.equals) ?? item.endIndex
        let name = try PercentEncoding.decode(item[..<nameEnd], plusIsSpace: true)
        let value = try PercentEncoding.decode(item[nameEnd...].dropFirst(), plusIsSpace: true)
        items.append((name, value))
      } catch {
        throw Failure(
          item: String(decoding: item, as: UTF8.self), index: items.count, reason: error)
      }
    }
    return items
  }
}
