import Catalog
import CatalogAPI

/// The settings of the catalog and its API.
extension Setting {
  static let all = catalog + server
  private static let maximumCache = 1 << 40

  private static let catalog =
    [
      Setting(
        "--listen", "HOST:PORT",
        "address to listen on; repeat the option, or separate addresses by commas in the variable. Port"
          + " 0 picks a free port, unix:PATH is a socket file, systemd takes the sockets passed by"
          + " systemd (default: 127.0.0.1:8080)",
        isRepeatable: true),
      Setting("--database", "FILE", "SQLite file of the catalog (default: catalog.db)"),
      Setting("--no-seed", nil, "leave a new database empty (default: fill it with the seeds)"),
      Setting(
        "--base-url", "URL",
        "beginning of the URLs in responses (default: http:// and the Host of the request)"),
      Setting(
        "--loops", "N", 1...64,
        "number of event loops, each with its own connections, 1 to 64 (default: half the processors,"
          + " at least 1)"
      ) { $0.loops = $1 },
      Setting(
        "--readers", "N", 1...64,
        "number of database readers, each on its own queue, 1 to 64 (default: one per processor, at"
          + " least 2)"
      ) { $0.readers = $1 },
      Setting(
        "--cors-origins", "ORIGIN,...",
        "origins whose pages may read: *, none, or a list separated by commas (default: *)"),
      Setting(
        "--cors-write-origins", "ORIGIN,...",
        "origins whose pages may write: *, none, or a list separated by commas (default: none)"),
      Setting(
        "--answer-cache", "BYTES", 0...maximumCache,
        "maximum bytes of responses that all event loops cache together; 0: no cache (default:"
          + " 8388608)"
      ) { $0.caches.answers = $1 },
      Setting(
        "--range-cache", "BYTES", 0...maximumCache,
        "maximum bytes of long CSV and NDJSON lists that all event loops hold, so that they have a"
          + " length and can be read by ranges; a list that does not fit is sent chunked; 0 holds none"
          + " (default: 10485760)"
      ) { $0.api.ranges = RangeMemory(capacity: $1) },
      Setting(
        "--validator-cache", "BYTES", 0...maximumCache,
        "maximum bytes of validators that all event loops cache together, to answer 304 without"
          + " producing the response again; 0: no cache (default: 4194304)"
      ) { $0.api.validators = ValidatorMemory(capacity: $1) },
      Setting(
        "--record-cache", "BYTES", 0...maximumCache,
        "maximum bytes of records' JSON and results that all database readers cache together; 0: no"
          + " cache (default: 8388608)"
      ) { $0.caches.records = $1 },
      Setting(
        "--page-cache", "BYTES", 0...maximumCache,
        "maximum bytes of database pages that all connections to the database cache together, at"
          + " least 524288 for each (default: 8388608)"
      ) { $0.caches.pages = $1 },
      Setting(
        "--access-log", "FILE",
        "file to write a line to for each response, with the client's address as determined by"
          + " --trusted-proxies, or - for standard output; SIGHUP reopens it (default: none)"),
      Setting(
        "--access-log-format", "FORMAT",
        "format of the access log. json: one JSON object per line; combined: Apache's combined format,"
          + " followed by the request ID and the duration in microseconds (default: json)"),
      Setting(
        "--query-time", "MILLISECONDS", 10...600_000,
        "maximum milliseconds that a request, or a part of a streamed list, may use a database reader;"
          + " beyond them the server answers 503 (default: 2000)"
      ) { $0.queryTime = .milliseconds($1) },
      Setting(
        "--check-interval", "SECONDS", 0...31_536_000,
        "seconds between checks of the database file in the background, the first at startup; 0:"
          + " check only after a sign of damage (default: 3600)"
      ) { $0.checkInterval = $1 == 0 ? nil : .seconds($1) },
      Setting(
        "--response-records", "N", 1...10_000_000,
        "maximum records in a response, including those added by include; for more the server answers"
          + " 400 (default: 10000)"
      ) { $0.api.limits.records = $1 },
      Setting(
        "--response-bytes", "BYTES", 65_536...(1 << 30),
        "maximum bytes of a response that is not streamed, before compression; for more the server"
          + " answers 400 (default: 8388608)"
      ) { $0.api.limits.bytes = $1 },
      Setting(
        "--waiting-reads", "N", 1...10_000,
        "maximum requests that wait for a database reader; the server answers further ones 503"
          + " (default: 256)"
      ) { $0.waiting.reads = $1 },
      Setting(
        "--waiting-reads-per-client", "N", 1...10_000,
        "maximum waiting requests of similar cost from one IPv4 address or IPv6 /64; the server"
          + " answers further ones 503 (default: 64)"
      ) { $0.waiting.readsPerClient = $1 },
      Setting(
        "--waiting-time", "MILLISECONDS", 1...600_000,
        "maximum milliseconds that a request waits for a database reader; after them the server"
          + " answers 503 (default: 10000)"
      ) { $0.waiting.time = .milliseconds($1) },
      Setting(
        "--change-days", "DAYS", 0...36_500,
        "days that /changes reaches back; 0: to the beginning of the log (default: 365)"
      ) { $0.api.limits.changeDays = $1 },
      Setting(
        "--change-waits", "N", 1...1_000_000,
        "maximum requests and event streams that wait for changes; the server answers further ones"
          + " 503 (default: 16384)"
      ) { $0.api.changes = ChangeHub(limit: $1) },
      Setting(
        "--waiting-writes", "N", 1...10_000,
        "maximum writes that wait for the database; the server answers further ones 503 (default:"
          + " 256)"
      ) { $0.waiting.writes = $1 },
      Setting(
        "--max-import", "BYTES", 1...(1 << 32),
        "maximum bytes of the content of POST /import, which takes up to twelve times as much memory;"
          + " for more the server answers 413 (default: 67108864)"
      ) { $0.api.importBytes = $1 },
      Setting(
        "--rate-read", "N", 0...1_000_000_000,
        "maximum reads per minute with one token, or from one client address without a token; the"
          + " server answers further ones 429; 0: no limit (default: 0)"
      ) { $0.api.readRate = RateLimiter.Policy("read", perMinute: $1) },
      Setting(
        "--rate-write", "N", 0...1_000_000_000,
        "maximum writes per minute with one token, or from one client address without a token; the"
          + " server answers further ones 429; 0: no limit (default: 600)"
      ) { $0.api.writeRate = RateLimiter.Policy("write", perMinute: $1) },
      Setting(
        "--trusted-proxies", "CIDR,...",
        "proxies whose Forwarded or X-Forwarded-For, -Proto and -Host fields the server uses:"
          + " networks, addresses or unix, separated by commas (default: none)"),
    ]
}
