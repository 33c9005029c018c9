/// Cross-origin sharing by the Fetch standard (section 3.3, "CORS protocol").
///
/// By default a page of any origin may read, and none may write. Credentials (cookies) are never
/// shared; a token in Authorization is a field like others.
public struct CORS: Sendable, Equatable {
  public enum Origins: Sendable, Equatable {
    case any
    /// Exactly these, as browsers send them: "https://example.org", no slash at the end.
    case list(Set<String>)

    /// Reads origins with commas between them; nil where one is none, such as one with a path.
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

  /// Who may use GET and HEAD.
  public var readers: Origins
  /// Who may use all other methods.
  public var writers: Origins
  /// The request fields that a page may set beyond those that are always allowed.
  public var allowedFields: [FieldName]
  /// The answer's fields that a page may see beyond those that it always sees.
  public var exposedFields: [FieldName]
  /// Seconds for which a browser may keep the answer to a preflight; browsers cut it down further.
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

  /// The fields of the answer (204) to a preflight of a resource that has `methods`.
  ///
  /// Only Vary, and so a refusal, if the origin may not use the method that is asked for. Naming
  /// what it may use would not do: browsers let POST pass whether it is named or not.
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

  /// Whether an answer to GET is the same for all origins, and so may be kept with these fields.
  public var readersAreAny: Bool { readers == .any }

  /// Adds what an answer that is no preflight's must carry, an error's as well.
  ///
  /// Where any origin may read, the answer is the same for all and does not vary by Origin.
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

  /// OPTIONS changes nothing, so it goes with reading.
  private func origins(for method: Method) -> Origins {
    method == .get || method == .head || method == .options ? readers : writers
  }

  /// The value of Access-Control-Allow-Origin, or nil where there must be none.
  private func permitted(_ request: Request, _ method: Method) -> String? {
    switch origins(for: method) {
    case .any: "*"
    case .list(let list): request.fields[.origin].flatMap { list.contains($0) ? $0 : nil }
    }
  }

  /// A scheme and an authority in lower case, as browsers write them (RFC 6454 section 6.2).
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
  /// Adds a name to Vary unless it is there, or "*" is.
  public mutating func vary(on name: FieldName) {
    guard let value = self[.vary] else {
      append(.vary, name.spelling)
      return
    }
    if value.hasListElement("*") || value.hasListElement(name.spelling) { return }
    self[.vary] = value + ", " + name.spelling
  }
}
