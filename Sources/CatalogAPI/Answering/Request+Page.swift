import HTTP

/// Recognizes text browsers and link checkers, which send `Accept: */*` as programs do that read
/// data.
extension Request {
  /// How their User-Agent fields begin.
  ///
  /// Every request is compared with these, so the list is short.
  private static let readersOfPages = [
    "Links (", "ELinks", "LinkChecker/", "Mozilla/5.0 (compatible; LinkChecker/",
  ]
  private static let page = "text/html, */*;q=0.1"

  /// The request with an Accept field that prefers HTML, if it comes from such a program; else
  /// itself.
  var withPageAccept: Request {
    guard fields[.accept] ?? "*/*" == "*/*", let agent = fields[.userAgent],
      Self.readersOfPages.contains(where: agent.hasPrefix)
    else { return self }
    var request = self
    request.fields[.accept] = Self.page
    return request
  }

  /// Whether the User-Agent field, and not Accept, decided the representation.
  var isFromReaderOfPages: Bool { fields[.accept] == Self.page }
}
