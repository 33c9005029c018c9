public import CatalogModel
public import HTTP

/// The settings of the API.
public struct APIConfiguration: Sendable {
  /// The beginning of URLs in responses; nil takes the authority of each request.
  public var baseURL: String?
  /// The authority in the lasting IDs of calendars and feeds: the host of `baseURL` if that is set.
  var authority: String {
    guard let baseURL, let start = baseURL.firstRange(of: "://")?.upperBound else {
      return ListMetadata.defaultAuthority
    }
    let host = baseURL[start...].prefix { $0 != "/" && $0 != ":" }
    return host.isEmpty ? ListMetadata.defaultAuthority : String(host)
  }

  /// Size of the response cache of each event loop, in bytes.
  ///
  /// Default: 8 MiB.
  public var cacheBytes = 8 << 20
  /// Size of the cache of records' JSON and results of each database reader, in bytes.
  ///
  /// Default: 4 MiB.
  public var recordBytes = 4 << 20
  /// Maximum size of one import's content, in bytes.
  ///
  /// Default: 64 MiB.
  public var importBytes = 64 << 20
  /// The limits of a response that is not streamed.
  public var limits = ResponseLimits()
  /// The validators of responses, shared by the loops.
  ///
  /// Default: 4 MiB.
  public var validators = ValidatorMemory(capacity: 4 << 20)
  /// The long lists that clients can read by ranges, shared by the loops.
  ///
  /// Default: 10 MiB.
  public var ranges = RangeMemory(capacity: 10 << 20)
  /// The requests of all loops that wait for changes.
  public var changes = ChangeHub()
  /// The pages of other origins that may use the API.
  ///
  /// Default: all may read, none may write.
  public var cors = CORS(
    exposedFields: [
      .etag, .link, .location, .retryAfter, .xRevision, .xRequestID, .preferenceApplied,
      .wwwAuthenticate, "Idempotency-Replayed", "RateLimit", "RateLimit-Policy", "Accept-Patch",
      "Accept-Post", .acceptRanges, .contentRange,
    ])
  /// The rate of reads that a client may make; nil (default) for no limit.
  public var readRate: RateLimiter.Policy?
  /// The rate of writes that a client may make; nil for no limit.
  ///
  /// Default: 600 a minute.
  public var writeRate = RateLimiter.Policy("write", perMinute: 600)
  /// The limiter that counts the requests of each client, shared by the loops.
  public var limiter = RateLimiter()
  let keysUnderWay = KeysUnderWay()
  /// The proxies that may state the client's address, scheme and host.
  public var proxies = TrustedProxies()
  /// The clock; tests replace it.
  public var now: @Sendable () -> Instant = { .now }
  /// Called with a line for each server error.
  public var logServerError: @Sendable (String) -> Void = { _ in }
  /// The metrics and the readiness of the process.
  public var probes = Probes()

  public init() {}
}
