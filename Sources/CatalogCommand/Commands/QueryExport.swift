import Catalog
import CatalogAPI
import Dispatch
import Glibc
import HTTP
import JSON
import Synchronization

/// Export of a query: sends a request to the API in this process and writes the response.
enum QueryExport {
  static func export(
    _ query: String, form: String?, database: String, base: String?
  ) throws -> Never {
    guard let target = try? Target.parse(path(query, form: form)) else {
      throw UsageError(
        "\"\(query)\" is not a query. Expected a path of the API, for example 'conferences?topic=nlp'",
        command: "export")
    }
    let store = try CatalogStore(reading: database)
    var configuration = APIConfiguration()
    configuration.baseURL = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    let responder = CatalogResponder(store, configuration: configuration)
    let response = answer(
      Request(method: .get, target: target, authority: "localhost:8080"), responder)
    guard response.status.code == 200 else {
      var bytes: [UInt8] = []
      try write(response.body) { bytes += $0 }
      let detail = (try? JSONParser.parse(bytes))?["detail"]?.string
      Console.fail("\(query): \(detail ?? "\(response.status.code)")", status: 1)
    }
    try write(response.body) { try Output.write($0) }
    if response.fields[.link]?.contains("rel=\"next\"") == true, form ?? "json" == "json" {
      Console.printError(
        "notice: only one page was written. Use --format ndjson for all records, or limit=500 for a"
          + " larger page.")
    }
    store.close()
    exit(0)
  }

  /// Returns the path of a query with the output format as its extension, for example
  /// "/conferences.ics?topic=nlp".
  ///
  /// Also accepts a URL, and drops its scheme and host.
  private static func path(_ query: String, form: String?) -> String {
    var query = query[...]
    for scheme in ["http://", "https://"] where query.hasPrefix(scheme) {
      query = query.dropFirst(scheme.count)
      query = query[(query.firstIndex(of: "/") ?? query.endIndex)...]
    }
    let path = encoded(query.hasPrefix("/") ? query : "/\(query)")
    guard let form, form != "json" else { return path }
    let halves = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    // The format schedule-xml has the extension .xml.
    let name = form.hasPrefix("schedule-") ? String(form.dropFirst(9)) : form
    let ending = halves[0].hasSuffix(".\(name)") ? "" : ".\(name)"
    return "\(halves[0])\(ending)" + (halves.count > 1 ? "?\(halves[1])" : "")
  }

  /// Percent-encodes spaces and other characters that a URL cannot contain.
  private static func encoded(_ text: Substring) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte > 0x20, byte < 0x7f, !"\"<>\\^`{|}".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func answer(_ request: Request, _ responder: CatalogResponder) -> Response {
    let reply = BlockingResult<Response>()
    let response = responder.respond(to: request) { reply.set($0) } ?? reply.wait()
    return responder.finalize(response, for: request)
  }

  /// Passes the pieces of a body to `write`, requesting each after the previous one is written.
  ///
  /// This is a loop because the optimizer of Swift 6.3 crashes on an equivalent iterator.
  private static func write(_ body: Body, with write: ([UInt8]) throws -> Void) throws {
    switch body {
    case .empty: return
    case .bytes(let bytes): try write(bytes)
    case .stream(let producer):
      while true {
        let piece = BlockingResult<BodyPiece>()
        producer.next(65_536) { piece.set($0) }
        switch piece.wait() {
        case .bytes(let bytes): try write(bytes)
        case .end: return
        case .failure: Console.fail("the response ended before it was complete", status: 1)
        }
      }
    }
  }
}

/// A value that one queue produces and another thread waits for.
private final class BlockingResult<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let isSet = DispatchSemaphore(value: 0)

  func set(_ new: Value) {
    value.withLock { $0 = new }
    isSet.signal()
  }

  func wait() -> Value {
    isSet.wait()
    guard let value = value.withLock({ $0.take() }) else {
      Console.fail("the API did not respond", status: 1)
    }
    return value
  }
}
