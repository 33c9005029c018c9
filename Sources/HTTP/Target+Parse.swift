extension Target {
  /// A parsed target, with the authority of the absolute form.
  struct Parsed {
    var target: Target
    var authority: RequestHead.Slice?
  }

  /// Parses a target (RFC 9112 section 3.2): origin-form, absolute-form with `http`, and `*` for
  /// OPTIONS.
  ///
  /// Rejects authority-form, which is for proxies, and absolute-form with `https`, which requires a
  /// secured connection (RFC 9110 section 7.4).
  ///
  /// Splits the path at slashes and then decodes each segment once, so that an encoded slash stays
  /// in its segment. Then removes `.` and `..`, also encoded ones (RFC 3986 section 5.2.4). Keeps
  /// empty segments: `/a/` is ["a", ""] and `//a` is ["", "a"], which match no resource. Rejects
  /// invalid encodings, bytes that are not UTF-8, and NUL.
  public static func parse(
    _ text: String, method: Method = .get
  ) throws(ParseFailure) -> Target {
    let bytes = Array(text.utf8)
    return try parse(bytes, .init(start: 0, end: bytes.count), method: method).target
  }

  static func parse(
    _ bytes: [UInt8], _ slice: RequestHead.Slice, method: Method
  ) throws(ParseFailure) -> Parsed {
    guard slice.start < slice.end else { throw ParseFailure(.target, "The target is empty.") }
    for index in slice.start..<slice.end where !ByteSet.target.contains(bytes[index]) {
      throw ParseFailure(
        .target, "The target has the byte \(bytes[index].named), which must be percent-encoded.")
    }
    if bytes[slice.start] == ASCII.slash {
      return Parsed(target: try originForm(bytes, slice), authority: nil)
    }
    if slice.end - slice.start == 1, bytes[slice.start] == ASCII.asterisk {
      guard method == .options else {
        throw ParseFailure(.target, "The target * is allowed with OPTIONS only.")
      }
      return Parsed(target: .asterisk, authority: nil)
    }
    return try absoluteForm(bytes, slice, method: method)
  }

  /// The target of `OPTIONS *`: the server as a whole.
  public static let asterisk = Target(rawPath: "*", rawQuery: nil, segments: [])

  private static func absoluteForm(
    _ bytes: [UInt8], _ slice: RequestHead.Slice, method: Method
  ) throws(ParseFailure) -> Parsed {
    guard let start = end(of: "http://", bytes, slice) else {
      guard end(of: "https://", bytes, slice) == nil else {
        throw ParseFailure(
          .misdirected, "The target is an https URI, but this connection has no TLS.")
      }
      throw ParseFailure(.target, "The target must be a path or an http URI.")
    }
    var end = start
    while end < slice.end, bytes[end] != ASCII.slash, bytes[end] != ASCII.question { end += 1 }
    let authority = RequestHead.Slice(start: start, end: end)
    guard Authority.isValid(bytes, authority) else {
      throw ParseFailure(.target, "The target's authority must be a host with an optional port.")
    }
    if end == slice.end, method == .options {
      return Parsed(target: .asterisk, authority: authority)
    }
    let target = try originForm(bytes, .init(start: end, end: slice.end))
    return Parsed(target: target, authority: authority)
  }

  /// The end of a scheme at the start of the target, in any case; nil if it does not match.
  private static func end(
    of scheme: String, _ bytes: [UInt8], _ slice: RequestHead.Slice
  ) -> Int? {
    let begins = bytes[slice.start..<slice.end].starts(with: scheme.utf8) {
      $0.lowercasedASCII == $1
    }
    return begins ? slice.start + scheme.utf8.count : nil
  }

  /// Parses a path, which can be empty (meaning "/") in absolute form only, and an optional query.
  private static func originForm(
    _ bytes: [UInt8], _ slice: RequestHead.Slice
  ) throws(ParseFailure) -> Target {
    var pathEnd = slice.start
    while pathEnd < slice.end, bytes[pathEnd] != ASCII.question { pathEnd += 1 }
    let query =
      pathEnd < slice.end
      ? String(decoding: bytes[(pathEnd + 1)..<slice.end], as: UTF8.self) : nil
    guard slice.start < pathEnd else {
      return Target(rawPath: "/", rawQuery: query, segments: [])
    }
    return Target(
      rawPath: String(decoding: bytes[slice.start..<pathEnd], as: UTF8.self), rawQuery: query,
      segments: try segments(bytes, from: slice.start, to: pathEnd))
  }

  private static func segments(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) throws(ParseFailure) -> [String] {
    var segments: [String] = []
    var index = start
    while index < end {
      var next = index + 1
      while next < end, bytes[next] != ASCII.slash { next += 1 }
      let segment = try decoded(bytes, from: index + 1, to: next)
      switch segment {
      case ".":
        if next == end { segments.append("") }
      case "..":
        _ = segments.popLast()
        if next == end { segments.append("") }
      default:
        segments.append(segment)
      }
      index = next
    }
    return segments == [""] ? [] : segments
  }

  private static func decoded(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) throws(ParseFailure) -> String {
    do throws(PercentEncoding.Failure) {
      return try PercentEncoding.decode(bytes[start..<end])
    } catch {
      throw ParseFailure(.target, "The path \(error.detail).")
    }
  }
}
