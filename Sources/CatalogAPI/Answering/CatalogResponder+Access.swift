import Catalog
import HTTP

/// Access control: by the token of a request, and by the origin of the page that sends it.
extension CatalogResponder {
  /// Returns the token of a request for an operation that needs one; nil if the operation needs
  /// none.
  ///
  /// - Throws: `Refused` with the reason if the token is missing, invalid or lacks the scope, or if
  ///   the origin may not write.
  func authorize(_ request: Request, _ operation: Operation) throws(Refused) -> AccessToken? {
    guard let scope = operation.scope else { return nil }
    if operation.method != .get { try checkOrigin(request) }
    let store = current.store
    guard store.hasTokens else {
      throw Refused(
        Problem(
          status: .forbidden, kind: .noTokens,
          detail:
            "This server has no tokens yet. Its operator creates one with: catalog token new"
            + " --name NAME --scope \(scope.rawValue)"))
    }
    guard let text = bearer(request) else {
      throw Refused(
        Problem(
          status: .unauthorized, kind: .tokenMissing,
          detail: "This operation needs a token. Send it as Authorization: Bearer TOKEN."),
        challenge: "")
    }
    let detail: String
    switch store.verdict(onToken: text, now: configuration.now()) {
    case .valid(let token):
      guard token.scope >= scope else {
        throw Refused(
          Problem(
            status: .forbidden, kind: .insufficientScope,
            detail: "This operation needs the scope \(scope.rawValue); the token has"
              + " \(token.scope.rawValue)."),
          challenge: ", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\"")
      }
      return token
    case .malformed: detail = "The token does not have the form of this server's tokens."
    case .unknown: detail = "The token is unknown."
    case .expired: detail = "The token has expired."
    case .revoked: detail = "The token has been revoked."
    }
    throw Refused(
      Problem(status: .unauthorized, kind: .invalidToken, detail: detail),
      challenge: ", error=\"invalid_token\"")
  }

  /// Returns the valid token of a request, also for an operation that needs none; nil if there is
  /// none.
  func validToken(_ request: Request) -> AccessToken? {
    guard let text = bearer(request),
      case .valid(let token) = current.store.verdict(onToken: text, now: configuration.now())
    else { return nil }
    return token
  }

  /// Returns the text after "Bearer" in Authorization; nil if the field is missing or has another
  /// scheme.
  private func bearer(_ request: Request) -> String? {
    guard let field = request.fields[.authorization] else { return nil }
    let parts = field.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.first?.lowercased() == "bearer" else { return nil }
    // A comma joins repeated fields. No token contains one, so the joined text is malformed.
    return parts.count == 2 ? String(parts[1]) : ""
  }

  /// Throws if a page of another origin sends the request and the configuration does not let it
  /// write.
  private func checkOrigin(_ request: Request) throws(Refused) {
    guard let origin = request.fields[.origin], !configuration.cors.mayWrite(origin),
      origin.split(separator: "/").last.map({ $0.lowercased() })
        != baseURL(request).split(separator: "/").dropFirst().first.map({ $0.lowercased() })
    else { return }
    throw Refused(
      Problem(
        status: .forbidden, kind: .originNotAllowed,
        detail:
          "Pages of the origin \"\(origin.prefix(100))\" may not write. The operator lists the"
          + " origins that may write with --cors-write-origins."))
  }

  /// The reason why a request may not use an operation.
  struct Refused: Error {
    var problem: Problem
    /// The parameters after the realm in WWW-Authenticate; nil if a token would not help.
    var challenge: String?

    init(_ problem: Problem, challenge: String? = nil) {
      self.problem = problem
      self.challenge = challenge
    }

    func response(to request: Request) -> Response {
      var response = problem.response(to: request)
      if let challenge {
        response.fields[.wwwAuthenticate] = "Bearer realm=\"catalog\"\(challenge)"
      }
      return response
    }
  }

  /// Returns the refusal of a request whose URL contains a token, which logs and other pages would
  /// see.
  ///
  /// Returns nil if there is none. The response does not repeat the token.
  func refusalOfTokenInURL(_ request: Request) -> Response? {
    let items = request.target.rawQuery.flatMap { try? Query.parse($0) } ?? []
    guard
      request.target.segments.contains(where: TokenText.mayHold)
        || items.contains(where: { item in
          item.name == "access_token" || TokenText.mayHold(item.name)
            || TokenText.mayHold(item.value)
        })
    else { return nil }
    return Problem(
      status: .badRequest, kind: .tokenInQuery,
      detail:
        "A URL must not contain a token, because others can see it. Send the token as"
        + " Authorization: Bearer TOKEN, and revoke this one if it is real."
    ).response(instance: "/", id: request.id)
  }
}
