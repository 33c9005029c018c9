/// One link of a Link field (RFC 8288 section 3).
public struct Link: Equatable, Sendable, CustomStringConvertible {
  /// A URI reference, percent-encoded.
  public var target: String
  /// The relation type: "next", "self", or several separated by spaces.
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
  /// Percent-encodes characters of the target that are not allowed in a URI; a title that is not
  /// ASCII becomes `title*` (RFC 8187).
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

  /// The value of a Link field with all links.
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

  /// Encodes all but `unreserved`; `attr-char` allows a few more characters, which may be encoded.
  private static func extended(_ title: String) -> String {
    PercentEncoding.encode(title)
  }
}
