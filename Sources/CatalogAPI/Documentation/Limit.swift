import Catalog
import CatalogForm

/// A limit of the server, as a row of the manual's table of limits.
public struct Limit: Sendable {
  /// The setting of `catalog serve`; `nil` for a fixed limit.
  public let setting: String?
  /// The default, with its unit.
  public let standard: String
  /// What the limit protects, and from what.
  public let protects: String
  /// The response to a client beyond the limit.
  public let beyond: String
  /// The name of the test that checks the limit.
  public let test: String

  init(_ setting: String?, _ standard: String, _ protects: String, _ beyond: String, test: String) {
    self.setting = setting
    self.standard = standard
    self.protects = protects
    self.beyond = beyond
    self.test = test
  }

  /// All limits, in the order in which they apply to a request.
  public static let all = connections + requests + times + reads + writes + responses
  private static let overLimit = "503 with Retry-After, then a close"

  private static let connections = [
    Limit(
      "--max-connections", "16,384", "memory and descriptors from many clients", overLimit,
      test: "A connection over the limit gets 503 and does not affect others"),
    Limit(
      "--max-connections-per-address", "512; no limit for loopback addresses",
      "other clients from one that opens many connections", overLimit,
      test: "One address cannot exceed its limit"),
    Limit(
      "--max-refusals", "1,024", "memory from clients beyond a connection limit",
      "the server closes the oldest of these connections",
      test: "Every connection over a limit gets 503"),
    Limit(
      "--max-unsent-bytes", "24 MiB", "memory from clients that do not read their responses",
      "503 with Retry-After instead of a response of more than 16 KiB, 204 or 201 without content if it"
        + " is the success of a write; smaller ones are sent",
      test: "Clients that never read stay within the limit, and small requests are answered"),
    Limit(
      nil, "for one address, as much of `--max-unsent-bytes` as it leaves to all others",
      "other clients from one that does not read its responses",
      "503 with Retry-After instead of a response of more than 16 KiB; a reset if smaller ones pile up",
      test: "Clients of one address that do not read leave room for those of another"),
    Limit(
      "--max-received-bytes", "24 MiB",
      "memory from many clients that send slowly; one address gets half", "503 with Retry-After",
      test: "Requests that arrive slowly stay within the limit"),
    Limit(
      "--max-waiting-imports", "68 MiB", "memory from several imports, and from slow ones",
      "503 with Retry-After",
      test: "Large contents have a limit of their own"),
    Limit(
      "--max-requests-per-connection", "10,000", "a fair spread of connections over servers",
      "a response with Connection: close",
      test: "The last response of a connection says that it closes"),
    Limit(
      "--max-pipelined", "16", "memory from pipelined requests",
      "further requests wait in the kernel",
      test: "A limited number of pipelined requests is answered before sending"),
    Limit(
      "--backlog", "1,024", "the kernel's memory", "a new connection waits or is refused",
      test: "The backlog has the size of its setting"),
  ]

  private static let requests = [
    Limit(
      "--max-request-line", "8,192 bytes", "memory from long targets", "414",
      test: "A request line over the limit gets 414, one at the limit passes"),
    Limit(
      "--max-header-bytes", "16,384 bytes", "memory from many or long fields", "431",
      test: "A message over a limit is rejected and the connection closed"),
    Limit(
      "--max-header-count", "100", "work for many fields", "431",
      test: "A message over a limit is rejected and the connection closed"),
    Limit(
      "--max-body", "1,048,576 bytes", "memory from large contents", "413",
      test: "A message over a limit is rejected and the connection closed"),
  ]

  private static let times = [
    Limit(
      "--header-timeout", "10 s", "connections from clients that do not finish a request", "408",
      test: "A head that does not arrive in time ends the connection"),
    Limit(
      "--idle-timeout", "60 s", "connections from idle clients", "a close",
      test: "An idle connection is closed without a response"),
    Limit(
      "--body-min-rate", "512 bytes a second", "connections from slow senders", "408",
      test: "Content that arrives too slowly gets 408"),
    Limit(
      "--body-grace", "5 s", "clients that pause while they send, from --body-min-rate", "408",
      test: "A transfer below the minimum rate ends"),
    Limit(
      "--write-timeout", "30 s", "connections from clients that do not read", "a reset",
      test: "A client that receives nothing is reset, one that waits for its response is not"),
    Limit(
      "--write-min-rate", "512 bytes a second in each interval of --write-timeout",
      "connections from slow readers", "a reset",
      test: "A client below the minimum rate is reset"),
    Limit(
      "--response-timeout", "1,800 s", "connections from clients that stretch a response",
      "a reset", test: "No rate extends a response beyond its time limit"),
    Limit(
      "--linger-timeout", "2 s", "connections from clients that keep sending after an error",
      "a close", test: "A client that keeps sending after an error is disconnected"),
    Limit(
      "--linger-bytes", "262,144 bytes", "work for clients that keep sending after an error",
      "a close", test: "A client that keeps sending after an error is disconnected"),
    Limit(
      "--drain-timeout", "10 s", "the operator from a shutdown without end",
      "a reset; the database keeps every commit",
      test: "SIGTERM ends the server in time although another process holds the write lock"),
    Limit(
      "--drain-patience", "2 s", "the drain time from clients that make no progress",
      "a close, or a reset in the middle of a response",
      test: "A drain soon ends streams whose clients receive nothing"),
  ]

  private static let reads = [
    Limit(
      "--query-time", "2,000 ms", "other clients from expensive requests", "503",
      test: "A reader enforces its time limit and serves the next read"),
    Limit(
      "--waiting-reads", "256", "memory and time from requests that wait for a reader",
      "503 with Retry-After",
      test: "The queue is limited, and the client with most waiting work loses its last read"),
    Limit(
      "--waiting-reads-per-client", "64 of similar cost",
      "the queue of requests from one client", "503 with Retry-After",
      test: "A client that floods with cheap requests delays only itself"),
    Limit(
      "--waiting-time", "10,000 ms", "clients from responses that arrive too late",
      "503 with Retry-After",
      test: "A read that has waited too long is rejected"),
    Limit(
      "--check-interval", "3,600 s", "clients from unnoticed damage to the database file",
      "503 until a check passes; checks take at most a tenth of the time",
      test: "The server finds overwritten pages and never returns their wrong data"),
    Limit(
      nil, "100 values of a parameter", "work for one request", "400",
      test: "A parameter accepts at most a hundred values"),
    Limit(
      nil, "suggestions for at most a few unknown names", "work for one request",
      "400 without further suggestions",
      test: "A response suggests similar names for only a few unknown names"),
  ]

  private static let writes = [
    Limit(
      "--waiting-writes", "256", "memory and time from requests that wait to write",
      "503 with Retry-After",
      test: "A write beyond the queue limit is rejected at once, and the others succeed"),
    Limit(
      "--max-import", "64 MiB", "memory from large imports", "413",
      test: "An import may be larger than other content, up to a limit of its own"),
    Limit(
      "--rate-read", "0 a minute, no limit", "other clients from one that reads much",
      "429 with Retry-After",
      test: "Reads are counted by token or address, and unchanged responses cost nothing"),
    Limit(
      "--rate-write", "600 a minute", "the database from one client that writes much",
      "429 with Retry-After", test: "Writes are counted by token"),
    Limit(
      nil,
      "in a record: \(Bounds.short.length.grouped) characters of a name, title, URL or other short"
        + " text, \(Bounds.long.length.grouped) of an abstract, summary, description or other long"
        + " text, \(Bounds.elements.grouped) elements of a list, \(Bounds.jsonBytes.grouped) bytes"
        + " of `offers`, `acceptance`, `same_as` and `previous_dates`; years and times from"
        + " \(Bounds.years.range.lowerBound) to \(Bounds.years.range.upperBound),"
        + " \(Bounds.people.range.upperBound.grouped) people of a capacity or attendance; no control"
        + " characters but tabs and line ends",
      "readers of the catalog, and other writers, from endless values",
      "422 with a JSON Pointer, the length and what is accepted; an import of a file skips the record"
        + " and says so, but keeps long values from the export of a catalog, which may be older",
      test: "Every text, number and list that clients can write has bounds, which OpenAPI has"),
    Limit(
      nil, "255 bytes of Idempotency-Key, kept for 24 hours", "the database from many keys", "400",
      test: "A repeated key returns the stored response without a second effect"),
  ]

  private static let responses = [
    Limit(
      "--response-records", "10,000", "memory from long responses that are not streamed",
      "400 with advice on how to get the rest",
      test: "Each record that include adds counts toward the limit"),
    Limit(
      "--response-bytes", "8,388,608 bytes", "memory from large responses that are not streamed",
      "400 with advice on how to get the rest",
      test: "Every response that is not streamed is limited"),
    Limit(
      nil, "2,097,152 bytes of records per page of a history",
      "memory from many versions of large records", "a shorter page, with a link to the next",
      test: "A page of a history ends early where the versions are large"),
    Limit(
      "--change-days", "365 days", "the database from an endless log of changes",
      "410 with the URL of the export", test: "A cursor past the horizon gets 410"),
    Limit(
      "--change-waits", "16,384", "memory from requests that wait for changes",
      "503 with Retry-After",
      test: "Requests beyond the limit of requests that wait for changes get 503"),
    Limit(
      nil, "262,144 unsent bytes of an event stream",
      "memory from clients that do not read", "a reset",
      test: "A client that leaves too much of an event stream unread is disconnected"),
    Limit(
      nil,
      "250 records of a list on an HTML page, 400 sessions of a day, 300 conferences of a month,"
        + " 500 on a map",
      "browsers from endless HTML pages", "a link to the rest",
      test: "A page of a large list is limited and links to the rest"),
    Limit(
      nil, "4,096 bytes of each text in the record of a calendar's or feed's entry",
      "clients from large calendars and feeds", "the record in the entry omits the text",
      test: "The record in an entry omits a text over the limit"),
    Limit(
      nil, "10,000 row IDs per part of the sitemap", "memory from the URLs of all records",
      "a further part", test: "A sitemap names every record once, in parts of bounded size"),
    Limit(
      "--answer-cache", "8,388,608 bytes", "memory from cached responses",
      "the server produces the response again", test: "The cache never exceeds its capacity"),
    Limit(
      "--range-cache", "10,485,760 bytes", "memory from long CSV and NDJSON lists",
      "the server sends the list chunked, without ranges",
      test: "A list that does not fit into the range cache is sent chunked"),
    Limit(
      "--validator-cache", "4,194,304 bytes", "memory from cached validators",
      "the server produces the response again", test: "The cache never exceeds its capacity"),
    Limit(
      "--record-cache", "8,388,608 bytes", "memory from cached records",
      "the server encodes the record again", test: "The cache never exceeds its capacity"),
    Limit(
      "--page-cache", "8,388,608 bytes, at least 524,288 for each connection to the database",
      "memory from cached pages of the database", "the server reads the page from the file",
      test: "The caches share their limits"),
  ]
}
