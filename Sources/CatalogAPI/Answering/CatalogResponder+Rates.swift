import Catalog
import HTTP

extension CatalogResponder {
  /// Who is counted: a token, else a client's address.
  static func client(_ token: AccessToken?, _ request: Request) -> String {
    token.map { "token \($0.id)" } ?? ClientNetwork.name(ofPeer: request.peer)
  }

  /// Counts a read that is not HEAD; nil where reads have no limit.
  func countRead(_ request: Request) -> RateLimiter.Verdict? {
    guard let policy = configuration.readRate, request.method == .get else { return nil }
    return configuration.limiter.take(1, of: policy, client: Self.client(nil, request))
  }

  /// Adds the rate-limit fields to a response, and refunds a read that was answered 304.
  func countedRead(_ response: Response, _ request: Request) -> Response {
    guard let policy = configuration.readRate, request.method == .get else { return response }
    let client = Self.client(nil, request)
    let cost = response.status == .notModified ? -1 : 0
    var response = response
    configuration.limiter.take(cost, of: policy, client: client).apply(to: &response.fields)
    return response
  }

  func tooMany(_ verdict: RateLimiter.Verdict, _ request: Request) -> Response? {
    guard let wait = verdict.wait else { return nil }
    var response = Problem(
      status: .tooManyRequests, kind: "too-many-requests",
      detail:
        "More than \(verdict.policy.quota) requests in \(verdict.policy.seconds) s. Repeat the"
        + " request after Retry-After seconds."
    ).response(to: request)
    response.fields[.retryAfter] = String(wait)
    verdict.apply(to: &response.fields)
    return readable(response, request)
  }
}
