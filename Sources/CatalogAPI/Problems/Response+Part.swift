import HTTP

extension Response {
  /// Returns the part of the content that a GET selects by Range (RFC 9110 section 14); else all of
  /// it.
  ///
  /// If the request has If-Range, that must be the strong tag of the content.
  func part(for request: Request) -> Response {
    guard request.method == .get, status == .ok, fields[.acceptRanges] != nil,
      let field = request.fields[.range], let length = contentLength
    else { return self }
    if let condition = request.fields[.ifRange] {
      guard let tag = EntityTag.parse(condition),
        let own = fields[.etag].flatMap({ EntityTag.parse($0) }), tag.matchesStrongly(own)
      else { return self }
    }
    switch ByteRange(field, length: length) {
    case .whole: return self
    case .part(let range):
      var part = self
      part.status = .partialContent
      part.fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
      part.body = content(in: range)
      return part
    case .unsatisfiable:
      var response = Problem(
        status: .rangeNotSatisfiable, kind: .rangeNotSatisfiable,
        detail: "The content has \(length) bytes, and none of them lies in \"\(field)\"."
      ).response(to: request)
      response.fields[.contentRange] = "bytes */\(length)"
      return response
    }
  }

  /// The length of the content in bytes; nil if it is not known yet.
  private var contentLength: Int? {
    switch body {
    case .empty: nil
    case .bytes(let bytes): bytes.count
    case .stream(let producer): producer.length
    }
  }

  private func content(in range: Range<Int>) -> Body {
    switch body {
    case .empty: .empty
    case .bytes(let bytes): .bytes(Array(bytes[range]))
    case .stream(let producer):
      (producer as? HeldBody).map { .stream(HeldBody($0.content, range)) } ?? body
    }
  }
}
