import JSON
import Testing

struct AdviceCase: Sendable, CustomTestStringConvertible {
  let path: String
  /// The path and query of `corrected`; nil if it is not clear what is meant.
  let corrected: String?
  /// What the detail must name.
  let names: String
  var testDescription: String { path }

  init(_ path: String, _ corrected: String?, names: String) {
    self.path = path
    self.corrected = corrected
    self.names = names
  }
}

/// What people try first and other APIs have: a clear error, and the query that does it here.
@Suite(.serialized) final class `Advice in errors` {
  private let server: ServerProcess

  init() throws { server = try ServerProcess() }

  deinit { _ = server.stop() }

  @Test(arguments: [
    AdviceCase("/deadlines?within=60", "/deadlines?within=60d", names: "60d"),
    AdviceCase("/deadlines?within=2+weeks", "/deadlines?within=2w", names: "2w"),
    AdviceCase(
      "/conferences?deadline=60d", "/conferences?deadline.within=60d", names: "deadline.within"),
    AdviceCase("/deadlines?deadline=30d", "/deadlines?within=30d", names: "within"),
    AdviceCase(
      "/conferences?deadline=2027-01-31", "/conferences?deadline.to=2027-01-31",
      names: "deadline.to"),
    AdviceCase("/conferences?location=Boston", "/conferences?city=Boston", names: "region"),
    AdviceCase("/sessions?place=Vienna", "/sessions?city=Vienna", names: "city"),
    AdviceCase("/conferences?state=Florida", "/conferences?region=Florida", names: "region"),
    AdviceCase("/deadlines?state=open", "/deadlines?status=open", names: "status"),
    AdviceCase("/conferences?continent=Asia", "/conferences?region=Asia", names: "region"),
    AdviceCase("/conferences?page=2&topic=nlp", "/conferences?topic=nlp", names: "page.next"),
    AdviceCase("/conferences?offset=50", "/conferences", names: "cursor"),
    AdviceCase("/conferences?per_page=20", "/conferences?limit=20", names: "limit"),
    AdviceCase("/conferences?pageSize=9999", "/conferences?limit=500", names: "limit"),
    AdviceCase("/conferences?order=name", "/conferences?sort=name", names: "sort"),
    AdviceCase("/conferences?order_by=start+desc", "/conferences?sort=-start", names: "hyphen"),
    AdviceCase("/conferences?search=robots", "/conferences?q=robots", names: "q"),
    AdviceCase("/topics?query=robots", "/topics?q=robots", names: "q"),
    AdviceCase(
      "/conferences?date=2026-07", "/conferences?from=2026-07-01&to=2026-07-31", names: "from"),
    AdviceCase("/conferences?start_date=2026-07-01", "/conferences?from=2026-07-01", names: "from"),
    AdviceCase("/conferences?type=summit", "/conferences?kind=summit", names: "kind"),
    AdviceCase("/conferences?tag=nlp", "/conferences?topic=nlp", names: "topic"),
    AdviceCase("/conferences?upcoming", "/conferences?phase=upcoming", names: "phase"),
    AdviceCase("/conferences?hybrid", "/conferences?format=hybrid", names: "format"),
    AdviceCase("/deadlines?open", "/deadlines?status=open", names: "status"),
    AdviceCase("/conferences?online=true", "/conferences?format=virtual", names: "format"),
    AdviceCase(
      "/conferences?within=60", "/conferences?deadline.within=60d", names: "deadline.within"),
    AdviceCase("/deadlines?days=30", "/deadlines?within=30d", names: "within"),
    AdviceCase("/deadlines?when=upcoming", "/deadlines?status=open", names: "status"),
    AdviceCase("/deadlines?open=true", "/deadlines?status=open", names: "status"),
    AdviceCase("/conferences?upcoming=true", "/conferences?phase=upcoming", names: "phase"),
    AdviceCase("/conferences?status=upcoming", "/conferences?phase=upcoming", names: "phase"),
    AdviceCase(
      "/conferences?kind=tutorial", "/conferences?session_kind=tutorial", names: "session"),
    AdviceCase("/conferences?brief=1", "/conferences?view=brief", names: "view"),
    AdviceCase("/conferences?ccf=A", "/conferences?rank=ccf:A", names: "rank"),
    AdviceCase("/conferences?filter[topic]=nlp", "/conferences?topic=nlp", names: "topic"),
    AdviceCase(
      "/conferences?filter[session_kind]=tutorial", "/conferences?session_kind=tutorial",
      names: "session_kind"),
    AdviceCase("/conferences?topic=nlp;cv", "/conferences?topic=nlp,cv", names: "nlp,cv"),
    AdviceCase("/conferences?year=27", "/conferences?year=2027", names: "2027"),
    AdviceCase("/conferences?month=2027/03", "/conferences?month=2027-03", names: "2027-03"),
    AdviceCase("/conferences?from=1.3.2027", "/conferences?from=2027-03-01", names: "2027-03-01"),
    AdviceCase("/conferences?sort=start+desc", "/conferences?sort=-start", names: "-start"),
    AdviceCase("/deadlines?sort=date", "/deadlines?sort=at", names: "at"),
    AdviceCase("/deadlines?tz=Berlin", "/deadlines?tz=Europe/Berlin", names: "Europe/Berlin"),
    AdviceCase("/deadlines?tz=CST", nil, names: "UTC-06:00, UTC+08:00"),
    AdviceCase(
      "/conferences?near=Cambrige,+MA", "/conferences?near=Cambridge,%20MA", names: "Cambridge, MA"),
    AdviceCase("/conferences?near=Boston,+TX", "/conferences?near=Boston", names: "Boston"),
    AdviceCase("/conferences?city=Cambrige", "/conferences?city=Cambridge", names: "Cambridge"),
    AdviceCase("/conferences?rank=core+A*", "/conferences?rank=core:A*", names: "core:A*"),
    AdviceCase("/conferences?audience=newbies", nil, names: "early-career, entrepreneur"),
    AdviceCase("/search?q=x&kind=session", "/search?q=x&type=session", names: "type"),
    AdviceCase("/series?recommended_for=student", "/series?audience=student", names: "audience"),
    AdviceCase("/conferences?rank=A*", "/conferences?rank=core:A*", names: "core:A*"),
    AdviceCase("/conferences?topc=nlp", "/conferences?topic=nlp", names: "topic"),
    AdviceCase("/conferences?city=Florida", "/conferences?region=Florida", names: "region"),
    AdviceCase(
      "/conferences?search=x&location=Boston&page=1", "/conferences?q=x&city=Boston",
      names: "page.next"),
    AdviceCase("/conferences?deadline=soon", "/conferences?deadline.to=soon", names: "deadline.to"),
    AdviceCase("/conferences?zzz=1", nil, names: "zzz"),
    AdviceCase("/conferences?page=2&topic=zzzzzz", nil, names: "page.next"),
  ])
  func `A name that others use is answered with the one to use here`(_ item: AdviceCase) throws {
    let (status, problem) = try server.curl(item.path, ["-g"])
    #expect(status == 400)
    #expect(
      problem["detail"]?.string?.contains(item.names) == true, "\(problem["detail"] ?? .null)")
    let corrected = problem["corrected"]?.string.map { url in
      String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
    }
    let plain = ["%3A": ":", "%2A": "*", "%2C": ",", "%2F": "/"].reduce(corrected) {
      $0?.replacing($1.key, with: $1.value)
    }
    #expect(plain == item.corrected)
    if let corrected, !corrected.contains("soon") {
      #expect(try server.curl(corrected).status == 200, "the corrected query is answered")
    }
  }

  @Test(arguments: [
    ("/conferences?kind=workshops", "/conferences?kind=workshop"),
    ("/deadlines?status=closed", "/deadlines?status=passed"),
    ("/deadlines?expected=true", "/deadlines?expected=include"),
    ("/deadlines?kind=cfp", "/deadlines?kind=paper"),
    ("/conferences?view=short", "/conferences?view=brief"),
    ("/deadlines?tz=AoE", "/deadlines?tz=Etc/GMT%2B12"),
    ("/deadlines?tz=anywhere+on+earth", "/deadlines?tz=AoE"),
    ("/deadlines?tz=UTC-12", "/deadlines?tz=AoE"), ("/deadlines?tz=gmt+5:30", "/deadlines"),
    ("/deadlines?tz=PST", "/deadlines?tz=Etc/GMT%2B8"),
    ("/conferences?phase=ahead", "/conferences?phase=upcoming"),
  ])
  func `A value in other words is the one that it means`(_ path: String, _ other: String) throws {
    func found(_ path: String) throws -> [String?] {
      try server.curl(path).body["data"]?.array?.map { $0["url"]?.string } ?? []
    }
    let urls = try found(path)
    #expect(!urls.isEmpty)
    #expect(try found(other) == urls)
  }

  @Test(arguments: [
    ("/conferences?q=\"deep\"", "%22"), ("/conferences?q=<b>", "%3C"),
    ("/conferences?q=deep learning", "%20"), ("/conferences?city=São", "%C3"),
  ])
  func `A byte that no URL has is named with how to write it`(
    _ target: String, _ encoded: String
  ) throws {
    let answer = try server.exchange([Array("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])
    #expect(answer.hasPrefix("HTTP/1.1 400"))
    #expect(answer.contains(encoded))
  }

  @Test func `Every error can be read by pages of other origins`() throws {
    for path in ["/conferences?page=2", "/conferences/none-2099", "/nothing", "/conferences.xyz"] {
      let (output, _) = try run(
        "/usr/bin/env",
        [
          "curl", "-s", "-o", "/dev/null", "-D", "-", "-H", "Origin: https://site.test",
          "http://127.0.0.1:\(server.port)\(path)",
        ])
      #expect(output.lowercased().contains("access-control-allow-origin: *"), "\(path)")
    }
  }

  @Test(arguments: [
    ("--port", "--listen 127.0.0.1:PORT"), ("--host", "--listen"), ("--db", "--database"),
    ("--threads", "--loops"),
  ])
  func `An option of other servers is answered with the one to use here`(
    _ option: String, _ instead: String
  ) throws {
    let (output, status) = try run(ServerProcess.binary, ["serve", option, "8080"])
    #expect(status != 0)
    #expect(output.contains(instead), "\(output)")
  }
}
