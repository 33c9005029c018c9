public import CatalogModel
public import HTTP

/// How the API behaves.
public struct APIConfiguration: Sendable {
  /// What URLs in answers begin with; nil takes the authority that the client asked.
  public var baseURL: String?
  /// Who mints the lasting ids of calendars and feeds: the host of `baseURL`, where it is set.
  var authority: String {
    guard let baseURL, let start = baseURL.firstRange(of: "://")?.upperBound else {
      return ListHead.defaultAuthority
    }
    let host = baseURL[start...].prefix { $0 != "/" && $0 != ":" }
    return host.isEmpty ? ListHead.defaultAuthority : String(host)
  }

  /// Bytes of answers that each event loop keeps.
  ///
  /// Default 16 MiB.
  public var cacheBytes = 16 << 20
  /// Bytes of records' JSON that each reader of the database keeps.
  ///
  /// Default 16 MiB.
  public var recordBytes = 16 << 20
  /// Bytes of one import's content.
  ///
  /// Default 64 MiB.
  public var importBytes = 64 << 20
  /// What one response may hold.
  public var limits = ResponseLimits()
  /// The validators of responses, for all loops.
  ///
  /// Default 8 MiB.
  public var validators = ValidatorMemory(capacity: 8 << 20)
  /// The long lists that are held to be read by ranges, for all loops.
  ///
  /// Default 10 MiB.
  public var ranges = RangeMemory(capacity: 10 << 20)
  /// The requests that wait for changes, on all loops.
  public var changes = ChangeHub()
  /// Which pages of other origins may use the API.
  ///
  /// Default: all may read, none may write.
  public var cors = CORS(
    exposedFields: [
      .etag, .link, .location, .retryAfter, .xRevision, .xRequestID, .preferenceApplied,
      .wwwAuthenticate, "Idempotency-Replayed", "RateLimit", "RateLimit-Policy", "Accept-Patch",
      "Accept-Post", .acceptRanges, .contentRange,
    ])
  /// How many requests a client may make; nil for no limit.
  ///
  /// Default: 600 writes a minute.
  public var readRate: RateLimiter.Policy?
  public var writeRate = RateLimiter.Policy("write", perMinute: 600)
  public var limiter = RateLimiter()
  let keysUnderWay = KeysUnderWay()
  /// Whose word is taken for who the client is.
  public var proxies = TrustedProxies()
  /// The clock; a test may stop it.
  public var now: @Sendable () -> Instant = { .now }
  /// Gets a line for each fault of the server.
  public var complain: @Sendable (String) -> Void = { _ in }
  /// What is told of the program itself.
  public var probes = Probes()

  public init() {}
}
