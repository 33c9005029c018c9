import HTTP

/// The content coding of a response (RFC 9110 section 8.4).
enum ContentCoding: Sendable {
  case identity, gzip

  /// Minimum size of content to compress, in bytes; less gains nothing.
  static let worthwhile = 1_024
  /// The suffix of the entity tag of compressed content.
  static let tagSuffix = "-gz"

  init(_ request: Request) {
    let accepted = request.fields[.acceptEncoding]
    self =
      accepted != nil
        && Negotiation.chooseEncoding(["gzip"], acceptEncoding: accepted) == "gzip"
      ? .gzip : .identity
  }

  /// Compresses complete content if it is large enough, and gives it an entity tag of its own.
  func apply(to response: inout Response) {
    guard self == .gzip, case .bytes(let bytes) = response.body, bytes.count >= Self.worthwhile
    else { return }
    response.body = .bytes(Gzip.compress(bytes))
    response.fields[.contentEncoding] = "gzip"
    if let tag = response.fields[.etag].flatMap({ EntityTag.parse($0) }) {
      response.fields[.etag] =
        EntityTag(tag.opaque + Self.tagSuffix, isWeak: tag.isWeak)?.description
    }
  }

  /// Suffixes that proxies add to the entity tags of content that they compress.
  private static let proxySuffixes = ["-gzip", "-br", "-zstd", "-deflate", ";gzip", ";br"]

  /// Returns the entity tags of a field without the suffixes of proxies; nil if there are none.
  static func withoutProxySuffixes(_ field: String) -> String? {
    guard proxySuffixes.contains(where: { field.contains("\($0)\"") }),
      case .tags(let tags)? = EntityTagList.parse(field)
    else { return nil }
    return tags.map { tag in
      let suffix = proxySuffixes.first { tag.opaque.hasSuffix($0) } ?? ""
      let own = EntityTag(String(tag.opaque.dropLast(suffix.count)), isWeak: tag.isWeak)
      return (own ?? tag).description
    }.joined(separator: ", ")
  }

  /// Returns the tag of the same content in the other coding.
  static func other(_ tag: EntityTag) -> EntityTag? {
    let opaque =
      tag.opaque.hasSuffix(tagSuffix)
      ? String(tag.opaque.dropLast(tagSuffix.count)) : tag.opaque + tagSuffix
    return EntityTag(opaque, isWeak: tag.isWeak)
  }
}

extension Request {
  /// The request with the tags of If-None-Match as this server sent them.
  var withOriginTags: Request {
    guard let field = fields[.ifNoneMatch],
      let tags = ContentCoding.withoutProxySuffixes(field)
    else { return self }
    var request = self
    request.fields[.ifNoneMatch] = tags
    return request
  }
}
