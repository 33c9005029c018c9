import Catalog
import HTTP

extension CatalogResponder {
  /// Returns the name by which the rate limiter counts a client: its token, or else its address.
  static func client(_ token: AccessToken?, _ request: Request) -> String {
    token.map { "token \($0.id)" } ?? ClientNetwork.name(ofPeer: request.peer)
  }

  /// Returns the read limit that a request counts against; nil for HEAD and for the operators'
  /// probes.
  private func readPolicy(_ request: Request) -> RateLimiter.Policy? {
    request.method == .get && !Self.probes.contains(request.target.rawPath)
      ? configuration.readRate : nil
  }

  private static let probes: Set = ["/healthz", "/readyz", "/metrics"]

  /// Counts a read; returns nil if it counts against no limit.
  func countRead(_ request: Request) -> RateLimiter.Verdict? {
    guard let policy = readPolicy(request) else { return nil }
    return configuration.limiter.take(1, of: policy, client: reader(request))
  }

  private func reader(_ request: Request) -> String { Self.client(validToken(request), request) }

  /// Adds the rate-limit fields to a response, and refunds a read that was answered 304.
  func countedRead(_ response: Response, _ request: Request) -> Response {
    guard let policy = readPolicy(request) else { return response }
    let client = reader(request)
    let cost = response.status == .notModified ? -1 : 0
    var response = response
    configuration.limiter.take(cost, of: policy, client: client).apply(to: &response.fields)
    return response
  }

  /// Counts a write that is refused before its content is read, as by who guesses tokens.
  func countedRefusal(_ response: Response, _ request: Request) -> Response {
    guard let policy = configuration.writeRate else { return response }
    let verdict = configuration.limiter.take(1, of: policy, client: reader(request))
    if let refusal = tooMany(verdict, request) { return refusal }
    var response = response
    verdict.apply(to: &response.fields)
    return response
  }

  func tooMany(_ verdict: RateLimiter.Verdict, _ request: Request) -> Response? {
    guard let wait = verdict.wait else { return nil }
    var response = Problem(
      status: .tooManyRequests, kind: .tooManyRequests,
      detail:
        "The client exceeded the limit of \(verdict.policy.quota) requests in"
        + " \(verdict.policy.seconds) s. Repeat the request after Retry-After seconds."
    ).response(to: request)
    response.fields[.retryAfter] = String(wait)
    verdict.apply(to: &response.fields)
    return readable(response, request)
  }
}
