import Testing

@testable import HTTP

@Suite struct CORSTests {
  static func request(_ method: Method, origin: String?, asks: String? = nil) -> Request {
    var fields: Fields = [:]
    if let origin { fields[.origin] = origin }
    if let asks { fields[.accessControlRequestMethod] = asks }
    return Request(method: method, target: .asterisk, fields: fields)
  }

  static let site = "https://site.example"
  static let methods: [Method] = [.get, .head, .put, .post]

  @Test func `By default any origin may read, and responses are the same for all`() {
    for origin in [nil, "null", Self.site] {
      var fields: Fields = [:]
      CORS().apply(to: &fields, for: Self.request(.get, origin: origin))
      #expect(fields[.accessControlAllowOrigin] == "*")
      #expect(fields[.accessControlExposeHeaders]?.hasListElement("ETag") == true)
      #expect(fields[.vary] == nil)
    }
  }

  @Test(arguments: ["PUT", "POST", "DELETE", "put", ""])
  func `By default a preflight for a write fails for every origin`(_ asked: String) {
    let request = Self.request(.options, origin: Self.site, asks: asked)
    let fields = CORS().preflight(request, methods: Self.methods)
    #expect(fields[.accessControlAllowOrigin] == nil)
    #expect(fields[.vary] == "Origin, Access-Control-Request-Method")
  }

  @Test func `A preflight for a read names the methods and fields that may be used`() {
    let request = Self.request(.options, origin: Self.site, asks: "GET")
    #expect(CORS.isPreflight(request))
    let fields = CORS(maxAge: 60).preflight(request, methods: Self.methods)
    #expect(fields[.accessControlAllowOrigin] == "*")
    #expect(fields[.accessControlAllowMethods] == "GET, HEAD")
    #expect(fields[.accessControlAllowHeaders]?.hasListElement("If-None-Match") == true)
    #expect(fields[.accessControlMaxAge] == "60")
  }

  @Test func `The origin of a writer is echoed, and no other`() {
    let cors = CORS(writers: .list([Self.site]))
    let allowed = Self.request(.options, origin: Self.site, asks: "PUT")
    let fields = cors.preflight(allowed, methods: Self.methods)
    #expect(fields[.accessControlAllowOrigin] == Self.site)
    #expect(fields[.accessControlAllowMethods] == "GET, HEAD, PUT, POST")
    for origin in ["https://site.example.evil", "http://site.example", "null"] {
      let other = Self.request(.options, origin: origin, asks: "PUT")
      #expect(cors.preflight(other, methods: Self.methods)[.accessControlAllowOrigin] == nil)
    }
    var answer: Fields = [.vary: "Accept"]
    cors.apply(to: &answer, for: Self.request(.put, origin: Self.site))
    #expect(answer[.accessControlAllowOrigin] == Self.site)
    #expect(answer[.vary] == "Accept, Origin")
  }

  @Test func `With listed readers every response varies by Origin`() {
    let cors = CORS(readers: .list([Self.site]))
    for origin in [nil, Self.site, "https://other.example"] {
      var fields: Fields = [:]
      cors.apply(to: &fields, for: Self.request(.get, origin: origin))
      #expect(fields[.vary] == "Origin")
      #expect(fields[.accessControlAllowOrigin] == (origin == Self.site ? Self.site : nil))
    }
  }

  @Test func `A preflight for a method that the resource does not support fails`() {
    let request = Self.request(.options, origin: Self.site, asks: "DELETE")
    let cors = CORS(writers: .any)
    let fields = cors.preflight(request, methods: Self.methods)
    #expect(fields[.accessControlAllowOrigin] == nil)
    #expect(fields[.vary] == "Access-Control-Request-Method")
  }

  @Test func `OPTIONS without both fields is not a preflight`() {
    #expect(!CORS.isPreflight(Self.request(.options, origin: Self.site)))
    #expect(!CORS.isPreflight(Self.request(.options, origin: nil, asks: "GET")))
    #expect(!CORS.isPreflight(Self.request(.get, origin: Self.site, asks: "GET")))
  }

  @Test(arguments: [
    ("https://a.example", ["https://a.example"]),
    ("https://a.example, http://localhost:3000", ["https://a.example", "http://localhost:3000"]),
    ("https://a.example/", nil), ("https://A.example", nil), ("a.example", nil), ("*", nil),
    ("", nil), ("https://", nil), ("https://a.example,x", nil), ("null", nil),
  ])
  func `Origins are read as browsers write them`(_ text: String, _ expected: [String]?) {
    #expect(CORS.Origins(list: text) == expected.map { .list(Set($0)) })
  }

  @Test func `Vary names a field once`() {
    var fields: Fields = [.vary: "accept, ORIGIN"]
    fields.vary(on: .origin)
    #expect(fields[.vary] == "accept, ORIGIN")
    fields = [.vary: "*"]
    fields.vary(on: .origin)
    #expect(fields[.vary] == "*")
  }
}
