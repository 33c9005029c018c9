/// Cross-origin resource sharing (Fetch standard, section 3.3).
///
/// By default, pages of any origin may read and none may write. Credentials (cookies) are never
/// shared; a token in Authorization is an ordinary field.
public struct CORS: Sendable, Equatable {
  public enum Origins: Sendable, Equatable {
    case any
    /// These origins, as browsers send them: "https://example.org", without a trailing slash.
    case list(Set<String>)

    /// Reads origins separated by commas; fails if one is invalid, for example has a path.
    public init?(list text: String) {
      var origins: Set<String> = []
      for origin in text.split(separator: ",").map({ String($0.trimmingBlanks()) }) {
        guard CORS.isOrigin(origin) else { return nil }
        origins.insert(origin)
      }
      guard !origins.isEmpty else { return nil }
      self = .list(origins)
    }
  }

  /// The origins that may use GET and HEAD.
  public var readers: Origins
  /// The origins that may use all other methods.
  public var writers: Origins
  /// The request fields that a page may set, besides the safelisted ones.
  public var allowedFields: [FieldName]
  /// The response fields that a page can read, besides the safelisted ones.
  public var exposedFields: [FieldName]
  /// How long a browser may cache the response to a preflight, in seconds (default: 7,200).
  public var maxAge: Int

  public init(
    readers: Origins = .any, writers: Origins = .list([]),
    allowedFields: [FieldName] = [
      .accept, .authorization, .cacheControl, .contentType, .ifMatch, .ifNoneMatch,
      .ifModifiedSince, .ifUnmodifiedSince, .prefer, "X-Request-Id", "X-Reason",
      "Idempotency-Key", "Last-Event-ID",
    ],
    exposedFields: [FieldName] = [.etag, .link, .location, .preferenceApplied, .retryAfter],
    maxAge: Int = 7_200
  ) {
    self.readers = readers
    self.writers = writers
    self.allowedFields = allowedFields
    self.exposedFields = exposedFields
    self.maxAge = maxAge
  }

  /// Whether a request is a preflight: OPTIONS with Origin and Access-Control-Request-Method.
  public static func isPreflight(_ request: Request) -> Bool {
    request.method == .options && request.fields[.origin] != nil
      && request.fields[.accessControlRequestMethod] != nil
  }

  /// Returns the fields of the response (204) to a preflight for a resource with `methods`.
  ///
  /// If the origin may not use the requested method, the result holds only Vary, which refuses it.
  /// Listing the permitted methods would not refuse POST: browsers allow it whether or not it is
  /// listed.
  public func preflight(_ request: Request, methods: [Method]) -> Fields {
    var fields: Fields = [:]
    if self != openToAll { fields.vary(on: .origin) }
    fields.vary(on: .accessControlRequestMethod)
    let asked = request.fields[.accessControlRequestMethod].map { Method(rawValue: $0) }
    guard let asked, methods.contains(asked), let origin = permitted(request, asked) else {
      return fields
    }
    fields.append(.accessControlAllowOrigin, origin)
    let usable = methods.filter { permitted(request, $0) != nil }
    fields.append(
      .accessControlAllowMethods, usable.map(\.rawValue).joined(separator: ", "))
    if !allowedFields.isEmpty {
      fields.append(.accessControlAllowHeaders, CORS.list(allowedFields))
    }
    fields.append(.accessControlMaxAge, String(max(0, maxAge)))
    return fields
  }

  /// Whether pages of an origin may use methods other than GET and HEAD.
  public func mayWrite(_ origin: String) -> Bool {
    switch writers {
    case .any: true
    case .list(let list): list.contains(origin)
    }
  }

  /// Whether responses to GET are the same for all origins, so that they can be cached with these
  /// fields.
  public var readersAreAny: Bool { readers == .any }

  /// Adds the fields of a response to any request except a preflight, errors included.
  ///
  /// If any origin may read, the response is the same for all and does not vary by Origin.
  public func apply(to fields: inout Fields, for request: Request) {
    if origins(for: request.method) != .any { fields.vary(on: .origin) }
    guard let origin = permitted(request, request.method) else { return }
    fields[.accessControlAllowOrigin] = origin
    if !exposedFields.isEmpty {
      fields[.accessControlExposeHeaders] = CORS.list(exposedFields)
    }
  }

  private var openToAll: CORS {
    var open = self
    open.readers = .any
    open.writers = .any
    return open
  }

  /// The origins that may use a method; OPTIONS counts as reading.
  private func origins(for method: Method) -> Origins {
    method == .get || method == .head || method == .options ? readers : writers
  }

  /// The value of Access-Control-Allow-Origin; nil if the origin may not use the method.
  private func permitted(_ request: Request, _ method: Method) -> String? {
    switch origins(for: method) {
    case .any: "*"
    case .list(let list): request.fields[.origin].flatMap { list.contains($0) ? $0 : nil }
    }
  }

  /// Whether the text is a scheme and an authority in lower case (RFC 6454 section 6.2).
  private static func isOrigin(_ text: String) -> Bool {
    guard text == text.lowercasedASCII(), let colon = text.firstIndex(of: ":"),
      text[..<colon].utf8.allSatisfy(\.isLetter), text[colon...].hasPrefix("://")
    else { return false }
    let authority = Array(text[colon...].dropFirst(3).utf8)
    return Authority.isValid(authority, .init(start: 0, end: authority.count))
  }

  private static func list(_ names: [FieldName]) -> String {
    names.map(\.spelling).joined(separator: ", ")
  }
}

extension Fields {
  /// Adds a name to Vary unless Vary has it, or is "*".
  public mutating func vary(on name: FieldName) {
    guard let value = self[.vary] else {
      append(.vary, name.spelling)
      return
    }
    if value.hasListElement("*") || value.hasListElement(name.spelling) { return }
    self[.vary] = value + ", " + name.spelling
  }
}
