extension FieldName {
  public static let accept: FieldName = "Accept"
  public static let acceptEncoding: FieldName = "Accept-Encoding"
  public static let acceptLanguage: FieldName = "Accept-Language"
  public static let accessControlAllowHeaders: FieldName = "Access-Control-Allow-Headers"
  public static let accessControlAllowMethods: FieldName = "Access-Control-Allow-Methods"
  public static let accessControlAllowOrigin: FieldName = "Access-Control-Allow-Origin"
  public static let accessControlExposeHeaders: FieldName = "Access-Control-Expose-Headers"
  public static let accessControlMaxAge: FieldName = "Access-Control-Max-Age"
  public static let accessControlRequestHeaders: FieldName = "Access-Control-Request-Headers"
  public static let accessControlRequestMethod: FieldName = "Access-Control-Request-Method"
  public static let allow: FieldName = "Allow"
  public static let authorization: FieldName = "Authorization"
  public static let cacheControl: FieldName = "Cache-Control"
  public static let connection: FieldName = "Connection"
  public static let contentEncoding: FieldName = "Content-Encoding"
  public static let contentLength: FieldName = "Content-Length"
  public static let contentType: FieldName = "Content-Type"
  public static let cookie: FieldName = "Cookie"
  public static let date: FieldName = "Date"
  public static let etag: FieldName = "ETag"
  public static let expect: FieldName = "Expect"
  public static let host: FieldName = "Host"
  public static let ifMatch: FieldName = "If-Match"
  public static let ifModifiedSince: FieldName = "If-Modified-Since"
  public static let ifNoneMatch: FieldName = "If-None-Match"
  public static let ifUnmodifiedSince: FieldName = "If-Unmodified-Since"
  public static let keepAlive: FieldName = "Keep-Alive"
  public static let lastModified: FieldName = "Last-Modified"
  public static let link: FieldName = "Link"
  public static let location: FieldName = "Location"
  public static let origin: FieldName = "Origin"
  public static let prefer: FieldName = "Prefer"
  public static let preferenceApplied: FieldName = "Preference-Applied"
  public static let range: FieldName = "Range"
  public static let retryAfter: FieldName = "Retry-After"
  public static let transferEncoding: FieldName = "Transfer-Encoding"
  public static let upgrade: FieldName = "Upgrade"
  public static let userAgent: FieldName = "User-Agent"
  public static let referer: FieldName = "Referer"
  public static let vary: FieldName = "Vary"
  public static let xRequestID: FieldName = "X-Request-Id"
  public static let xContentTypeOptions: FieldName = "X-Content-Type-Options"
  public static let xRevision: FieldName = "X-Revision"
  public static let wwwAuthenticate: FieldName = "WWW-Authenticate"

  /// Creates the name in a slice of bytes; a common name needs no allocation and gets its usual
  /// spelling.
  init(_ bytes: [UInt8], _ slice: RequestHead.Slice) {
    let length = slice.end - slice.start
    if length < FieldName.byLength.count {
      for name in FieldName.byLength[length]
      where name.canonical.utf8.matches(bytes, from: slice.start) {
        self = name
        return
      }
    }
    self.init(String(decoding: bytes[slice.start..<slice.end], as: UTF8.self))
  }

  private static let byLength: [[FieldName]] = {
    let others = [
      "DNT", "If-Range", "Pragma", "Priority", "Range", "Referer", "Sec-CH-UA",
      "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest", "Sec-Fetch-Mode",
      "Sec-Fetch-Site", "Sec-Fetch-User", "TE", "Trailer", "Upgrade-Insecure-Requests", "Via",
      "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Request-ID",
    ]
    let names: [FieldName] =
      [
        host, userAgent, accept, acceptEncoding, acceptLanguage, connection, ifNoneMatch,
        ifModifiedSince, ifMatch, ifUnmodifiedSince, origin, cacheControl, contentType,
        contentLength, transferEncoding, expect, authorization, prefer, keepAlive, upgrade,
        accessControlRequestMethod, accessControlRequestHeaders, contentEncoding, cookie, date,
      ] + others.map { FieldName($0) }
    var table = [[FieldName]](repeating: [], count: 36)
    for name in names { table[name.canonical.utf8.count].append(name) }
    return table
  }()
}

extension String.UTF8View {
  /// Whether these lower-case bytes are at an offset, in any case.
  fileprivate func matches(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start
    for byte in self {
      guard byte == bytes[index].lowercasedASCII else { return false }
      index += 1
    }
    return true
  }
}
