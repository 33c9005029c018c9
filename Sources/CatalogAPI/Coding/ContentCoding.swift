import HTTP

/// How an answer's content is coded for the way (RFC 9110 section 8.4).
enum ContentCoding: Sendable {
  case identity, gzip

  /// Bytes below which compressing gains nothing.
  static let worthwhile = 1_024
  /// What the entity tag of compressed content ends with.
  static let tagSuffix = "-gz"

  init(_ request: Request) {
    let accepted = request.fields[.acceptEncoding]
    self =
      accepted != nil
        && Negotiation.chooseEncoding(["gzip"], acceptEncoding: accepted) == "gzip"
      ? .gzip : .identity
  }

  /// Compresses whole content where that is worthwhile, and gives it an entity tag of its own.
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

  /// What proxies put at the end of the entity tags of content that they compress.
  private static let proxySuffixes = ["-gzip", "-br", "-zstd", "-deflate", ";gzip", ";br"]

  /// The entity tags of a field without what a proxy has added; nil where nothing was added.
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

  /// The tag of the same content in the other coding.
  static func other(_ tag: EntityTag) -> EntityTag? {
    let opaque =
      tag.opaque.hasSuffix(tagSuffix)
      ? String(tag.opaque.dropLast(tagSuffix.count)) : tag.opaque + tagSuffix
    return EntityTag(opaque, isWeak: tag.isWeak)
  }
}

extension Request {
  /// The request with the tags of If-None-Match as this server gave them.
  var withOriginTags: Request {
    guard let field = fields[.ifNoneMatch],
      let tags = ContentCoding.withoutProxySuffixes(field)
    else { return self }
    var request = self
    request.fields[.ifNoneMatch] = tags
    return request
  }
}
