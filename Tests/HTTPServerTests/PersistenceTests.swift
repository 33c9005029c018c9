import HTTP
import Testing

@testable import HTTPServer

@Suite struct PersistenceTests {
  @Test func `A connection answers one request after another`() throws {
    let server = try TestServer()
    let client = try server.client()
    for _ in 0..<5 {
      try client.send(get("/hello"))
      let answer = try client.answer()
      #expect(answer.status == 200)
      #expect(answer.text == "hello")
      #expect(answer["Connection"] == nil)
      #expect(answer["Content-Length"] == "5")
      #expect(answer["Date"]?.hasSuffix(" GMT") == true)
    }
  }

  @Test func `Requests are complete however they are divided`() throws {
    let server = try TestServer()
    let message = Array((post("/echo", "12345") + get("/later/7")).utf8)
    let client = try server.client()
    for cut in 1..<message.count {
      try client.send(Array(message[..<cut]))
      try client.send(Array(message[cut...]))
      let first = try client.answer()
      #expect(first.text == "12345", "cut at \(cut)")
      let second = try client.answer()
      #expect(second.text == "later 7", "cut at \(cut)")
    }
  }

  @Test func `A request that comes byte by byte is answered`() throws {
    let server = try TestServer()
    let client = try server.client()
    let chunked =
      "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: x\r\n\r\n"
    for byte in (chunked + post("/echo", "second")).utf8 { try client.send([byte]) }
    #expect(try client.answer().text == "abcde")
    #expect(try client.answer().text == "second")
  }

  @Test func `Pipelined requests are answered in order`() throws {
    let server = try TestServer { $0.pipelinedDepth = 3 }
    let client = try server.client()
    var message = ""
    for number in 0..<200 {
      message += number % 3 == 0 ? get("/later/\(number)") : post("/echo", "\(number)")
    }
    try client.send(message)
    for number in 0..<200 {
      let expected = number % 3 == 0 ? "later \(number)" : "\(number)"
      #expect(try client.answer().text == expected)
    }
  }

  @Test(arguments: [
    ("close on 1.1", get("/hello", "Connection: close"), false),
    ("close among others", get("/hello", "Connection: x, Close"), false),
    ("nothing on 1.0", "GET /hello HTTP/1.0\r\n\r\n", false),
    ("keep-alive on 1.0", "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true),
    ("nothing on 1.1", get("/hello"), true),
  ])
  func `Each version persists by its own rule`(
    note: String, message: String, persists: Bool
  ) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(message)
    let answer = try client.answer()
    #expect(answer.text == "hello")
    #expect((answer["Connection"] != "close") == persists)
    if persists {
      try client.send(message)
      #expect(try client.answer().text == "hello")
    } else {
      #expect(try client.isAtEnd())
    }
  }

  @Test func `A client that has shut down sending gets all responses`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/hello") + get("/later/1") + get("/hold"))
    client.endSending()
    #expect(try client.answer().text == "hello")
    #expect(try client.answer().text == "later 1")
    #expect(server.gate.waitForRequest())
    server.gate.release()
    #expect(try client.answer().text == "held")
    #expect(try client.isAtEnd())
  }

  @Test(arguments: ["/hello", "/size/100000", "/stream/3", "/status/404"])
  func `HEAD has the fields of GET and no content`(target: String) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send("HEAD \(target) HTTP/1.1\r\nHost: test\r\n\r\n" + get(target))
    let head = try client.answer(toHead: true)
    let whole = try client.answer()
    #expect(head.status == whole.status)
    #expect(head.fields.map(\.name) == whole.fields.map(\.name))
    #expect(head["Content-Length"] == whole["Content-Length"])
    #expect(!whole.body.isEmpty)
  }

  @Test(arguments: [204, 304])
  func `A status without content is sent without content`(code: Int) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/status/\(code)") + get("/hello"))
    let answer = try client.answer()
    #expect(answer.status == code)
    #expect(answer["Content-Length"] == nil)
    #expect(answer["Transfer-Encoding"] == nil)
    #expect(try client.answer().text == "hello")
  }

  @Test func `A repeated reply counts once`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/twice") + get("/hello"))
    #expect(try client.answer().text == "first")
    #expect(try client.answer().text == "hello")
  }

  @Test func `A late reply is finalized although the client has disconnected`() throws {
    let server = try TestServer()
    do {
      let client = try server.client()
      try client.send(get("/hold"))
      #expect(server.gate.waitForRequest())
      client.resetOnClose()
    }
    server.gate.release()
    #expect(server.gate.waitForConclusion())
    let other = try server.client()
    try other.send(get("/hello"))
    #expect(try other.answer().text == "hello")
  }

  @Test func `Clients with the same head keep their own peer`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/target/a") + get("/target/b") + get("/target/a"))
    #expect(try client.answer().text == "/target/a 127.0.0.1")
    #expect(try client.answer().text == "/target/b 127.0.0.1")
    #expect(try client.answer().text == "/target/a 127.0.0.1")
  }
}
