#if canImport(Glibc)
  import Glibc
#endif

/// How often the allocator is entered and how long it takes, for each step of a request's head.
///
/// Counts come from `count.c`, which stands in for the allocator's entry points.
@_silgen_name("allocations") private func allocations() -> Int

@main
enum ParserBenchmark {
  static let wire = Array(
    """
    GET /conferences?topic=vision&page=2 HTTP/1.1\r
    Host: catalog.example:8080\r
    User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r
    Accept: application/json\r
    Accept-Encoding: gzip, deflate, br\r
    If-None-Match: "1f3a"\r
    Connection: keep-alive\r
    \r\n
    """.utf8)

  static func main() {
    var parser = RequestParser(limits: MessageLimits())
    var head = RequestHead()
    measure("head parsed") { _ = parser.parse(wire, from: 0, to: wire.count, into: &head) }
    measure("request made of it") { _ = try? Request(head: head, bytes: wire, peer: "::1") }
    var memo = RequestHeadCache()
    guard let request = try? Request(head: head, bytes: wire, peer: "::1") else { return }
    memo.remember(request, keepsAlive: true, head: wire, from: 0, count: wire.count)
    measure("request seen before") { _ = memo.find(wire, from: 0, to: wire.count) }

    let fields: Fields = [.contentType: "application/json", .etag: "\"1f3a\"", .vary: "Accept"]
    let response = Response(.ok, fields: fields)
    let prepared = response.prepared()
    let date = HTTPDate(seconds: 784_111_777).bytes
    var output: [UInt8] = []
    for (name, response) in [("answer's head", response), ("prepared one", prepared)] {
      measure(name) {
        output.removeAll(keepingCapacity: true)
        ResponseSerializer.appendHead(
          of: response, to: &output, date: date, version: .http11, keepAlive: true,
          framing: .length(2_000))
      }
    }
  }

  static func measure(_ name: String, _ body: () -> Void) {
    for _ in 0..<1_000 { body() }
    let rounds = 200_000
    let before = allocations()
    var start = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    for _ in 0..<rounds { body() }
    var end = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    let nanoseconds = (end.tv_sec - start.tv_sec) * 1_000_000_000 + end.tv_nsec - start.tv_nsec
    let count = allocations() - before
    print("\(name): \(count / rounds) allocations, \(nanoseconds / rounds) ns")
  }
}
