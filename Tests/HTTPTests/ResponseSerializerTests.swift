import Testing

@testable import HTTP

@Suite struct ResponseSerializerTests {
  static let date = HTTPDate(seconds: 784_111_777).bytes

  static func head(
    _ response: Response, version: Version = .http11, keepAlive: Bool = true,
    framing: ResponseFraming = .length(5)
  ) -> String {
    var output: [UInt8] = Array("<".utf8)
    ResponseSerializer.appendHead(
      of: response, to: &output, date: date, version: version, keepAlive: keepAlive,
      framing: framing)
    return String(decoding: output.dropFirst(), as: UTF8.self)
  }

  @Test func `A head has status line, fields, Date and length`() {
    #expect(
      Self.head(Response(.ok, fields: [.contentType: "a/b", .etag: "\"c\""]))
        == "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nETag: \"c\"\r\n"
        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 5\r\n\r\n")
  }

  @Test(arguments: [
    (Version.http11, true, ResponseFraming.length(1_204_567), "Content-Length: 1204567\r\n"),
    (.http11, true, .length(0), "Content-Length: 0\r\n"),
    (.http11, true, .length(.max), "Content-Length: 9223372036854775807\r\n"),
    (.http11, true, .none, ""),
    (.http11, false, .none, "Connection: close\r\n"),
    (.http11, true, .chunked, "Transfer-Encoding: chunked\r\n"),
    (.http10, true, .length(10), "Connection: keep-alive\r\nContent-Length: 10\r\n"),
    (.http10, false, .close, "Connection: close\r\n"),
  ])
  func `Connection and framing follow the arguments`(
    _ version: Version, _ keepAlive: Bool, _ framing: ResponseFraming, _ expected: String
  ) {
    #expect(
      Self.head(Response(.ok), version: version, keepAlive: keepAlive, framing: framing)
        == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\(expected)\r\n")
  }

  @Test func `No value ends its line, and only tokens are sent as names`() {
    let fields = Fields([
      .init(name: "A", value: "b\r\nC: d\0\u{7F}\te\u{E9}"), .init(name: "E\r\nF", value: "g"),
      .init(name: "", value: "h"), .init(name: "I J", value: "k"),
    ])
    #expect(
      Self.head(Response(.noContent, fields: fields), framing: .none)
        == "HTTP/1.1 204 No Content\r\nA: b  C: d  \te\u{E9}\r\n"
        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n")
  }

  @Test func `Fields that the server writes are omitted`() {
    let fields: Fields = [
      .date: "x", "content-length": "7", .transferEncoding: "gzip", .connection: "y",
      .keepAlive: "z",
    ]
    #expect(Self.head(Response(.ok, fields: fields)) == Self.head(Response(.ok)))
  }

  @Test func `A prepared response is serialized the same`() {
    let response = Response(Status(599), fields: [.etag: "\"c\"", "A": "b\n"])
    #expect(Self.head(response.prepared()) == Self.head(response))
    #expect(Self.head(response).hasPrefix("HTTP/1.1 599 \r\n"))
  }

  @Test func `A change of a prepared response takes effect`() {
    var response = Response(.ok, fields: [.etag: "\"c\""]).prepared()
    response.fields[.etag] = "\"d\""
    #expect(Self.head(response).contains("ETag: \"d\""))
    response = response.prepared()
    response.status = .notModified
    #expect(Self.head(response).hasPrefix("HTTP/1.1 304 Not Modified\r\n"))
  }
}
