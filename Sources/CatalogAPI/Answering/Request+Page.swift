import HTTP

/// Text browsers and checkers of links that send `Accept: */*`, as programs do that read data.
extension Request {
  /// How their User-Agent fields begin: every request is compared with these.
  private static let readersOfPages = [
    "Links (", "ELinks", "LinkChecker/", "Mozilla/5.0 (compatible; LinkChecker/",
  ]
  private static let page = "text/html, */*;q=0.1"

  /// The request with an Accept field that asks for a page, if it comes from such a program.
  var withPageAccept: Request {
    guard fields[.accept] ?? "*/*" == "*/*", let agent = fields[.userAgent],
      Self.readersOfPages.contains(where: agent.hasPrefix)
    else { return self }
    var request = self
    request.fields[.accept] = Self.page
    return request
  }

  /// Whether the name of the program, and not its Accept field, has decided what it gets.
  var isFromReaderOfPages: Bool { fields[.accept] == Self.page }
}
