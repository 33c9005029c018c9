import Testing

@testable import HTTP

@Suite struct NegotiationTests {
  static let offers = [
    MediaType.json, MediaType("text", "csv"), MediaType.html,
    MediaType("application", "feed+json", parameters: [.init(name: "v", value: "1")]),
  ]

  static let accepts: [(String?, Int?)] = [
    (nil, 0), ("", 0), ("*/*", 0), ("text/*", 1), ("text/html", 2), ("TEXT/HTML", 2),
    ("image/png", nil), ("text/html;q=0.5, text/csv;q=0.6", 1), ("*/*, application/json;q=0", 1),
    ("text/*;q=0.3, text/html;q=0.7, */*;q=0.1", 2), ("application/json;q=0", nil),
    ("*/*;q=0", nil), ("text/html;level=1", nil), ("text/html;charset=UTF-8", 2),
    ("text/html;charset=\"utf-8\"", 2), ("application/feed+json;v=1", 3),
    ("application/feed+json;v=1;q=0, application/feed+json", nil),
    ("text/html;q=0.5;ext=1, text/csv;q=0.1", 2), ("text/html;q=2, text/csv", 1), ("text", 0),
    ("*/html, text/csv", 1), ("text/html;q=0.001, text/csv;q=0.002", 1),
    ("text/html;a=\",text/csv,\", text/html;q=0.1", 2), ("text/html;q=1.001, text/csv", 1),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 2),
    ("application/*, text/html", 2), ("text/html, text/*;q=0.5, image/*, application/*", 2),
    ("*/*, text/html", 2), ("*/*, text/html;q=0.9", 0), ("text/*, */*", 1),
    ("application/json, text/html", 0), (",, text/csv ,", 1), ("text/csv;", 1),
    ("text/csv ; q=0.4 , text/html ; q=0.5", 2),
  ]

  @Test(arguments: accepts)
  func `The preferred offer is chosen`(_ accept: String?, _ index: Int?) {
    #expect(Negotiation.choose(Self.offers, accept: accept) == index)
  }

  static let encodings: [(String?, String?)] = [
    (nil, "identity"), ("", "identity"), ("gzip", "gzip"), ("x-gzip", "gzip"), ("GZIP", "gzip"),
    ("*", "br"), ("gzip;q=0.5, br;q=0.4", "gzip"), ("gzip, br", "br"), ("deflate", "identity"),
    ("gzip;q=0", "identity"), ("identity;q=0", nil), ("*;q=0", nil), ("gzip, *;q=0", "gzip"),
    ("identity, *;q=0", "identity"), ("identity;q=0.5, gzip;q=0.4", "identity"),
    ("identity;q=0.5, gzip;q=0.5", "gzip"), ("br;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
  ]

  @Test(arguments: encodings)
  func `A content coding is chosen by RFC 9110 section 12.5.3`(
    _ accept: String?, _ coding: String?
  ) {
    #expect(Negotiation.chooseEncoding(["br", "gzip"], acceptEncoding: accept) == coding)
  }

  @Test(arguments: [
    ("0", 0), ("0.", 0), ("0.5", 500), ("0.123", 123), ("1", 1_000), ("1.000", 1_000), ("", nil),
    ("1.001", nil), ("2", nil), (".5", nil), ("0.1234", nil), ("0,5", nil), ("-0", nil),
    ("00", nil), ("1e0", nil),
  ])
  func `A quality has at most three digits after the point`(_ text: String, _ value: Int?) {
    #expect(Quality.parse(text) == value)
  }

  @Test(arguments: [
    ("text/html", "text/html"), ("Text/HTML; Charset=utf-8", "text/html; charset=utf-8"),
    ("a/b;c=\"d e\\\"\"", "a/b; c=\"d e\\\"\""), (" a/b ;; c=d ; ", "a/b; c=d"),
    ("multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"\""),
  ])
  func `A media type is read and written`(_ text: String, _ canonical: String) throws {
    let type = try #require(MediaType.parse(text))
    #expect(type.description == canonical)
    #expect(MediaType.parse(canonical) == type)
  }

  @Test(arguments: [
    "", "text", "text/", "/html", "a/b/c", "a/b c", "a/b;c", "a/b;c=\"d", "a/b,c/d",
  ])
  func `An invalid media type is nil`(_ text: String) {
    #expect(MediaType.parse(text) == nil)
  }

  static let preferences: [(String, [String])] = [
    ("return=minimal", ["return", "minimal"]),
    ("respond-async, wait=10", ["respond-async", "", "wait", "10"]),
    ("Return=\"minimal\"; a=b", ["return", "minimal"]), ("a=\"\"", ["a", ""]),
    ("a=1, a=2", ["a", "1"]), ("a = 1 ; b ; c=d, e", ["a", "1", "e", ""]), ("", []),
    ("=x, b", ["b", ""]), ("a=(, b=\"x,y\"", ["b", "x,y"]),
  ]

  @Test(arguments: preferences)
  func `The first preference of a name counts`(_ text: String, _ expected: [String]) {
    #expect(Prefer.parse(text).flatMap { [$0.name, $0.value] } == expected)
  }

  @Test func `A link is escaped, so that no value can end it`() {
    let plain = Link("/a?page=2&x=y#z", relation: "next")
    #expect(plain.description == "</a?page=2&x=y#z>; rel=\"next\"")
    let odd = Link("/a>b\r\n\u{E9} \"", relation: "a\"\r\nb", title: "c\\\"", type: .html)
    #expect(
      odd.description
        == "</a%3Eb%0D%0A%C3%A9%20%22>; rel=\"a\\\"  b\"; title=\"c\\\\\\\"\"; "
        + "type=\"text/html; charset=utf-8\"")
    #expect(
      Link("/", relation: "x", title: "\u{20AC} a").description
        == "</>; rel=\"x\"; title*=UTF-8''%E2%82%AC%20a")
    #expect(Link.value(of: [plain, plain]) == "\(plain), \(plain)")
  }

  @Test(arguments: [
    ("max-age=60, public", "public, max-age=60"), ("NO-CACHE, x=y, no-store", "no-store, no-cache"),
    ("max-age=\"5\"", "max-age=5"), ("max-age=x", "max-age=0"), ("max-age", "max-age=0"),
    ("max-age=99999999999999999999", "max-age=2147483648"),
    (
      "private, s-maxage=1, stale-while-revalidate=2, stale-if-error=3, immutable",
      "private, immutable, s-maxage=1, stale-while-revalidate=2, stale-if-error=3"
    ),
    ("must-revalidate, no-transform", "no-transform, must-revalidate"), ("", ""),
  ])
  func `Cache directives are read and written`(_ text: String, _ canonical: String) {
    #expect(CacheControl.parse(text).description == canonical)
  }
}
