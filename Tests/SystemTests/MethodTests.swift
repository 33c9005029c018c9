import Foundation
import Testing

/// What each method and condition comes to, over the wire.
@Suite struct `Methods and conditions` {
  /// One answer: its status line, fields by their names in lower case, and content.
  struct Answer {
    let status: Int
    let fields: [String: String]
    let content: String
  }

  static func ask(
    _ server: ServerProcess, _ method: String, _ target: String, _ fields: [String] = []
  ) throws -> Answer {
    let head = ["\(method) \(target) HTTP/1.1", "Host: a", "Connection: close"] + fields
    let wire = head.joined(separator: "\r\n") + "\r\n\r\n"
    let text = try server.exchange([Array(wire.utf8)])
    let end = try #require(text.range(of: "\r\n\r\n"))
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    var found: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      found[line[..<colon].lowercased()] = String(line[colon...].dropFirst(2))
    }
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return Answer(
      status: status ?? 0, fields: found, content: String(text[end.upperBound...]))
  }

  @Test func `A known method that a resource lacks is 405 with Allow, another 501`() throws {
    let server = try ServerProcess(["--no-seed"])
    for target in ["/", "/search", "/deadlines", "/healthz"] {
      for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE"] {
        let answer = try Self.ask(server, method, target)
        #expect(answer.status == 405, "\(method) \(target)")
        #expect(answer.fields["allow"] == "GET, HEAD, OPTIONS")
      }
      for method in ["BREW", "get", "PROPFIND"] {
        #expect(try Self.ask(server, method, target).status == 501, "\(method) \(target)")
      }
    }
    for (target, allowed) in [
      ("*", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"), ("/search", "GET, HEAD, OPTIONS"),
      ("/topics", "GET, HEAD, POST, OPTIONS"),
      ("/topics/x", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
    ] {
      let answer = try Self.ask(server, "OPTIONS", target)
      #expect(answer.status == 204 && answer.content.isEmpty)
      #expect(answer.fields["allow"] == allowed)
      #expect(answer.fields["content-length"] == nil)
    }
    #expect(server.stop() == 0)
  }

  @Test func `HEAD has the fields of GET and no content, errors too`() throws {
    let server = try ServerProcess(["--no-seed"])
    for target in ["/", "/topics", "/conferences?limit=0", "/nowhere", "/healthz"] {
      let get = try Self.ask(server, "GET", target)
      var head = try Self.ask(server, "HEAD", target)
      #expect(head.status == get.status && head.content.isEmpty, "\(target)")
      #expect(get.fields["content-length"] == "\(get.content.utf8.count)")
      var fields = head.fields
      fields["date"] = get.fields["date"]
      // Each request has an id of its own in its problem.
      #expect((fields["x-request-id"] == nil) == (get.fields["x-request-id"] == nil))
      fields["x-request-id"] = get.fields["x-request-id"]
      #expect(fields == get.fields, "\(target)")
      head = try Self.ask(server, "HEAD", target)
      #expect(head.fields["date"]?.hasSuffix(" GMT") == true)
    }
    #expect(server.stop() == 0)
  }

  @Test func `Conditions are judged in their order, a range is passed over`() throws {
    let server = try ServerProcess(["--no-seed"])
    let first = try Self.ask(server, "GET", "/topics")
    let tag = try #require(first.fields["etag"])
    let date = try #require(first.fields["last-modified"])
    let old = "Wed, 31 Dec 1969 23:59:59 GMT"
    let cases: [(fields: [String], status: Int)] = [
      (["If-None-Match: \(tag)"], 304), (["If-None-Match: W/\(tag)"], 304),
      (["If-None-Match: \"x\", \(tag)"], 304), (["If-None-Match: *"], 304),
      (["If-None-Match: \"x\""], 200), (["If-Modified-Since: \(date)"], 304),
      (["If-Modified-Since: \(old)"], 200), (["If-Modified-Since: soon"], 200),
      (["If-None-Match: \"x\"", "If-Modified-Since: \(date)"], 200),
      (["If-Match: \(tag)"], 200), (["If-Match: *"], 200), (["If-Match: \"x\""], 412),
      (["If-Match: W/\(tag)"], 412), (["If-Unmodified-Since: \(date)"], 200),
      (["If-Unmodified-Since: \(old)"], 412),
      (["If-Match: \(tag)", "If-Unmodified-Since: \(old)"], 200),
      (["If-Match: \"x\"", "If-None-Match: \(tag)"], 412),
      (["If-Match: \(tag)", "If-None-Match: \(tag)"], 304),
      (["Range: bytes=0-1"], 200), (["Range: bytes=0-1", "If-Range: \(tag)"], 200),
    ]
    for (fields, status) in cases {
      for method in ["GET", "HEAD"] {
        let answer = try Self.ask(server, method, "/topics", fields)
        #expect(answer.status == status, "\(method) \(fields)")
        if status == 304 {
          #expect(answer.content.isEmpty)
          #expect(answer.fields["etag"] == tag)
          #expect(answer.fields["content-length"] == nil && answer.fields["content-type"] == nil)
        } else if status == 200, method == "GET" {
          #expect(answer.content == first.content)
        }
      }
    }
    #expect(try Self.ask(server, "GET", "/nowhere", ["If-None-Match: *"]).status == 404)
    #expect(server.stop() == 0)
  }
}
