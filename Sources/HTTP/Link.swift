/// One link of a Link field (RFC 8288 section 3).
public struct Link: Equatable, Sendable, CustomStringConvertible {
  /// A URI reference, percent-encoded.
  public var target: String
  /// The relation: "next", "self", or several apart by spaces.
  public var relation: String
  public var title: String?
  public var type: MediaType?

  public init(
    _ target: String, relation: String, title: String? = nil, type: MediaType? = nil
  ) {
    self.target = target
    self.relation = relation
    self.title = title
    self.type = type
  }

  /// `</a?page=2>; rel="next"`.
  ///
  /// What no URI may hold is percent-encoded in the target; a title that is not ASCII goes in
  /// `title*` (RFC 8187).
  public var description: String {
    var text = "<" + Link.escaped(target) + ">; rel=" + QuotedString.quoted(relation)
    if let title {
      text +=
        title.utf8.allSatisfy { $0 < 0x80 }
        ? "; title=" + QuotedString.quoted(title)
        : "; title*=UTF-8''" + Link.extended(title)
    }
    if let type { text += "; type=" + QuotedString.quoted(type.description) }
    return text
  }

  /// The value of one Link field that holds them all.
  public static func value(of links: [Link]) -> String {
    links.map(\.description).joined(separator: ", ")
  }

  private static func escaped(_ target: String) -> String {
    target.unicodeScalars.map { scalar in
      let isPlain =
        scalar.isASCII
        && (ByteSet.target.contains(UInt8(scalar.value)) || scalar == "#")
      return isPlain ? String(scalar) : PercentEncoding.encode(String(scalar))
    }.joined()
  }

  /// `attr-char` is `unreserved` and a few more, which may be encoded as well.
  private static func extended(_ title: String) -> String {
    PercentEncoding.encode(title)
  }
}
