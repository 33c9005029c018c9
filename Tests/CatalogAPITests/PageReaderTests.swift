import HTTP
import Testing

@testable import CatalogAPI

@Suite struct `Programs that read pages` {
  private static let programs: [(String?, String?, String)] = [
    ("Links (2.28; Linux x86_64; GNU C 12.2; dump)", "*/*", "text/html"),
    ("Mozilla/5.0 (compatible; LinkChecker/10.6.0; +https://x.example/)", "*/*", "text/html"),
    ("w3m/0.5.3", "text/html, text/*;q=0.5, image/*, application/*", "text/html"),
    ("Lynx/2.8.9", "text/html, text/plain, text/sgml, */*;q=0.01", "text/html"),
    ("Mozilla/5.0 (X11) Firefox/140.0", "*/*", "application/json"),
    ("curl/8.5.0", "*/*", "application/json"), (nil, nil, "application/json"),
    ("Links (2.28; Linux)", "application/json", "application/json"),
  ]

  @Test(arguments: programs)
  func `Get a page, and others get JSON`(
    _ agent: String?, _ accept: String?, _ type: String
  ) async throws {
    var fields: Fields = [:]
    fields[.userAgent] = agent
    fields[.accept] = accept
    try await ResponderProbe.withStore(
      #"{"conferences": [{"id": "a-2026", "name": "A"}]}"#
    ) { store, _ in
      let probe = ResponderProbe(store)
      for path in ["/conferences", "/conferences", "/conferences/a-2026"] {
        let response = try await probe.response(path, fields)
        #expect(response.fields["Content-Type"]?.hasPrefix(type) == true, "\(path)")
        let isPrivate = response.fields["Cache-Control"]?.hasPrefix("private") == true
        #expect(isPrivate == (accept == "*/*" && type == "text/html"))
        let table = try await probe.response("\(path).csv", fields)
        #expect(table.fields["Content-Type"]?.hasPrefix("text/csv") == true)
      }
    }
  }
}
