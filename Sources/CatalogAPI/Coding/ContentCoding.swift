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

  /// The tag of the same content in the other coding.
  static func other(_ tag: EntityTag) -> EntityTag? {
    let opaque =
      tag.opaque.hasSuffix(tagSuffix)
      ? String(tag.opaque.dropLast(tagSuffix.count)) : tag.opaque + tagSuffix
    return EntityTag(opaque, isWeak: tag.isWeak)
  }
}
