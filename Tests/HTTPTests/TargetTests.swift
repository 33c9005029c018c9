import Testing

@testable import HTTP

@Suite struct TargetTests {
  static let paths: [(String, [String])] = [
    ("/", []), ("/a", ["a"]), ("/a/b", ["a", "b"]), ("/a/", ["a", ""]), ("//a", ["", "a"]),
    ("/a//b", ["a", "", "b"]), ("//", ["", ""]), ("/a%2Fb", ["a/b"]), ("/a%2fb/c", ["a/b", "c"]),
    ("/%41", ["A"]), ("/%2541", ["%41"]), ("/caf%C3%A9", ["caf\u{E9}"]), ("/a+b", ["a+b"]),
    ("/.", []), ("/..", []), ("/../a", ["a"]), ("/./a", ["a"]), ("/a/.", ["a", ""]),
    ("/a/..", []), ("/a/b/..", ["a", ""]), ("/a/../b", ["b"]), ("/a/./b", ["a", "b"]),
    ("/a/b/c/./../../g", ["a", "g"]), ("/mid/content=5/../6", ["mid", "6"]),
    ("/%2e%2E/a", ["a"]), ("/a/%2e", ["a", ""]), ("/...", ["..."]), ("/.a", [".a"]),
    ("/a/..%2fb", ["a", "../b"]), ("/*", ["*"]), ("/http://a", ["http:", "", "a"]),
    ("http://a.example", []), ("HTTP://a.example/", []), ("http://a/b/c", ["b", "c"]),
    ("http://a?b", []), ("http://[::1]:80/x", ["x"]),
  ]

  @Test(arguments: paths)
  func `A path is split into segments that are decoded once`(
    _ text: String, _ segments: [String]
  ) throws {
    #expect(try Target.parse(text).segments == segments)
  }

  @Test(arguments: [
    "", "a", "*", "a.example:80", "%2F", "?a", "ftp://a/", "http:/a", "http://", "http:///a",
    "http://u:p@a/", "http://a:b/", "/%", "/%4", "/%4g", "/%%41", "/%00", "/a%00b", "/%FF",
    "/%C3", "/%C0%AF", "/%ED%A0%80", "/a b", "/a\u{7F}", "/#", "/\"", "/<", "/\\", "/\u{E9}",
  ])
  func `A target that is invalid or in another form is rejected`(_ text: String) {
    let failure = #expect(throws: ParseFailure.self) { try Target.parse(text) }
    #expect(failure?.reason == .target)
  }

  @Test(arguments: ["https://a/", "HTTPS://a", "https://"])
  func `An https target is rejected as misdirected`(_ text: String) {
    let failure = #expect(throws: ParseFailure.self) { try Target.parse(text) }
    #expect(failure?.status == .misdirectedRequest)
  }

  @Test func `The raw path and query stay as they were sent`() throws {
    let target = try Target.parse("/a/../%62?c=%64?&e")
    #expect(target.rawPath == "/a/../%62")
    #expect(target.rawQuery == "c=%64?&e")
    #expect(target.segments == ["b"])
    #expect(try Target.parse("/a").rawQuery == nil)
    #expect(try Target.parse("/a?").rawQuery == "")
  }

  @Test func `The asterisk is valid with OPTIONS, in both forms`() throws {
    #expect(try Target.parse("*", method: .options) == .asterisk)
    #expect(try Target.parse("http://a.example", method: .options) == .asterisk)
    #expect(try Target.parse("http://a.example/", method: .options).rawPath == "/")
  }

  static let queries: [(String, [String])] = [
    ("", []), ("a=b", ["a", "b"]), ("a", ["a", ""]), ("a=", ["a", ""]), ("=b", ["", "b"]),
    ("a=b&a=c", ["a", "b", "a", "c"]), ("&a=b&&", ["a", "b"]), ("a=b=c", ["a", "b=c"]),
    ("a+b=c%2Bd", ["a b", "c+d"]), ("%26=%3D", ["&", "="]), ("a=%25%34", ["a", "%4"]),
    ("q=%E2%82%AC", ["q", "\u{20AC}"]), ("a[b]=c", ["a[b]", "c"]), ("a;b", ["a;b", ""]),
  ]

  @Test(arguments: queries)
  func `A query is a list of items in order`(_ text: String, _ expected: [String]) throws {
    #expect(try Query.parse(text).flatMap { [$0.name, $0.value] } == expected)
  }

  static let brokenQueries: [(String, Query.Failure)] = [
    ("a=%", .init(item: "a=%", index: 0, reason: .brokenEscape)),
    ("a=b&c%4=d", .init(item: "c%4=d", index: 1, reason: .brokenEscape)),
    ("&a=%4%31", .init(item: "a=%4%31", index: 0, reason: .brokenEscape)),
    ("a=%00", .init(item: "a=%00", index: 0, reason: .nul)),
    ("a=%ff", .init(item: "a=%ff", index: 0, reason: .notUTF8)),
  ]

  @Test(arguments: brokenQueries)
  func `An invalid item of a query is named`(_ text: String, _ expected: Query.Failure) {
    let failure = #expect(throws: Query.Failure.self) { try Query.parse(text) }
    #expect(failure == expected)
  }

  @Test(arguments: ["", "a", "a b", "a/b?c#d", "\u{20AC}%41", "-._~", "+&="])
  func `Encoded text decodes to itself`(_ text: String) throws {
    #expect(try PercentEncoding.decode(PercentEncoding.encode(text)) == text)
    let target = try Target.parse(PercentEncoding.path(["x", text]))
    #expect(target.segments == ["x", text])
    let query = PercentEncoding.query([(text, text)])
    #expect(try Query.parse(query).allSatisfy { $0.name == text && $0.value == text })
  }
}
