import Foundation
import Testing

@Suite struct `Origins` {
  static let site = "https://site.example"

  /// The fields of an answer by their names in lower case.
  static func fields(
    _ server: ServerProcess, _ method: String, _ path: String, _ fields: [String]
  ) throws -> [String: String] {
    let head = ([method + " \(path) HTTP/1.1", "Host: a", "Connection: close"] + fields)
      .joined(separator: "\r\n")
    let answer = try server.exchange([Array((head + "\r\n\r\n").utf8)])
    var found = ["status": String(answer.split(separator: " ")[1])]
    for line in answer.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      found[line[..<colon].lowercased()] = line[colon...].dropFirst(2).description
    }
    return found
  }

  @Test func `Any page may read and none may write, unless it is set otherwise`() throws {
    let server = try ServerProcess(["--no-seed"])
    for path in ["/", "/", "/healthz", "/nowhere"] {
      let read = try Self.fields(server, "GET", path, ["Origin: \(Self.site)"])
      #expect(read["access-control-allow-origin"] == "*", "\(path)")
      #expect(read["vary"]?.contains("Origin") != true)
      #expect(read["access-control-expose-headers"]?.contains("ETag") == true)
    }
    let asks = ["Origin: \(Self.site)", "Access-Control-Request-Method: GET"]
    let preflight = try Self.fields(server, "OPTIONS", "/topics", asks)
    #expect(preflight["status"] == "204")
    #expect(preflight["access-control-allow-origin"] == "*")
    #expect(preflight["access-control-allow-methods"] == "GET, HEAD, OPTIONS")
    #expect(preflight["access-control-allow-headers"]?.contains("If-None-Match") == true)
    #expect(preflight["access-control-max-age"] == "7200")
    let write = try Self.fields(
      server, "OPTIONS", "/topics", ["Origin: x", "Access-Control-Request-Method: PUT"])
    #expect(write["access-control-allow-origin"] == nil)
    #expect(server.stop() == 0)
  }

  @Test func `Where origins are listed, only theirs is echoed, from the cache too`() throws {
    let server = try ServerProcess(["--no-seed", "--cors-origins", "\(Self.site),http://b.example"])
    for path in ["/", "/", "/nowhere", "/healthz"] {
      for origin in [Self.site, "https://other.example", "", "http://b.example"] {
        let answer = try Self.fields(
          server, "GET", path, origin.isEmpty ? [] : ["Origin: \(origin)"])
        let isListed = origin == Self.site || origin == "http://b.example"
        #expect(
          answer["access-control-allow-origin"] == (isListed ? origin : nil), "\(path) \(origin)")
        #expect(answer["vary"]?.contains("Origin") == true)
      }
    }
    let tag = try Self.fields(server, "GET", "/", [])["etag"] ?? ""
    let again = try Self.fields(
      server, "GET", "/", ["Origin: \(Self.site)", "If-None-Match: \(tag)"])
    #expect(again["status"] == "304")
    #expect(again["access-control-allow-origin"] == Self.site)
    #expect(server.stop() == 0)
  }
}
